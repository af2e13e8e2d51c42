import Values

/// A value as the user wrote it, and where, so that a refusal can point at it.
public struct Setting: Sendable, Equatable {
  public let text: String
  package let place: Place

  package init(text: String, place: Place) {
    self.text = text
    self.place = place
  }

  package enum Place: Sendable, Equatable {
    /// An option of the command line, its name with the dashes.
    case option(String)
    /// A variable of the environment, by its whole name.
    case variable(String)
    /// A value in a configuration file, with the key it stands under.
    case file(TextPlace, key: String)
  }

  /// Whether it stands on the command line.
  var isOption: Bool {
    if case .option = place { return true }
    return false
  }

  /// What the value is called: `--lookback`, `TRIBUTARY_LOOKBACK` or `'lookback'`.
  var name: String {
    switch place {
    case .option(let name), .variable(let name): name
    case .file(_, let key): "'\(key)'"
    }
  }

  /// Where the value stands, for a message about another one.
  var whereabouts: String {
    switch place {
    case .option(let name), .variable(let name): name
    case .file(let place, _): place.text
    }
  }

  /// Why the run cannot go on: `message`, after the place in a file. Status 64 for the command line and the environment,
  /// 78 for a file.
  func error(_ message: String) -> RunError {
    switch place {
    case .option, .variable: .usage(message)
    case .file(let place, _): place.error(message)
    }
  }

  /// YAML's words for yes and no, as `true` or `false`.
  ///
  /// - Throws: for any other word.
  var flag: Setting {
    get throws(RunError) {
      switch text.lowercased() {
      case "true", "yes", "on": Setting(text: "true", place: place)
      case "false", "no", "off": Setting(text: "false", place: place)
      default: throw refusal("write true or false")
      }
    }
  }

  /// The error of a value that does not read: what it is called, what it reads, and `advice` on what it may read.
  func refusal(_ advice: String) -> RunError { error("\(name) reads '\(text)'; \(advice)") }

  /// The same, with the one of `known` that was probably meant.
  func refusal(_ advice: String, near known: [String]) -> RunError {
    refusal(advice + NearName.question(for: text, among: known))
  }
}

/// A place in a text file, for people and editors: line and column count from 1, columns in Unicode scalars.
package struct TextPlace: Sendable, Equatable {
  let path: String
  let line: Int, column: Int

  /// `plan.yaml:3:11`.
  var text: String { "\(path):\(line):\(column)" }

  /// A configuration error (status 78) at this place.
  func error(_ message: String) -> RunError { .configuration("\(text): \(message)") }
}
