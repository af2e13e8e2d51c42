import ArgumentParser

/// What files are packed by.
enum Compression: String, CaseIterable, ExpressibleByArgument, Sendable {
  case none, gzip, zstd, xz, bzip2, lz4

  /// With its point, as in `.gz`.
  var ending: String {
    switch self {
    case .none: ""
    case .gzip: ".gz"
    case .zstd: ".zst"
    case .xz: ".xz"
    case .bzip2: ".bz2"
    case .lz4: ".lz4"
    }
  }

  /// Creates the file, or throws.
  func create(_ path: String) throws(GenerateError) -> any PackedFile {
    switch self {
    case .none: try PlainFile(path)
    case .gzip: try GzipFile(path)
    default: try LibarchiveFile(path, self)
    }
  }
}
