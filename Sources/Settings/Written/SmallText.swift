import Glibc

/// Small files that people write: read whole, before anything else is.
package enum SmallText {
  /// The bytes of a file, or of a pipe. `what` it is and the `option` that names it are for messages.
  ///
  /// - Throws: status 66 where it cannot be read, 78 where it is too large for what it should be.
  ///
  /// The corresponding C functions are `open` and `read`; both are tried again when interrupted.
  package static func read(_ path: String, what: String, option: String) throws(RunError) -> [UInt8] {
    func unreadable() -> RunError {
      let reason = unsafe String(cString: strerror(errno))
      return RunError(status: 66, "\(path): the \(what) cannot be read: \(reason); check \(option)")
    }
    var descriptor: Int32
    repeat { descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY) } while descriptor < 0 && errno == EINTR
    guard descriptor >= 0 else { throw unreadable() }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: SettingsPolicy.mostConfigurationBytes + 1)
    var filled = 0
    while filled < bytes.count {
      let step = unsafe bytes.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor, $0.baseAddress! + filled, $0.count - filled)
      }
      if step < 0 && errno == EINTR { continue }
      guard step >= 0 else { throw unreadable() }
      if step == 0 { return Array(bytes[..<filled]) }
      filled += step
    }
    throw .configuration(
      "\(path): more than \(SettingsPolicy.mostConfigurationBytes >> 20) MiB; that is no \(what) of ours")
  }
}
