import Values

/// A run that cannot go on: what, where, what would fix it, and the exit status of SPEC section 8.
public struct RunError: Error, Sendable, CustomStringConvertible {
  public let status: Int32
  public let description: String

  public init(status: Int32, _ description: String) {
    self.status = status
    self.description = description
  }

  public static func configuration(_ message: String) -> RunError { RunError(status: 78, message) }

  /// A first word of the command line that is none of the commands; `known` are those.
  public static func unknownCommand(_ word: String, known: [String]) -> RunError {
    let question = NearName.question(for: word, among: known)
    return .usage(
      "there is no command '\(word)'"
        + (question.isEmpty ? "; commands are \(known.joined(separator: ", ")), as in 'tributary run logs/'" : question))
  }
}
