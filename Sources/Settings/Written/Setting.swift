import Values

/// A value as the user wrote it, and its location, so that a refusal can point at it.
public struct Setting: Sendable, Equatable {
  /// The text of the value.
  public let text: String
  /// Where the value was written.
  package let location: Location

  /// A value that was written at a location.
  package init(text: String, location: Location) {
    self.text = text
    self.location = location
  }

  /// Where a value was written.
  package enum Location: Sendable, Equatable {
    /// An option of the command line, by its name with the dashes.
    case option(String)
    /// A variable of the environment, by its whole name.
    case variable(String)
    /// A value in a configuration file, and the key that it is the value of.
    case file(TextLocation, key: String)
  }

  /// Whether the command line gave the value.
  var isFromCommandLine: Bool {
    if case .option = location { return true }
    return false
  }

  /// Whether a configuration file gave the value.
  var isFromFile: Bool {
    if case .file = location { return true }
    return false
  }

  /// What messages call the value: `--lookback`, `TRIBUTARY_LOOKBACK` or `'lookback'`.
  var name: String {
    switch location {
    case .option(let name), .variable(let name): name
    case .file(_, let key): "'\(key)'"
    }
  }

  /// The location in words, for a message about another value.
  var origin: String {
    switch location {
    case .option(let name), .variable(let name): name
    case .file(let location, _): location.text
    }
  }

  /// An error with this message: status 64 for the command line and the environment, 78 and the location for a file.
  func error(_ message: String) -> RunError {
    switch location {
    case .option, .variable: .usage(message)
    case .file(let location, _): location.error(message)
    }
  }

  /// The value of a flag as `true` or `false`; YAML's words for yes and no are accepted.
  ///
  /// - Throws: `RunError` for any other word.
  var flag: Setting {
    get throws(RunError) {
      switch text.lowercased() {
      case "true", "yes", "on": Setting(text: "true", location: location)
      case "false", "no", "off": Setting(text: "false", location: location)
      default: throw refusal("write true or false")
      }
    }
  }

  /// The error of a value that cannot be read: the name, the text, and `advice` on what is accepted.
  func refusal(_ advice: String) -> RunError { error("\(name) reads '\(text)'; \(advice)") }

  /// The same, with the one of `known` that was probably meant.
  func refusal(_ advice: String, near known: [String]) -> RunError {
    refusal(advice + NearName.question(for: text, among: known))
  }

  /// The error of a key that is unknown: names the nearest one that is known, or all of them.
  func unknownKey(of table: String, known: [String]) -> RunError {
    let question = NearName.question(for: text, among: known)
    return error(
      "there is no key '\(text)'\(table)" + (question.isEmpty ? "; the keys are \(known.joined(separator: ", "))" : question))
  }
}
