import Events
import Platform
import Values

/// A journey larger than a worker's memory: its rows stand in scratch in order, its stage events in memory, and its touches
/// are read a page at a time while goal events are credited.
final class LargeJourney {
  private let context: SettlingContext
  private let file: ScratchFile
  private var page: [SortedRow] = []
  private var pages: [(offset: Int64, count: Int)] = []
  private var hasEventIDs = false
  private var nextSequence: UInt64 = 0

  private static let pageLength = 4096

  init(_ context: SettlingContext, file: ScratchFile) {
    self.context = context
    self.file = file
  }

  /// Adds the journey's next row in order.
  func add(_ row: SortedRow) throws {
    var row = row
    row.place = nextSequence
    nextSequence += 1
    if row.hasExtras, row.extras.parts.contains(.eventID) { hasEventIDs = true }
    page.append(row)
    if page.count == Self.pageLength { try closePage() }
  }

  private func closePage() throws {
    pages.append((try file.append(page), page.count))
    page.removeAll(keepingCapacity: true)
  }

  private func forEachRow(_ body: (SortedRow) throws -> Void) throws {
    for (offset, count) in pages {
      let rows: [SortedRow] = try file.elements(at: offset, count: count)
      for row in rows { try body(row) }
    }
  }

  /// `spelling`: where the journey's id is spelled.
  func settle(
    spelledAt spelling: UInt64, into totals: inout JourneyTotals, credit: (GoalEvent, inout TouchSequence) -> Void
  ) throws {
    if !page.isEmpty { try closePage() }
    if hasEventIDs {
      let rest = LargeJourney(context, file: try context.scratch.newFile())
      try removeDuplicates(into: rest, &totals)
      return try rest.settleUnique(spelledAt: spelling, into: &totals, credit: credit)
    }
    try settleUnique(spelledAt: spelling, into: &totals, credit: credit)
  }

  /// Sorts by event id, keeps one row of each, and sorts those by time again.
  private func removeDuplicates(into rest: LargeJourney, _ totals: inout JourneyTotals) throws {
    let keepsLast = context.rules.keepsLast
    let scratch = { [context] in try context.scratch.newFile() }
    let byID = ExternalSort<SortedRow>(
      bytes: context.bytesPerWorker / 4,
      by: { a, b in
        if a.extras.eventID.low != b.extras.eventID.low { return a.extras.eventID.low < b.extras.eventID.low }
        if a.extras.eventID.high != b.extras.eventID.high { return a.extras.eventID.high < b.extras.eventID.high }
        return keepsLast ? a.place > b.place : a.place < b.place
      }, scratch: scratch)
    let byTime = ExternalSort<SortedRow>(
      bytes: context.bytesPerWorker / 4, by: SortedRow.inTimeOrder, scratch: scratch)
    try forEachRow { row in
      if row.extras.parts.contains(.eventID) { try byID.add(row) } else { try byTime.add(row) }
    }
    var last: JourneyKey?
    try byID.forEach { row in
      if row.extras.eventID == last {
        totals.rows[Int(row.row.source)].addDuplicate(code: row.row.code)
      } else {
        try byTime.add(row)
      }
      last = row.extras.eventID
    }
    try byTime.forEach { row in
      var row = row
      row.extras.parts.remove(.eventID)
      try rest.add(row)
    }
    if !rest.page.isEmpty { try rest.closePage() }
  }

  private func settleUnique(
    spelledAt spelling: UInt64, into totals: inout JourneyTotals, credit: (GoalEvent, inout TouchSequence) -> Void
  ) throws {
    let (stages, repeated) = try stageEvents(&totals)
    let touches = TouchFile(file: try context.scratch.newFile())
    var sessions = context.rules.sessionGap.map { Sessions(gap: $0) }
    try forEachRow { row in
      if row.row.code == EventCode.touch {
        if let fate = Self.fate(of: row.row, &sessions) {
          totals.rows[Int(row.row.source)].addLeftOut(fate, code: row.row.code)
          return
        }
        try touches.add(time: row.row.time, slot: row.row.slot, source: row.row.source)
        if row.extras.parts.contains(.money), context.rules.isInPeriod(row.row.time) {
          totals.addCost(row.extras.money, slot: row.row.slot)
        }
      } else if context.rules.stageTouches, EventCode.isStage(row.row.code), row.row.hasChannel,
        !repeated.contains(row.place)
      {
        try touches.add(time: row.row.time, slot: row.row.slot, source: TouchFile.noSource)
      }
    }
    try touches.finish()
    var windows: [Range<Int>] = []
    var sequence = TouchSequence(pages: touches, count: touches.count)
    GoalFinder(rules: context.rules, journeySpelling: spelling).forEachGoal(stages, &sequence) { event, sequence in
      windows.append(event.eligible)
      credit(event, &sequence)
    }
    if let failure = touches.failure { throw failure }
    if !windows.isEmpty { try tally(touches, windows, &totals) }
  }

  /// Why a touch is left out; nil: it stays.
  private static func fate(of touch: JourneyRow, _ sessions: inout Sessions?) -> RowFate? {
    if touch.isExcludedTouch { return .excludedChannel }
    return sessions?.isRepeat(slot: touch.slot, time: touch.time) == true ? .sameSession : nil
  }

  /// The stage events that stay, and the places of those that only repeat their deal's stage.
  private func stageEvents(_ totals: inout JourneyTotals) throws -> ([StageEvent], Set<UInt64>) {
    var rows = JourneyRows()
    var places: [UInt64] = []
    try forEachRow { row in
      guard EventCode.isStage(row.row.code) else { return }
      rows.append(row)
      places.append(row.place)
    }
    rows.sort()
    var fates: [RowFate?] = []
    // Of stages alone: touches are chosen one by one as they are read.
    var leftOut = LeftOutRows(rules: context.rules, leavesChannelsOut: false)
    leftOut.find(rows, 0..<rows.rows.count, &fates)
    var stages: [StageEvent] = []
    var repeated: Set<UInt64> = []
    for i in rows.rows.indices {
      let row = rows.rows[i]
      if fates[i] != nil {
        totals.rows[Int(row.source)].repeated += 1
        repeated.insert(places[i])
      } else {
        stages.append(StageEvent(row, of: rows))
        totals.addStage(stages[stages.count - 1], source: row.source, context.rules)
      }
    }
    return (stages, repeated)
  }

  /// Counts touches inside any window as credited, the others as outside.
  private func tally(_ touches: TouchFile, _ windows: [Range<Int>], _ totals: inout JourneyTotals) throws {
    var merged: [Range<Int>] = []
    for window in windows.filter({ !$0.isEmpty }).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, window.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, window.upperBound)
      } else {
        merged.append(window)
      }
    }
    var next = 0
    try touches.forEachSource { place, source in
      while next < merged.count, merged[next].upperBound <= place { next += 1 }
      if source == TouchFile.noSource { return }
      if next < merged.count, merged[next].contains(place) {
        totals.rows[Int(source)].credited += 1
      } else {
        totals.rows[Int(source)].outsideWindow += 1
      }
    }
  }
}
