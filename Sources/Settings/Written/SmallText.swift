import Glibc

/// Small files that people write. They are read whole, before any log.
package enum SmallText {
  /// The bytes of a file, or of a pipe. Messages call it `what`, and name the `option` that gave its path.
  ///
  /// - Throws: `RunError` with status 66 where the file cannot be read, 78 where it has more than
  ///   `SettingsPolicy.mostConfigurationBytes`.
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
