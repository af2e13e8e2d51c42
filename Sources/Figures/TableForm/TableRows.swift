import Values

/// Receives the rows of one table, cell by cell, and gives each row to all writers of the table.
///
/// A row is made once, however many writers there are.
package struct TableRows {
  private var row = TableRow()
  private let writers: [any TableWriter]
  private let limits: [Int]
  private let columnCount: Int
  /// Rows that were ended so far.
  package private(set) var count = 0

  /// The rows of a table with `columnCount` columns.
  package init(of table: TableDescription, for writers: [any TableWriter]) {
    columnCount = table.columns.count
    self.writers = writers
    limits = writers.map(\.rowLimit)
  }

  /// Adds a text cell.
  package mutating func add(_ text: String) { row.add(text) }

  /// Adds a text cell, given as its UTF-8.
  package mutating func add(utf8 text: [UInt8]) { row.add(utf8: text) }

  /// Adds a number in whole units of the column's last decimal.
  package mutating func add(_ units: Int128) { row.add(units) }

  /// Adds a number, or an empty cell.
  package mutating func add(_ units: Int128?) { row.add(units) }

  /// Adds a whole number.
  package mutating func add(_ count: Int64) { row.add(count) }

  /// Adds an instant.
  package mutating func add(_ instant: Instant) { row.add(instant) }

  /// Adds an empty cell.
  package mutating func addEmpty() { row.addEmpty() }

  /// Ends the row, which must have a cell for every column.
  ///
  /// - Throws: what a writer throws.
  package mutating func endRow() throws {
    precondition(row.cells.count == columnCount, "a row has a cell for every column")
    for index in writers.indices where count < limits[index] { try writers[index].write(row) }
    count += 1
    row.clear()
  }

  /// Ends the table.
  ///
  /// - Throws: what a writer throws.
  package func finish() throws {
    for writer in writers { try writer.finish(rowCount: count) }
  }
}
