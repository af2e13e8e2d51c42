/// What one table of the report holds: name, title, columns and key.
///
/// The header of its file, its part of `datapackage.json` and, later, the headings of a page or a sheet follow from it.
package struct TableDescription: Sendable {
  /// How long a table may become, by which writers of files choose how to store it.
  package enum Extent: Sendable {
    /// As long as the names in the data. A file of it is not compressed.
    case names
    /// As long as the log. A file of it is compressed, quickly.
    case log
    /// Usually short, in a bad log as long as the log. A file of it is compressed where it is large.
    case usuallyShort
  }

  /// The name of the table. The name of a file follows from it.
  package let name: String
  /// The title as `datapackage.json` states it.
  package let title: String
  /// The title in a report for reading; nil: the table appears in none.
  package let heading: ReportTitle?
  /// The columns, in the order of a row's cells.
  package let columns: [ReportColumn]
  /// The columns that together identify a row; empty where none do.
  package let primaryKey: [String]
  /// How long the table may become.
  package let extent: Extent

  /// A description of these properties.
  package init(
    _ name: String, title: String, heading: ReportTitle? = nil, columns: [ReportColumn], primaryKey: [String] = [],
    extent: Extent = .names
  ) {
    self.name = name
    self.title = title
    self.heading = heading
    self.columns = columns
    self.primaryKey = primaryKey
    self.extent = extent
  }

  /// The index of a column, which must exist.
  package func index(of column: String) -> Int {
    guard let index = columns.firstIndex(where: { $0.name == column }) else {
      preconditionFailure("the table \(name) has no column \(column)")
    }
    return index
  }
}
