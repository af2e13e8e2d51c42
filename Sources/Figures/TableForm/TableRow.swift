import Values

/// One row of a table: a typed cell for each column, in order.
///
/// The row is a buffer that is filled again for every row, so a table of a million rows allocates nothing per row. Texts
/// are copied into one array of bytes.
package struct TableRow: Sendable {
  /// A cell without its column. Decimals, currency and zone are the column's.
  package enum Cell: Sendable, BitwiseCopyable {
    case empty
    /// The bytes of a text in `TableRow.utf8`.
    case text(start: Int32, end: Int32)
    /// Whole units of the column's last decimal.
    case number(Int128)
    case instant(Instant)
  }

  /// The cells that were added since the row was cleared.
  package private(set) var cells: [Cell] = []
  /// The texts of the cells, one after the other.
  package private(set) var utf8: [UInt8] = []

  /// A row without cells.
  package init() {}

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

  /// Forgets the cells and keeps their room.
  package mutating func clear() {
    cells.removeAll(keepingCapacity: true)
    utf8.removeAll(keepingCapacity: true)
  }

  /// The text of a cell; empty where the cell is not a text.
  package func text(_ column: Int) -> String {
    guard case .text(let start, let end) = cells[column] else { return "" }
    return String(decoding: utf8[Int(start)..<Int(end)], as: UTF8.self)
  }

  /// The number of a cell in units of the column's last decimal; nil where the cell is not a number.
  package func number(_ column: Int) -> Int128? {
    if case .number(let units) = cells[column] { return units }
    return nil
  }
}
