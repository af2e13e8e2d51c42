import Values

/// Receives the rows of one table, cell by cell, and gives each row to all writers of the table, in blocks.
///
/// A row is made once, however many writers there are.
package struct TableRows {
  private var block: TableBlock
  private let writers: [any TableWriter]
  private let limits: [Int]
  /// Rows that the writers have been offered.
  private var count = 0

  /// The rows of a table for its writers.
  package init(of table: TableDescription, for writers: [any TableWriter]) {
    block = TableBlock(columnCount: table.columns.count)
    self.writers = writers
    limits = writers.map(\.rowLimit)
  }

  /// Adds a text cell.
  package mutating func add(_ text: String) { block.add(text) }

  /// Adds a text cell, given as its UTF-8.
  package mutating func add(utf8 text: [UInt8]) { block.add(utf8: text) }

  /// Adds a number in whole units of the column's last decimal.
  package mutating func add(_ units: Int128) { block.add(units) }

  /// Adds a number, or an empty cell.
  package mutating func add(_ units: Int128?) { block.add(units) }

  /// Adds a whole number.
  package mutating func add(_ count: Int64) { block.add(count) }

  /// Adds an instant.
  package mutating func add(_ instant: Instant) { block.add(instant) }

  /// Adds an empty cell.
  package mutating func addEmpty() { block.addEmpty() }

  /// Ends the row, which must have a cell for every column.
  ///
  /// - Throws: what a writer throws.
  package mutating func endRow() throws {
    block.endRow()
    if block.isFull { try flush() }
  }

  /// Ends the table.
  ///
  /// - Throws: what a writer throws.
  package mutating func finish() throws {
    try flush()
    for writer in writers { try writer.finish(rowCount: count) }
  }

  private mutating func flush() throws {
    for (writer, limit) in zip(writers, limits) where count < limit {
      try writer.write(block, rowCount: min(block.rowCount, limit - count))
    }
    count += block.rowCount
    block.clear()
  }
}
