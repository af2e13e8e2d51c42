import Events
import Values

/// Makes a journey of its rows in order: leaves rows out, finds its goal events, has them credited, and says where each
/// row ended. Its arrays are reused from journey to journey.
struct JourneyBuilder {
  private let rules: JourneyRules
  private var goals: GoalFinder
  /// Where the ids of the partition's journeys are spelled; empty where no credits are listed.
  var spellings = KeyMap()
  private var leftOut: LeftOutRows
  private var fates: [RowFate?] = []
  private var times: [Int64] = []
  private var slots: [UInt32] = []
  /// Per touch, the source of its row; `noSource` for a stage's own touch, whose row is counted as a stage.
  private var sources: [UInt32] = []
  /// Per touch, by how many more goal events it is covered than the touch before it.
  private var coverage: [Int32] = []
  private var stages: [StageEvent] = []

  private static let noSource = UInt32.max

  init(_ context: SettlingContext) {
    rules = context.rules
    goals = GoalFinder(rules: rules)
    leftOut = LeftOutRows(rules: rules, leavesChannelsOut: context.leavesChannelsOut)
  }

  mutating func build(
    _ rows: JourneyRows, _ order: Range<Int>, into totals: inout JourneyTotals,
    credit: (GoalEvent, inout TouchSequence) -> Void
  ) {
    leftOut.find(rows, order, &fates)
    times.removeAll(keepingCapacity: true)
    slots.removeAll(keepingCapacity: true)
    sources.removeAll(keepingCapacity: true)
    stages.removeAll(keepingCapacity: true)
    for i in order { add(rows.rows[Int(rows.order[i])], rows, fates[i - order.lowerBound], &totals) }
    if !spellings.isEmpty, let first = order.first {
      let row = rows.rows[Int(rows.order[first])]
      goals.journeySpelling = spellings[row.keyLow, row.keyHigh]?.low ?? SpelledIDs.none
    }
    let goalCount = creditGoals(credit)
    tallyTouches(goalCount: goalCount, &totals)
  }

  private mutating func add(
    _ row: JourneyRow, _ rows: JourneyRows, _ fate: RowFate?, _ totals: inout JourneyTotals
  ) {
    let source = Int(row.source)
    if let fate {
      totals.rows[source].addLeftOut(fate, code: row.code)
      return
    }
    if row.code == EventCode.touch {
      addTouch(row, source: row.source)
      if row.extras >= 0, rules.isInPeriod(row.time), rows.extras[Int(row.extras)].parts.contains(.money) {
        totals.addCost(rows.extras[Int(row.extras)].money, slot: row.slot)
      }
    } else if EventCode.isStage(row.code) {
      if rules.stageTouches, row.hasChannel { addTouch(row, source: Self.noSource) }
      stages.append(StageEvent(row, of: rows))
      totals.addStage(stages[stages.count - 1], source: row.source, rules)
    }
  }

  private mutating func addTouch(_ row: JourneyRow, source: UInt32) {
    times.append(row.time)
    slots.append(row.slot)
    sources.append(source)
  }

  /// How many goal events were credited.
  private mutating func creditGoals(_ credit: (GoalEvent, inout TouchSequence) -> Void) -> Int {
    var count = 0
    coverage.removeAll(keepingCapacity: true)
    for _ in 0...times.count { coverage.append(0) }
    unsafe times.withUnsafeBufferPointer { t in
      unsafe slots.withUnsafeBufferPointer { s in
        // An empty array may have no address; the view of no touches is never read through.
        let none = UInt(bitPattern: MemoryLayout<Int64>.alignment)
        var touches = unsafe TouchSequence(
          unsafeTimes: t.baseAddress ?? UnsafePointer(bitPattern: none)!,
          slots: s.baseAddress ?? UnsafePointer(bitPattern: none)!, count: t.count)
        goals.forEachGoal(stages, &touches) { event, touches in
          count += 1
          coverage[event.eligible.lowerBound] += 1
          coverage[event.eligible.upperBound] -= 1
          credit(event, &touches)
        }
      }
    }
    return count
  }

  private func tallyTouches(goalCount: Int, _ totals: inout JourneyTotals) {
    if goalCount == 0 { return }
    var covering: Int32 = 0
    for i in times.indices {
      covering += coverage[i]
      if sources[i] == Self.noSource { continue }
      if covering > 0 {
        totals.rows[Int(sources[i])].credited += 1
      } else {
        totals.rows[Int(sources[i])].outsideWindow += 1
      }
    }
  }
}
