import Events
import Values

/// A row's position in the input order of the whole run (Specification, section 3). It ranks rows of equal time.
public struct InputPosition: BitwiseCopyable, Sendable, Hashable, Comparable {
  /// The rank of the row's source among all sources.
  public var sourceRank: UInt32 = 0
  /// The row's number in its source (`RunMark`). It grows with input order, but it need not count every row.
  public var rowNumber: UInt64 = 0

  init() {}

  init(sourceRank: UInt32, rowNumber: UInt64) {
    self.sourceRank = sourceRank
    self.rowNumber = rowNumber
  }

  /// The position of a cell's row under its mark. `rank` is the source's.
  @inline(__always)
  init(_ mark: RunMark, rank: UInt32, _ cell: EventCell) {
    sourceRank = rank
    rowNumber = mark.rowNumber(of: cell.position)
  }

  public static func < (a: InputPosition, b: InputPosition) -> Bool {
    a.sourceRank != b.sourceRank ? a.sourceRank < b.sourceRank : a.rowNumber < b.rowNumber
  }
}
