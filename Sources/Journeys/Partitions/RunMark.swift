/// Names a run of rows that stand together in a partition: of which source they are, and where in it.
///
/// With a row's 16-bit position that is the row's place in its source, a number that grows with input order: the rows before
/// it, where one worker reads the source from end to end, and elsewhere its block's number and the rows of the block before
/// it, which other workers need not know. A place ranks equal times, wherever its row is moved to.
struct RunMark: Hashable, Sendable {
  var source: UInt32
  /// The place's bits before the position's; with `narrow`, the number of four blocks.
  private(set) var bits: UInt64

  static let positionBits: UInt64 = 16
  private static let narrow: UInt64 = 1 << 63
  /// Of the position, in a run of four blocks.
  private static let narrowRowBits: UInt64 = 14

  init(source: UInt32, bits: UInt64) {
    self.source = source
    self.bits = bits
  }

  /// Of the row at a place, and 65,535 others.
  init(source: UInt32, rowNumber: UInt64) { self.init(source: source, bits: rowNumber >> Self.positionBits) }

  /// Of a block that has fewer than 16,383 rows, and three others. A block of a mebibyte sends some 30 rows to each partition:
  /// with a mark of its own before them a run took 2 % more memory and 3 % more time.
  init(source: UInt32, narrowBlock block: UInt32) {
    self.init(source: source, bits: Self.narrow | UInt64(block) >> (Self.positionBits - Self.narrowRowBits))
  }

  /// The place of the row at a position of the run.
  func rowNumber(of position: UInt16) -> UInt64 {
    if bits & Self.narrow == 0 { return bits << Self.positionBits | UInt64(position) }
    let block = (bits & ~Self.narrow) << (Self.positionBits - Self.narrowRowBits) | UInt64(position) >> Self.narrowRowBits
    return RowNumbering.firstRow(ofBlock: block) | UInt64(position) & (1 << Self.narrowRowBits - 1)
  }

  /// The position of a narrow block's first row.
  static func narrowStart(ofBlock block: UInt32) -> UInt64 {
    (UInt64(block) << narrowRowBits) & (1 << positionBits - 1)
  }

  /// Rows of a narrow block, and links after its last row, have positions of their own below this.
  static let narrowRows = 1 << Int(narrowRowBits) - 1
}
