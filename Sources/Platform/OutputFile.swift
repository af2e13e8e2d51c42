import Glibc

/// A file being written: bytes go out as they are, or through gzip; `finish` makes them last.
///
/// Hand over pieces of 64 KiB or more: each is one system call. Dropping the file without `finish` closes it and
/// promises nothing.
public struct OutputFile: ~Copyable {
  public let path: String
  private var descriptor: Int32
  private var encoder: GzipEncoder?
  private var deflated: [UInt8] = []

  /// Creates, or empties, the file at `path`; a pipe or a device is written to as it stands.
  ///
  /// - Throws: `OutputError.cannotWrite`.
  public init(path: String, gzip: GzipLevel? = nil) throws(OutputError) {
    self.path = path
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
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

  /// Writes what is pending, waits for the disk and closes. The file cannot be written to afterwards.
  ///
  /// - Throws: `OutputError.cannotWrite`, also where the disk refuses only now.
  public mutating func finish() throws(OutputError) {
    if encoder != nil {
      deflated.removeAll(keepingCapacity: true)
      encoder!.encode([], finishing: true, into: &deflated)
      try put(deflated)
    }
    // EINVAL: a pipe or a device, which has nothing to wait for.
    if fsync(descriptor) != 0, errno != EINVAL { throw .cannotWrite(path: path, call: "fsync", code: errno) }
    let result = close(descriptor)
    descriptor = -1
    if result != 0 { throw .cannotWrite(path: path, call: "close", code: errno) }
  }

  private func put(_ bytes: [UInt8]) throws(OutputError) {
    var start = 0
    while start < bytes.count {
      let written = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress! + start, $0.count - start) }
      if written < 0 {
        if errno == EINTR { continue }
        throw .cannotWrite(path: path, call: "write", code: errno)
      }
      start += written
    }
  }
}
