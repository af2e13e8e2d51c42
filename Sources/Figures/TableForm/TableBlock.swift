import Values

/// Some rows of a table, one after the other: for each row a typed cell for each column, in order.
///
/// The block is a buffer that is filled again and again, so a table of a million rows allocates nothing per row. Texts are
/// copied into one array of bytes. Writers receive a block of rows and not a row, because what a call and a first access
/// cost, 0.2 µs, is a tenth of the cost of a row.
package struct TableBlock: Sendable {
  /// A cell without its column. Decimals, currency and zone are the column's.
  package enum Cell: Sendable, BitwiseCopyable {
    case empty
    /// The bytes of a text in `TableBlock.utf8`.
    case text(start: Int32, end: Int32)
    /// Whole units of the column's last decimal.
    case number(Int128)
    case instant(Instant)
  }

  /// The cells of a row.
  package let columnCount: Int
  /// Rows that are complete.
  package private(set) var rowCount = 0
  /// The cells of all rows, row by row.
  package private(set) var cells: [Cell] = []
  /// The texts of the cells, one after the other.
  package private(set) var utf8: [UInt8] = []

  /// A block without rows, of a table with so many columns.
  package init(columnCount: Int) { self.columnCount = columnCount }

  /// Whether the rows should go to the writers before more are added.
  var isFull: Bool { rowCount >= FiguresPolicy.blockRows || utf8.count >= FiguresPolicy.blockBytes }

  /// Adds a text.
  package mutating func add(_ text: String) {
    let start = utf8.count
    utf8.append(contentsOf: text.utf8)
    cells.append(.text(start: Int32(start), end: Int32(utf8.count)))
  }

  /// Adds a text, given as its UTF-8.
  package mutating func add(utf8 text: [UInt8]) {
    let start = utf8.count
    utf8.append(contentsOf: text)
    cells.append(.text(start: Int32(start), end: Int32(utf8.count)))
  }

  /// Adds a number in whole units of the column's last decimal.
  package mutating func add(_ units: Int128) { cells.append(.number(units)) }

  /// Adds a number, or an empty cell.
  package mutating func add(_ units: Int128?) { cells.append(units.map { .number($0) } ?? .empty) }

  /// Adds a whole number.
  package mutating func add(_ count: Int64) { cells.append(.number(Int128(count))) }

  /// Adds an instant.
  package mutating func add(_ instant: Instant) { cells.append(.instant(instant)) }

  /// Adds an empty cell.
  package mutating func addEmpty() { cells.append(.empty) }

  /// Ends a row, which must have a cell for every column.
  package mutating func endRow() {
    rowCount += 1
    precondition(cells.count == rowCount * columnCount, "a row has a cell for every column")
  }

  /// Forgets the rows and keeps their room.
  package mutating func clear() {
    rowCount = 0
    cells.removeAll(keepingCapacity: true)
    utf8.removeAll(keepingCapacity: true)
  }

  /// The text of a cell; empty where the cell is not a text.
  package func text(_ row: Int, _ column: Int) -> String {
    guard case .text(let start, let end) = cells[row * columnCount + column] else { return "" }
    return String(decoding: utf8[Int(start)..<Int(end)], as: UTF8.self)
  }

  /// The number of a cell in units of the column's last decimal; nil where the cell is not a number.
  package func number(_ row: Int, _ column: Int) -> Int128? {
    if case .number(let units) = cells[row * columnCount + column] { return units }
    return nil
  }
}
