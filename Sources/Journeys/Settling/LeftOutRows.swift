import Events
import Platform
import Values

/// Decides which rows of a journey are left out, and why (Specification, section 2): duplicates first, row by row, then
/// deals that reach a stage again, touches of excluded channels, and touches that repeat one of their session.
///
/// What is clever: duplicates and repeats are known only when all rows have been seen, so a journey is read twice. `collect`
/// takes the ids of each row, `find` sorts them and leaves a short list of rows to leave out, and `judge` is then asked
/// about each row in order: it compares the row's index with the next one in the list. Rows of nearly all journeys repeat
/// nothing, and cost one comparison. Duplicates are found before repeats, because a duplicate row reaches no stage.
///
/// A journey in scratch has as many event ids as rows. They are sorted in scratch, too, and the list is read back a page at
/// a time. Its stage events stay in memory (`JourneyBuilder`), and so do the ids of deals.
struct LeftOutRows {
  /// A row left out because another with the same id stays.
  private struct Repeat: BitwiseCopyable, Sendable {
    var row: Int
    var cause: Int

    static func inOrder(_ a: Repeat, _ b: Repeat) -> Bool { a.row < b.row }
    /// Comes after the last.
    static let none = Repeat(row: .max, cause: 0)
  }

  private struct IDOfRow: BitwiseCopyable, Sendable {
    var id: JourneyKey
    var row: Int
  }

  private let keepsLast: Bool
  private var eventIDs: [IDOfRow] = []
  private var deals: [IDOfRow] = []
  /// The event ids of a journey in scratch.
  private var sortedEventIDs: ExternalSort<IDOfRow>?
  private var scratch: (bytes: Int, source: ScratchSource)?

  private var duplicates: [Repeat] = [], nextDuplicate = 0
  private var duplicatesInScratch: SortedMerge<Repeat>?
  private var repeated: [Repeat] = [], nextRepeated = 0
  private var duplicate = Repeat.none, repetition = Repeat.none
  /// The row of the next duplicate or repeat.
  private var nextRow = Int.max

  /// Touches may be left out by choice. Where none are, they are not looked at.
  private let choosesTouches: Bool
  private var sessions: Sessions?

  /// - Parameter leavesChannelsOut: touches of some channel are left out.
  init(rules: JourneyRules, leavesChannelsOut: Bool) {
    keepsLast = rules.keepsLast
    choosesTouches = leavesChannelsOut || rules.sessionGap != nil
    sessions = rules.sessionGap.map { Sessions(gap: $0) }
  }

  /// Begins a journey in memory.
  mutating func begin() {
    eventIDs.removeAll(keepingCapacity: true)
    deals.removeAll(keepingCapacity: true)
    if sortedEventIDs != nil || scratch != nil { (sortedEventIDs, scratch, duplicatesInScratch) = (nil, nil, nil) }
    sessions?.begin()
  }

  /// Begins a journey in scratch. Its event ids take about `bytes` of memory.
  mutating func begin(bytes: Int, scratch: ScratchSource) {
    begin()
    self.scratch = (bytes, scratch)
  }

  /// Takes the ids of the journey's next rows. `first` is the index of the first of them.
  mutating func collect(_ rows: JourneyRows, _ order: Range<Int>, from first: Int) throws {
    for i in order {
      let row = rows.rows[Int(rows.order[i])]
      if row.extras < 0 { continue }
      let index = first + i - order.lowerBound
      let extras = rows.extras[Int(row.extras)]
      if extras.parts.contains(.eventID) { try add(IDOfRow(id: extras.eventID, row: index)) }
      if EventCode.isStage(row.code), extras.parts.contains(.deal), extras.money >= 0 {
        // One key for deal and stage: the stage is mixed into the deal's hash.
        let id = JourneyKey(low: extras.deal.low ^ UInt64(row.code) &* 0x9E37_79B9_7F4A_7C15, high: extras.deal.high)
        deals.append(IDOfRow(id: id, row: index))
      }
    }
  }

  private mutating func add(_ id: IDOfRow) throws {
    guard let scratch else { return eventIDs.append(id) }
    let keepsLast = keepsLast
    let sort =
      sortedEventIDs
      ?? ExternalSort(bytes: scratch.bytes, by: { Self.isBefore($0, $1, keepsLast: keepsLast) }) {
        try scratch.source.newFile()
      }
    sortedEventIDs = sort
    try sort.add(id)
  }

  /// Finds duplicates and repeats, after all rows have been collected.
  mutating func find() throws {
    if sortedEventIDs != nil {
      try findInScratch()
    } else {
      Self.find(&eventIDs, keepsLast: keepsLast, into: &duplicates)
    }
    if deals.count > 1, sortedEventIDs != nil || !duplicates.isEmpty { try dropDuplicateDeals() }
    Self.find(&deals, keepsLast: keepsLast, into: &repeated)
    nextRepeated = 0
    repetition = repeated.first ?? .none
    try rewindDuplicates()
  }

  private mutating func findInScratch() throws {
    guard let sort = sortedEventIDs, let scratch else { return }
    let byRow = ExternalSort(bytes: scratch.bytes, by: Repeat.inOrder) { try scratch.source.newFile() }
    var staying: IDOfRow?
    try sort.forEach { next in
      if let staying, staying.id == next.id {
        try byRow.add(Repeat(row: next.row, cause: staying.row))
      } else {
        staying = next
      }
    }
    duplicates.removeAll(keepingCapacity: true)
    runs = byRow.finish()
  }

  /// The duplicates of a journey in scratch, by row.
  private var runs = SortedRuns<Repeat>()

  private mutating func rewindDuplicates() throws {
    nextDuplicate = 0
    if sortedEventIDs == nil {
      duplicate = duplicates.first ?? .none
    } else {
      duplicatesInScratch = SortedMerge(runs, by: Repeat.inOrder)
      duplicate = try duplicatesInScratch?.next() ?? .none
    }
    nextRow = min(duplicate.row, repetition.row)
  }

  private mutating func takeDuplicate() throws {
    if sortedEventIDs == nil {
      nextDuplicate += 1
      duplicate = nextDuplicate < duplicates.count ? duplicates[nextDuplicate] : .none
    } else {
      duplicate = try duplicatesInScratch?.next() ?? .none
    }
  }

  /// Drops from `deals` the rows that are duplicates.
  private mutating func dropDuplicateDeals() throws {
    try rewindDuplicates()
    var kept = 0
    for i in deals.indices {
      while duplicate.row < deals[i].row { try takeDuplicate() }
      if duplicate.row == deals[i].row { continue }
      deals[kept] = deals[i]
      kept += 1
    }
    deals.removeLast(deals.count - kept)
  }

  /// Finds all rows but the one that stays of each id, in order.
  private static func find(_ ids: inout [IDOfRow], keepsLast: Bool, into repeats: inout [Repeat]) {
    repeats.removeAll(keepingCapacity: true)
    guard ids.count > 1, mayRepeat(ids) else { return }
    ids.sort { isBefore($0, $1, keepsLast: keepsLast) }
    var staying = ids[0]
    for id in ids.dropFirst() {
      if id.id == staying.id { repeats.append(Repeat(row: id.row, cause: staying.row)) } else { staying = id }
    }
    repeats.sort(by: Repeat.inOrder)
  }

  /// By id, and of equal ids first the row that stays.
  @inline(__always)
  private static func isBefore(_ a: IDOfRow, _ b: IDOfRow, keepsLast: Bool) -> Bool {
    if a.id.low != b.id.low { return a.id.low < b.id.low }
    if a.id.high != b.id.high { return a.id.high < b.id.high }
    return keepsLast ? a.row > b.row : a.row < b.row
  }

  /// Whether some id may be there twice. Each of a few ids is compared with each, by half of its bits: nearly all journeys are
  /// short and repeat nothing, and sorting took a tenth of a run with event ids.
  private static func mayRepeat(_ ids: [IDOfRow]) -> Bool {
    if ids.count > PartitionPolicy.comparedIDs { return true }
    for i in 1..<ids.count {
      let low = ids[i].id.low
      for j in 0..<i where ids[j].id.low == low { return true }
    }
    return false
  }

  /// Why the journey's next row in order is left out, and because of which row (`VisitedRow.cause`; -1 for none); nil if it
  /// stays.
  @inline(__always)
  mutating func judge(_ row: JourneyRow, _ index: Int) throws -> (fate: RowFate, cause: Int)? {
    if index == nextRow { return try takeRepeat() }
    if choosesTouches, row.code == EventCode.touch { return judgeTouch(row, index) }
    return nil
  }

  private mutating func takeRepeat() throws -> (fate: RowFate, cause: Int) {
    defer { nextRow = min(duplicate.row, repetition.row) }
    if duplicate.row == nextRow {
      let cause = duplicate.cause
      try takeDuplicate()
      return (.duplicate, cause)
    }
    let cause = repetition.cause
    nextRepeated += 1
    repetition = nextRepeated < repeated.count ? repeated[nextRepeated] : .none
    return (.repeated, cause)
  }

  private mutating func judgeTouch(_ touch: JourneyRow, _ index: Int) -> (fate: RowFate, cause: Int)? {
    if touch.isExcludedTouch { return (.excludedChannel, -1) }
    guard let before = sessions?.rowBefore(index, slot: touch.slot, time: touch.time) else { return nil }
    return (.sameSession, before)
  }
}
