import Glibc

/// A file being written: bytes go out as they are, or through gzip; `finish` makes them last, at once or with other files.
///
/// Hand over pieces of 64 KiB or more: each is one system call. Dropping the file without `finish` closes it and
/// promises nothing.
public struct OutputFile: ~Copyable {
  public let path: String
  private var descriptor: Int32
  private var encoder: GzipEncoder?
  private var deflated: [UInt8] = []
  /// Who waits for the disk: this file by itself where nil.
  private let unsynced: UnsyncedFiles?

  /// Creates, or empties, the file at `path`; a pipe or a device is written to as it stands.
  ///
  /// - Throws: `OutputError.cannotWrite`.
  public init(path: String, gzip: GzipLevel? = nil) throws(OutputError) {
    try self.init(path: path, gzip: gzip, unsynced: nil)
  }

  /// A file that is handed to `unsynced` when it is finished.
  init(path: String, gzip: GzipLevel?, unsynced: UnsyncedFiles?) throws(OutputError) {
    self.path = path
    self.unsynced = unsynced
    descriptor = SystemPath(path).open(O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC)
    if descriptor < 0 { throw .cannotWrite(path: path, call: "open", code: errno) }
    encoder = gzip.map { GzipEncoder(level: $0.rawValue) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Writes all of `bytes`, or throws.
  public mutating func write(_ bytes: [UInt8]) throws(OutputError) {
    if encoder == nil { return try put(bytes) }
    deflated.removeAll(keepingCapacity: true)
    encoder!.encode(bytes, finishing: false, into: &deflated)
    try put(deflated)
  }

  /// Writes what is pending, waits for the disk and closes; a report's file is waited for when the report is published. The
  /// file cannot be written to afterwards.
  ///
  /// - Throws: `OutputError.cannotWrite`, also where the disk refuses only now.
  public mutating func finish() throws(OutputError) {
    if encoder != nil {
      deflated.removeAll(keepingCapacity: true)
      encoder!.encode([], finishing: true, into: &deflated)
      try put(deflated)
    }
    let file = UnsyncedFile(path: path, descriptor: descriptor)
    descriptor = -1
    if let unsynced { unsynced.add(file) } else { try file.finish() }
  }

  private func put(_ bytes: [UInt8]) throws(OutputError) {
    if !Descriptor.write(bytes, to: descriptor) { throw .cannotWrite(path: path, call: "write", code: errno) }
  }
}
