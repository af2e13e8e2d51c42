/// The part of a row's position that it shares with the rows beside it: its source, and the high bits of its number there.
///
/// What is clever: rows are numbered so that ties in time are broken by input order, in 16 bits a row. A mark stands before a
/// run of rows in a partition and holds the high bits; each row holds the low 16 (`EventCell.position`).
///
/// - One worker reads a source from end to end: rows have the numbers 0, 1, 2 …, and a mark covers 65,536 of them.
/// - Several workers share a source: a row's number is its block's number, shifted left by 32, plus its number in the block. So
///   no worker needs another's count. Numbers grow with input order; they do not count rows.
/// - Of blocks with fewer than 16,383 rows four share a mark (`narrow`). The position then has two bits of the block's number
///   above 14 bits of the row's.
///
/// `BatchMarks` makes positions and marks, `rowNumber(of:)` here puts them together again: they must change together.
/// `RunMarkTests` compares the two. A number ranks equal times wherever its row is moved to, so it must not depend on the
/// partition.
struct RunMark: Hashable, Sendable {
  var source: UInt32
  /// The row number's bits above the position's; with `narrow`, a quarter of the block's number.
  private(set) var bits: UInt64

  static let positionBits: UInt64 = 16
  private static let narrow: UInt64 = 1 << 63
  /// The bits of a position that number the row in its block, under a mark of four blocks.
  private static let narrowRowBits: UInt64 = 14

  init(source: UInt32, bits: UInt64) {
    self.source = source
    self.bits = bits
  }

  /// The mark of a row and of the 65,535 others that share its high bits.
  init(source: UInt32, rowNumber: UInt64) { self.init(source: source, bits: rowNumber >> Self.positionBits) }

  /// The mark of a block that has fewer than 16,383 rows, and of three others. A block of a mebibyte sends some 30 rows to
  /// each partition: with a mark of its own before them a run took 2 % more memory and 3 % more time.
  init(source: UInt32, narrowBlock block: UInt32) {
    self.init(source: source, bits: Self.narrow | UInt64(block) >> (Self.positionBits - Self.narrowRowBits))
  }

  /// The number of the row at a position of the run.
  func rowNumber(of position: UInt16) -> UInt64 {
    if bits & Self.narrow == 0 { return bits << Self.positionBits | UInt64(position) }
    let block = (bits & ~Self.narrow) << (Self.positionBits - Self.narrowRowBits) | UInt64(position) >> Self.narrowRowBits
    return RowNumbering.firstRow(ofBlock: block) | UInt64(position) & (1 << Self.narrowRowBits - 1)
  }

  /// The position of a narrow block's first row.
  static func narrowStart(ofBlock block: UInt32) -> UInt64 {
    (UInt64(block) << narrowRowBits) & (1 << positionBits - 1)
  }

  /// A narrow block has fewer rows than this, so that links after its last row have positions of their own.
  static let narrowRows = 1 << Int(narrowRowBits) - 1
}
