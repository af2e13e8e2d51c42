/// A tree as YAML that a configuration file can hold: short lists and tables on one line, the others a line an entry.
package struct YAMLText {
  package private(set) var text = ""

  package init() {}

  /// Longer lines are broken into a line an entry.
  private static let widest = 120

  /// `name: value`, and a comment behind it.
  package mutating func add(_ member: JSONValue.Member, comment: String = "") {
    text += lines(member, indent: 0).joined(separator: "\n")
    text += (comment.isEmpty ? "" : "  # " + comment) + "\n"
  }

  /// A line of comment. What would end the line is escaped.
  package mutating func comment(_ line: String) { text += line.isEmpty ? "#\n" : "# \(Self.escaped(line))\n" }

  private func lines(_ member: JSONValue.Member, indent: Int) -> [String] {
    let name = String(repeating: " ", count: indent) + Self.scalar(member.name) + ":"
    if let flow = Self.flow(member.value), name.count + flow.count < Self.widest || Self.isScalar(member.value) {
      return [name + " " + flow]
    }
    switch member.value {
    case .object(let members): return [name] + members.flatMap { lines($0, indent: indent + 2) }
    case .array(let items): return [name] + items.flatMap { item($0, indent: indent + 2) }
    case let scalar: return [name + " " + (Self.flow(scalar) ?? "")]
    }
  }

  private func item(_ value: JSONValue, indent: Int) -> [String] {
    let dash = String(repeating: " ", count: indent) + "- "
    guard case .object(let members) = value else { return [dash + (Self.flow(value) ?? "")] }
    let inner = members.flatMap { lines($0, indent: indent + 2) }
    return inner.enumerated().map { $0 == 0 ? dash + $1.dropFirst(indent + 2) : $1 }
  }

  private static func isScalar(_ value: JSONValue) -> Bool {
    switch value {
    case .object, .array: false
    default: true
    }
  }

  /// The value on one line; nil for lists and tables of lists and tables.
  private static func flow(_ value: JSONValue) -> String? {
    switch value {
    case .null: return "~"
    case .bool(let flag): return flag ? "true" : "false"
    case .integer(let number): return String(number)
    case .decimal: return String(decoding: value.line, as: UTF8.self)
    case .text(let text): return scalar(text)
    case .array(let items):
      return items.allSatisfy(isScalar) ? "[" + items.compactMap(flow).joined(separator: ", ") + "]" : nil
    case .object(let members):
      guard members.allSatisfy({ isScalar($0.value) }) else { return nil }
      return "{" + members.map { scalar($0.name) + ": " + (flow($0.value) ?? "") }.joined(separator: ", ") + "}"
    }
  }

  /// Words that YAML takes for something else than a text.
  private static let words: Set = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]

  /// A text without quotes where it cannot be read as anything else, otherwise in quotes.
  package static func scalar(_ text: String) -> String {
    func isPlain(_ letter: Unicode.Scalar) -> Bool {
      letter.properties.isAlphabetic || "0123456789_./-+% ".unicodeScalars.contains(letter)
    }
    let isSafe =
      text.unicodeScalars.allSatisfy(isPlain) && !words.contains(text.lowercased()) && text.last != " "
      && text.unicodeScalars.first.map { $0.properties.isAlphabetic || "0123456789_./".unicodeScalars.contains($0) } == true
    return isSafe ? text : "\"" + escaped(text, quote: true) + "\""
  }

  /// The text with line ends and unprintable characters escaped; with `quote`, as it is written between double quotes.
  package static func escaped(_ text: String, quote: Bool = false) -> String {
    var out = String.UnicodeScalarView()
    for letter in text.unicodeScalars {
      switch letter.value {
      case 0x22 where quote, 0x5C where quote: out += "\\\(letter)".unicodeScalars
      case 0x0A: out += "\\n".unicodeScalars
      case 0x0D: out += "\\r".unicodeScalars
      case 0x09: out += "\\t".unicodeScalars
      case ..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF:
        let hex = String(letter.value, radix: 16, uppercase: true)
        out += ("\\u" + String(repeating: "0", count: 4 - hex.count) + hex).unicodeScalars
      default: out.append(letter)
      }
    }
    return String(out)
  }
}
