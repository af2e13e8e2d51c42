import Glibc

/// A file that is packed as it is written, by the fastest level there is of its kind.
protocol PackedFile: AnyObject {
  func write(_ bytes: UnsafeRawBufferPointer) throws(GenerateError)
  /// Writes what is pending and closes; nothing can be written afterwards.
  func finish() throws(GenerateError)
}

extension PackedFile {
  func write(_ bytes: [UInt8]) throws(GenerateError) {
    let result: Result<Void, GenerateError> = unsafe bytes.withUnsafeBytes { source in
      do throws(GenerateError) { return .success(try unsafe write(source)) } catch { return .failure(error) }
    }
    try result.get()
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
