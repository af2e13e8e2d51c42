/// Names of columns as messages write them.
package enum ColumnText {
  /// Fields of a header that a message shows, and characters of each.
  private static let mostFields = 20, mostLetters = 40

  /// `'a' and 'b'`.
  package static func quoted(_ names: [String]) -> String { names.map { "'\($0)'" }.joined(separator: " and ") }

  /// `'a' and 'b' are both spellings of 'column'`.
  package static func twoSpellings(_ spellings: [String], of column: String) -> String {
    "\(quoted(spellings)) are both spellings of '\(column)'"
  }

  /// The first fields of a header, each cut: `'time', 'event'`.
  package static func header(_ header: [String]) -> String {
    header.prefix(mostFields).map { "'\($0.prefix(mostLetters))'" }.joined(separator: ", ")
  }

  /// The same, and how many fields there are where they are more.
  static func wholeHeader(_ header: [String]) -> String {
    self.header(header) + (header.count > mostFields ? ", … (\(header.count) fields)" : "")
  }
}
