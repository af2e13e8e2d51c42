import ArgumentParser
import Glibc

/// Standard error, and the exit status.
enum Diagnostics {
  /// Writes a message, whole.
  static func say(_ message: String) {
    let bytes = Array("tributary: \(message)\n".utf8)
    var written = 0
    while written < bytes.count {
      let step = unsafe bytes.withUnsafeBytes { unsafe write(2, $0.baseAddress! + written, bytes.count - written) }
      if step <= 0 && errno != EINTR { return }
      written += max(0, step)
    }
  }

  /// Says why, and gives what to throw so that the process ends with `status`.
  static func exit(_ status: Int32, _ message: String) -> ExitCode {
    say(message)
    return ExitCode(status)
  }
}
