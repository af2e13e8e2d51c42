import Text

/// A configuration file as it is written: entries with comments beside them, or above them where a line would be too long.
struct CommentedYAML: Sendable {
  private(set) var text = ""

  private static let widest = 120

  mutating func blank() { text += "\n" }

  /// A comment, broken between words; what follows the first line stands `hanging` further in.
  mutating func comment(_ words: String, indent: Int = 0, hanging: Int = 0) {
    let margin = String(repeating: " ", count: indent) + "# "
    var line = margin
    var isEmpty = true
    for word in YAMLText.escaped(words).split(separator: " ", omittingEmptySubsequences: false) {
      if !isEmpty, Self.width(line) + Self.width(String(word)) + 1 > Self.widest {
        text += Self.withoutEnd(line) + "\n"
        line = margin + String(repeating: " ", count: hanging)
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    text += Self.withoutEnd(line) + "\n"
  }

  /// `name: value` in YAML's own words, `value` being quoted where it must be.
  mutating func entry(_ name: String, _ value: String?, comment: String = "", indent: Int = 0) {
    line(YAMLText.scalar(name) + ":" + (value.map { " " + $0 } ?? ""), comment: comment, indent: indent)
  }

  /// `- value`.
  mutating func item(_ value: String, comment: String = "", indent: Int) {
    line("- " + YAMLText.scalar(value), comment: comment, indent: indent)
  }

  /// A line of YAML as it is.
  mutating func line(_ yaml: String, comment: String = "", indent: Int = 0) {
    let line = String(repeating: " ", count: indent) + yaml
    if comment.isEmpty {
      text += line + "\n"
    } else if Self.width(line) + Self.width(comment) + 4 <= Self.widest {
      text += line + "  # " + YAMLText.escaped(comment) + "\n"
    } else {
      self.comment(comment, indent: indent)
      text += line + "\n"
    }
  }

  /// Texts as a list on one line.
  static func list(_ texts: [String]) -> String { "[" + texts.map { YAMLText.scalar($0) }.joined(separator: ", ") + "]" }

  /// Columns on a terminal: letters from the Hangul on take two.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x1100 ? 2 : 1) }
  }

  private static func withoutEnd(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}
