/// How the rows of a batch are numbered within their source.
public enum RowNumbering: Sendable {
  /// From the number of rows of the source before them: one worker reads it from end to end.
  case after(Int)
  /// Each block by itself: blocks go to whichever worker is free, and their numbers grow with input order.
  case block(UInt32)

  /// The number of the first row of a block. A block has fewer than 2³² rows.
  static func firstRow(ofBlock block: UInt64) -> UInt64 { block << 32 }
}

/// The marks and positions of a batch's rows. `RunMark` says what they are.
struct BatchMarks {
  private let source: UInt32
  /// The number of the first row; its position in a narrow block.
  private let start: UInt64
  private let narrow: RunMark?

  init(rows: Int, source: UInt32, _ numbering: RowNumbering) {
    self.source = source
    switch numbering {
    case .after(let rows):
      start = UInt64(rows)
      narrow = nil
    case .block(let number) where rows < RunMark.narrowRows:
      start = RunMark.narrowStart(ofBlock: number)
      narrow = RunMark(source: source, narrowBlock: number)
    case .block(let number):
      start = RowNumbering.firstRow(ofBlock: UInt64(number))
      narrow = nil
    }
  }

  func mark(ofRow row: Int) -> RunMark { narrow ?? RunMark(source: source, rowNumber: start + UInt64(row)) }

  @inline(__always)
  func position(ofRow row: Int) -> UInt16 { UInt16(truncatingIfNeeded: start &+ UInt64(row)) }

  /// The first row after `row` that has another mark; `count` if there is none.
  func end(ofRunAt row: Int, upTo count: Int) -> Int {
    if narrow != nil { return count }
    let next = ((start + UInt64(row)) >> RunMark.positionBits + 1) << RunMark.positionBits
    return min(count, Int(next - start))
  }
}
