import Events
import Values

/// Which rows of a journey are left out: duplicates first, row by row, then deals that reach a stage again, touches of
/// channels left out by choice, and touches that repeat one of their session.
struct LeftOutRows {
  let keepsLast: Bool
  private var ids: [(id: JourneyKey, place: Int)] = []
  /// Touches may be left out by choice; where none are, they are not looked through.
  private let choosesTouches: Bool
  private var sessions: Sessions?

  /// `leavesChannelsOut`: touches of some channel are left out.
  init(rules: JourneyRules, leavesChannelsOut: Bool) {
    keepsLast = rules.keepsLast
    choosesTouches = leavesChannelsOut || rules.sessionGap != nil
    sessions = rules.sessionGap.map { Sessions(gap: $0) }
  }

  /// Writes into `fates` why rows are left out; `order` is the journey in order.
  mutating func find(_ rows: JourneyRows, _ order: Range<Int>, _ fates: inout [RowFate?]) {
    fates.removeAll(keepingCapacity: true)
    for _ in order { fates.append(nil) }
    mark(rows, order, &fates, as: .duplicate) { row, extras in
      extras.parts.contains(.eventID) ? extras.eventID : nil
    }
    mark(rows, order, &fates, as: .repeated) { row, extras in
      guard EventCode.isStage(row.code), extras.parts.contains(.deal), extras.money >= 0 else { return nil }
      // One key for deal and stage: the stage is mixed into the deal's hash.
      return JourneyKey(low: extras.deal.low ^ UInt64(row.code) &* 0x9E37_79B9_7F4A_7C15, high: extras.deal.high)
    }
    if choosesTouches { chooseTouches(rows, order, &fates) }
  }

  private mutating func chooseTouches(_ rows: JourneyRows, _ order: Range<Int>, _ fates: inout [RowFate?]) {
    sessions?.begin()
    for i in order {
      let row = rows.rows[Int(rows.order[i])]
      guard row.code == EventCode.touch, fates[i - order.lowerBound] == nil else { continue }
      if row.isExcludedTouch {
        fates[i - order.lowerBound] = .excludedChannel
      } else if sessions?.isRepeat(slot: row.slot, time: row.time) == true {
        fates[i - order.lowerBound] = .sameSession
      }
    }
  }

  /// Marks all but the row that stays of each id that `id` gives.
  @inline(__always)
  private mutating func mark(
    _ rows: JourneyRows, _ order: Range<Int>, _ fates: inout [RowFate?], as fate: RowFate,
    _ id: (JourneyRow, EventExtras) -> JourneyKey?
  ) {
    ids.removeAll(keepingCapacity: true)
    for i in order {
      let row = rows.rows[Int(rows.order[i])]
      guard row.extras >= 0, fates[i - order.lowerBound] == nil else { continue }
      if let found = id(row, rows.extras[Int(row.extras)]) { ids.append((found, i - order.lowerBound)) }
    }
    guard ids.count > 1, mayRepeat() else { return }
    ids.sort { a, b in
      if a.id.low != b.id.low { return a.id.low < b.id.low }
      if a.id.high != b.id.high { return a.id.high < b.id.high }
      return keepsLast ? a.place > b.place : a.place < b.place
    }
    for i in 1..<ids.count where ids[i].id == ids[i - 1].id { fates[ids[i].place] = fate }
  }

  /// Whether some id may stand twice: of few, by half of their bits, each is compared with each, for nearly all journeys are
  /// short and have none, and sorting took a tenth of a run with event ids.
  private func mayRepeat() -> Bool {
    if ids.count > PartitionPolicy.comparedIDs { return true }
    for i in 1..<ids.count {
      let low = ids[i].id.low
      for j in 0..<i where ids[j].id.low == low { return true }
    }
    return false
  }
}
