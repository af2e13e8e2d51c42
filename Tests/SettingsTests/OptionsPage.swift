@testable import Settings

/// The table of Options.md, made of the option table.
enum OptionsPage {
  /// The lines that the table stands between in the page.
  static let marks = (begin: "<!-- options: begin -->\n\n", end: "\n<!-- options: end -->\n")

  /// The table: a row for each option and key, and one for what undoes flags.
  static var table: String {
    let undoing = Options.keys.filter { $0.arity == .flag }.map { "`--no-\($0.name)`" }.joined(separator: ", ")
    let rows = Options.all.map { row in
      let names = ["`\(row.scope == .file ? "" : "--")\(row.name)`"] + (row.short.map { ["`-\($0)`"] } ?? [])
      return [names.joined(separator: ", "), row.page.value ?? value(of: row), row.defaultText.page, row.page.meaning]
    }
    let last = [undoing, "flag", "", "undo what a configuration file sets; command line only"]
    let cells = [["option or key", "value", "default", "meaning"]] + rows + [last]
    var lines = cells.map { "| " + $0.map { $0.isEmpty ? "" : $0 + " " }.joined(separator: "| ") + "|\n" }
    lines.insert("|---|---|---|---|\n", at: 1)
    return lines.joined()
  }

  /// What a value is by its type.
  private static func value(of row: OptionRow) -> String {
    if row.isPath { return row.arity == .many ? "list of paths" : "path" }
    switch row.type {
    case .flag: return "flag"
    case .duration: return "duration"
    case .size: return "size"
    case .number: return "number"
    case .choice(let words), .suggested(let words):
      let quoted = words.map { "`\($0)`" }
      return quoted.count < 2 ? quoted.joined() : quoted.dropLast().joined(separator: ", ") + " or " + (quoted.last ?? "")
    default: return "text"
    }
  }
}
