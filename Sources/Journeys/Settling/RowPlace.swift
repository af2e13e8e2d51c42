import Events
import Values

/// A row's place in the input order of the whole run (SPEC section 3).
public struct RowPlace: BitwiseCopyable, Sendable, Comparable {
  var sourceRank: UInt32 = 0
  /// In its source.
  var place: UInt64 = 0

  init() {}

  /// Of a cell under its mark; `rank` is the source's.
  @inline(__always)
  init(_ mark: RunMark, rank: UInt32, _ cell: EventCell) {
    sourceRank = rank
    place = mark.place(of: cell.position)
  }

  public static func < (a: RowPlace, b: RowPlace) -> Bool {
    a.sourceRank != b.sourceRank ? a.sourceRank < b.sourceRank : a.place < b.place
  }
}
