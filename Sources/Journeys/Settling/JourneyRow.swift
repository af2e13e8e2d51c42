import Events
import Values

/// A row of a journey while its partition is settled.
struct JourneyRow: BitwiseCopyable {
  var time: Int64
  var keyLow: UInt64
  /// Its number in its source. With the source's rank this is its position in the input.
  var rowNumber: UInt64
  var keyHigh: UInt32
  var slot: UInt32
  var source: UInt32
  var sourceRank: UInt32
  /// Its index among the partition's extras; -1 for none.
  var extras: Int32
  var code: UInt8
  /// The row has a channel that is not excluded. A stage event needs one to count as a touch.
  var hasChannel: Bool
  /// A touch of a channel that is left out.
  var isExcludedTouch: Bool

  @inline(__always)
  init(_ cell: EventCell, _ meaning: LabelMeaning, source: UInt32, input: InputPosition, extras: Int32) {
    time = cell.time
    keyLow = cell.keyLow
    keyHigh = cell.keyHigh
    rowNumber = input.rowNumber
    slot = meaning.slot
    self.source = source
    sourceRank = input.sourceRank
    self.extras = extras
    code = meaning.code
    hasChannel = meaning.hasChannel && !meaning.isExcluded
    isExcludedTouch = meaning.isExcludedTouch
  }

  var position: InputPosition { InputPosition(sourceRank: sourceRank, rowNumber: rowNumber) }
}

extension StageEvent {
  /// The event of a stage row.
  init(_ row: JourneyRow, _ extras: EventExtras?) {
    self.init(
      time: row.time, stage: EventCode.place(row.code), deal: extras?.parts.contains(.deal) == true ? extras?.deal : nil,
      amount: extras?.money ?? 0)
    position = row.position
    if let extras, extras.parts.contains(.spelled) { dealSpelling = extras.dealSpelling }
  }
}

extension VisitedRow {
  init(_ row: JourneyRow, _ extras: EventExtras?, fate: RowFate, cause: Int, touch: Int, stageEvent: Int) {
    let extras = extras ?? EventExtras()
    self.init(
      time: row.time, position: row.position, source: row.source, code: row.code, fate: fate,
      hasChannel: row.hasChannel || row.code == EventCode.touch, hasMoney: extras.parts.contains(.money),
      hasDeal: extras.parts.contains(.deal), hasEventID: extras.parts.contains(.eventID), slot: row.slot, money: extras.money,
      dealKey: extras.deal, causeIndex: cause, touchIndex: touch, stageIndex: stageEvent)
  }
}
