import ArgumentParser
import CArchive
import CDeflate
import Glibc

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
}

/// A file that is packed as it is written, by the fastest level there is of its kind.
protocol PackedFile: AnyObject {
  func write(_ bytes: UnsafeRawBufferPointer) throws(GenerateError)
  /// Writes what is pending and closes; nothing can be written afterwards.
  func finish() throws(GenerateError)
}

extension Compression {
  /// Creates the file, or throws.
  func create(_ path: String) throws(GenerateError) -> any PackedFile {
    switch self {
    case .none: try PlainFile(path)
    case .gzip: try GzipFile(path)
    default: try LibarchiveFile(path, self)
    }
  }
}

/// A file as it is.
final class PlainFile: PackedFile {
  private let path: String
  private var descriptor: Int32

  init(_ path: String) throws(GenerateError) {
    self.path = path
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    if descriptor < 0 { throw PlainFile.failure(path) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func write(_ bytes: UnsafeRawBufferPointer) throws(GenerateError) {
    var start = 0
    while start < bytes.count {
      let written = unsafe Glibc.write(descriptor, bytes.baseAddress! + start, bytes.count - start)
      if written < 0 && errno != EINTR { throw PlainFile.failure(path) }
      start += max(0, written)
    }
  }

  func finish() throws(GenerateError) {
    let result = close(descriptor)
    descriptor = -1
    if result != 0 { throw PlainFile.failure(path) }
  }

  static func failure(_ path: String) -> GenerateError {
    let code = errno
    return GenerateError("\(path): \(unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)")")
  }
}

/// Gzip by ISA-L's level 1, some four times as fast as zlib's. It picks its match finder by processor: packed bytes may
/// differ between machines, what they unpack to never does.
@safe final class GzipFile: PackedFile {
  private let file: PlainFile
  private let state: OpaquePointer
  private let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 256 << 10)

  init(_ path: String) throws(GenerateError) {
    file = try PlainFile(path)
    guard let made = unsafe cdeflate_create() else { throw GenerateError("no memory to pack \(path)") }
    unsafe state = made
  }

  deinit {
    unsafe cdeflate_destroy(state)
    unsafe room.deallocate()
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(GenerateError) { try unsafe pack(bytes, finishing: false) }

  func finish() throws(GenerateError) {
    try unsafe pack(UnsafeRawBufferPointer(start: nil, count: 0), finishing: true)
    try file.finish()
  }

  private func pack(_ bytes: UnsafeRawBufferPointer, finishing: Bool) throws(GenerateError) {
    var start = 0
    while true {
      var consumed: UInt32 = 0
      let left = unsafe bytes[start...]
      let input = unsafe UnsafeRawBufferPointer(rebasing: left).bindMemory(to: UInt8.self)
      let made = unsafe cdeflate_step(
        state, input.baseAddress, UInt32(input.count), finishing ? 1 : 0, room.baseAddress, UInt32(room.count), &consumed)
      guard made >= 0 else { throw GenerateError("gzip failed with \(made)") }
      start += Int(consumed)
      try unsafe file.write(UnsafeRawBufferPointer(start: room.baseAddress, count: Int(made)))
      if unsafe start == bytes.count && made < room.count { return }
    }
  }
}

/// Any other compression, by libarchive's write filters.
@safe final class LibarchiveFile: PackedFile {
  private let path: String
  private let archive: OpaquePointer

  init(_ path: String, _ compression: Compression) throws(GenerateError) {
    self.path = path
    guard let made = unsafe archive_write_new() else { throw GenerateError("no memory to pack \(path)") }
    unsafe archive = made
    unsafe archive_write_set_format_raw(archive)
    switch compression {
    case .zstd: unsafe archive_write_add_filter_zstd(archive)
    case .xz: unsafe archive_write_add_filter_xz(archive)
    case .bzip2: unsafe archive_write_add_filter_bzip2(archive)
    case .lz4: unsafe archive_write_add_filter_lz4(archive)
    case .none, .gzip: break
    }
    // bzip2's level is also its memory; of the others 1 is the fastest.
    unsafe archive_write_set_filter_option(archive, nil, "compression-level", "1")
    // No zeros behind the end.
    unsafe archive_write_set_bytes_in_last_block(archive, 1)
    try check(unsafe archive_write_open_filename(archive, path))
    let entry = unsafe archive_entry_new()
    defer { unsafe archive_entry_free(entry) }
    unsafe archive_entry_set_filetype(entry, LibarchiveFile.regularFile)
    unsafe archive_entry_set_pathname(entry, "log")
    try check(unsafe archive_write_header(archive, entry))
  }

  deinit { unsafe archive_write_free(archive) }

  /// `AE_IFREG`, a macro that the importer does not show.
  private static let regularFile: UInt32 = 0o100_000

  func write(_ bytes: UnsafeRawBufferPointer) throws(GenerateError) {
    guard bytes.count > 0 else { return }
    if unsafe archive_write_data(archive, bytes.baseAddress, bytes.count) != bytes.count { throw failure() }
  }

  func finish() throws(GenerateError) { try check(unsafe archive_write_close(archive)) }

  private func check(_ result: Int32) throws(GenerateError) { if result != ARCHIVE_OK { throw failure() } }

  private func failure() -> GenerateError {
    GenerateError("\(path): \(unsafe archive_error_string(archive).map { unsafe String(cString: $0) } ?? "cannot be packed")")
  }
}
