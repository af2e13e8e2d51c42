import Events
import Values

/// A row of a journey while its partition is settled.
struct JourneyRow: BitwiseCopyable {
  var time: Int64
  var keyLow: UInt64
  /// Its place in its source, which with the source's rank is its place in input order.
  var place: UInt64
  var keyHigh: UInt32
  var slot: UInt32
  var source: UInt32
  var sourceRank: UInt32
  /// Its place among the partition's extras; -1: none.
  var extras: Int32
  var code: UInt8
  /// A channel is named, and it is not left out: a stage's own touch needs one.
  var hasChannel: Bool
  /// A touch of a channel that is left out.
  var isExcludedTouch: Bool

  @inline(__always)
  init(_ cell: EventCell, _ meaning: LabelMeaning, source: UInt32, input: RowPlace, extras: Int32) {
    time = cell.time
    keyLow = cell.keyLow
    keyHigh = cell.keyHigh
    place = input.place
    slot = meaning.slot
    self.source = source
    sourceRank = input.sourceRank
    self.extras = extras
    code = meaning.code
    hasChannel = meaning.hasChannel && !meaning.isExcluded
    isExcludedTouch = meaning.isExcludedTouch
  }
}
