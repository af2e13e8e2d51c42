import Values

/// `rejects.csv`: a row for each row of an input that was rejected, in input order.
package struct RejectsTable: ReportTable {
  private let rejects: RejectList

  /// A table of these rows.
  package init(_ rejects: RejectList = RejectList()) { self.rejects = rejects }

  /// The columns of rejected rows.
  package var description: TableDescription {
    TableDescription(
      "rejects", title: "Rows that could not be used",
      columns: [
        ReportColumn("source", .text, "The file, and after ! the member of an archive."),
        ReportColumn("line", .ordinal, empty: .noValue, "The line on which the record starts, the header being line 1."),
        ReportColumn("reason", .text, "Why the row was rejected."),
        ReportColumn("column", .text, empty: .noValue, "The column that offended; empty where the whole record did."),
        ReportColumn("text", .text, empty: .noValue, "What stood there, cut."),
      ], extent: .usuallyShort)
  }

  /// Adds a row for each rejected row.
  ///
  /// - Throws: what the list throws where rows cannot be read back.
  package func addFinalRows(to rows: inout TableRows) throws {
    let next = rejects.walk()
    while let row = try next() { try Self.add(row, to: &rows) }
  }

  /// Adds one rejected row.
  package static func add(_ row: RejectedRow, to rows: inout TableRows) throws {
    rows.add(row.source)
    if row.line > 0 { rows.add(row.line) } else { rows.addEmpty() }
    rows.add(row.reason.label)
    rows.add(row.column)
    rows.add(row.text)
    try rows.endRow()
  }
}
