/// Writes one table somewhere: into a file, onto a screen.
///
/// A writer knows columns and cells. It knows nothing of models, goals or credit.
package protocol TableWriter: AnyObject {
  /// The most rows that the writer takes. Further rows are only counted.
  var rowLimit: Int { get }

  /// Writes the first `rowCount` rows of a block, which follow those of the call before.
  func write(_ block: borrowing TableBlock, rowCount: Int) throws

  /// Ends the table, which has `rowCount` rows in all: more than the writer received where it has a limit.
  func finish(rowCount: Int) throws
}

extension TableWriter {
  /// No limit, unless the writer states one.
  package var rowLimit: Int { .max }
}

/// A kind of report: files of one format, or a screen.
package protocol ReportFormat {
  /// The writer of a table; nil where this format does not show the table.
  func writer(of table: TableDescription) throws -> (any TableWriter)?
}
