import ArgumentParser
import Glibc

/// Standard error, and the exit status.
enum Diagnostics {
  /// Writes a message, whole.
  static func say(_ message: String) { write("tributary: \(harmless(message))\n") }

  /// Writes a text as it is, whole.
  static func write(_ text: String) {
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let step = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(2, $0.baseAddress! + written, bytes.count - written) }
      if step <= 0 && errno != EINTR { return }
      written += max(0, step)
    }
  }

  /// Texts of logs may stand in a message: characters that steer a terminal are written as their codes.
  private static func harmless(_ message: String) -> String {
    var text = ""
    for scalar in message.unicodeScalars {
      let isControl = scalar.value < 0x20 && scalar != "\n" || (0x7F...0x9F).contains(scalar.value)
      if isControl { text += "\\u{\(String(scalar.value, radix: 16))}" } else { text.unicodeScalars.append(scalar) }
    }
    return text
  }

  /// Says why, and gives what to throw so that the process ends with `status`.
  static func exit(_ status: Int32, _ message: String) -> ExitCode {
    say(message)
    return ExitCode(status)
  }
}
