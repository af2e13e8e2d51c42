import Values

/// An error that ends a run: its message says what is wrong, where, and what would fix it.
public struct RunError: Error, Sendable, CustomStringConvertible {
  /// The exit status; Specification, section 8.
  public let status: Int32
  /// The message.
  public let description: String

  /// An error with this exit status and message.
  public init(status: Int32, _ description: String) {
    self.status = status
    self.description = description
  }

  /// An error of a configuration file: status 78.
  public static func configuration(_ message: String) -> RunError { RunError(status: 78, message) }

  /// An error of the command line or the environment: status 64.
  package static func usage(_ message: String) -> RunError { RunError(status: 64, message) }

  /// The error of a first word of the command line that is none of the `known` commands: status 64.
  public static func unknownCommand(_ word: String, known: [String]) -> RunError {
    let question = NearName.question(for: word, among: known)
    return .usage(
      "there is no command '\(word)'"
        + (question.isEmpty ? "; commands are \(known.joined(separator: ", ")), as in 'tributary run logs/'" : question))
  }
}
