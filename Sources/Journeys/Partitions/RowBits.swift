/// One bit for each row of a piece, in order: whether the row is to be passed over.
struct RowBits: Sendable {
  private var words: [UInt64] = []
  private var rows = 0

  /// No row is marked: most pieces of a log without links.
  private(set) var isEmpty = true

  /// Adds the bit of the next row.
  @inline(__always)
  mutating func append(_ isMarked: Bool) {
    if rows & 63 == 0 { words.append(0) }
    if isMarked {
      words[rows >> 6] |= 1 << UInt64(rows & 63)
      isEmpty = false
    }
    rows += 1
  }

  @inline(__always)
  subscript(row: Int) -> Bool { !isEmpty && words[row >> 6] >> UInt64(row & 63) & 1 != 0 }
}
