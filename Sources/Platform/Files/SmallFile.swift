import Glibc

/// Small text files of the system, read whole.
enum SmallFile {
  /// The text, cut after 64 KiB, or nil if it cannot be read.
  static func text(at path: String) -> String? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: PlatformPolicy.textFileBytes)
    var filled = 0
    while filled < bytes.count {
      let step = unsafe bytes.withUnsafeMutableBytes { buffer in
        retryingInterrupts {
          unsafe Glibc.read(descriptor, buffer.baseAddress! + filled, buffer.count - filled)
        }
      }
      guard step >= 0 else { return nil }
      if step == 0 { break }
      filled += step
    }
    return String(decoding: bytes[..<filled], as: UTF8.self)
  }
}
