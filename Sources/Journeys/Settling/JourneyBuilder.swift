import Events
import Platform
import Values

/// Makes a journey of its rows in order: leaves rows out, finds its goal events, has them visited, and counts where each row
/// ended. Its arrays are reused from journey to journey.
///
/// The one place where the rules of a journey are applied. Rows come in pages: a journey in memory is one page, a journey in
/// scratch (`LargeJourney`) has many. Both pass the same steps:
///
/// ```
/// collect    each page: the ids by which rows repeat each other      (LeftOutRows)
/// find       which rows repeat another
/// add        each page: rows that stay become touches, stage events and costs
/// conclude   goal events → visitors; touches inside a window or outside; rows → visitors that demand them
/// ```
///
/// Only storage differs. Touches stay in `touches`, or go to a `TouchFile` whenever a page of them is full. Stage events stay
/// in memory in either case, some 100 bytes each, with the windows of goal events.
///
/// `gather` and `conclude` are two calls on purpose: `conclude` is generic over the visitor and is not specialised, because
/// visitors are of other targets; so it must not hold the loops over rows.
struct JourneyBuilder {
  private let context: SettlingContext
  private let rules: JourneyRules
  private let demand: JourneyDemand
  /// The offsets of the ids of the partition's journeys in `Spellings`. Empty where no credits are listed.
  var spellings = KeyMap()

  private var leftOut: LeftOutRows
  private var touches = TouchColumns()
  /// The touches of a journey in scratch before those in `touches`.
  private var touchFile: TouchFile?
  private var stages: [StageEvent] = []
  private var covered = CoveredTouches()
  private var rows = VisitedRows()
  private var rowCount = 0
  private var key = JourneyKey(low: 0, high: 0)
  /// Costs of touches, of all journeys of the partition, that no visitor has seen yet.
  private(set) var costs: [TouchCost] = []

  init(_ context: SettlingContext, demand: JourneyDemand) {
    self.context = context
    self.demand = demand
    rules = context.rules
    leftOut = LeftOutRows(rules: rules, leavesChannelsOut: context.leavesChannelsOut)
  }

  /// Takes the rows of a journey in memory: those of `order`.
  mutating func gather(_ rows: JourneyRows, _ order: Range<Int>, into totals: inout JourneyTotals) throws {
    leftOut.begin()
    begin(touchFile: nil, rowFile: nil)
    try leftOut.collect(rows, order, from: 0)
    try leftOut.find()
    try add(rows, order, from: 0, &totals)
  }

  /// Takes the rows of a journey in scratch.
  mutating func gather(_ journey: LargeJourney, into totals: inout JourneyTotals) throws {
    leftOut.begin(bytes: context.bytesPerWorker / 4, scratch: context.scratch)
    begin(
      touchFile: TouchFile(file: try context.scratch.newFile()), rowFile: demand.rows ? try context.scratch.newFile() : nil)
    try journey.forEachPage { rows, order, first in try leftOut.collect(rows, order, from: first) }
    try leftOut.find()
    try journey.forEachPage { rows, order, first in try add(rows, order, from: first, &totals) }
    try touchFile?.add(touches)
  }

  private mutating func begin(touchFile: TouchFile?, rowFile: ScratchFile?) {
    touches.removeAll()
    stages.removeAll(keepingCapacity: true)
    covered.removeAll()
    self.touchFile = touchFile
    rowCount = 0
    if demand.rows { rows.begin(file: rowFile) }
  }

  /// Adds the journey's next rows. `first` is the index of the first of them.
  private mutating func add(
    _ rows: JourneyRows, _ order: Range<Int>, from first: Int, _ totals: inout JourneyTotals
  ) throws {
    if first == 0, let start = order.first {
      let row = rows.rows[Int(rows.order[start])]
      key = JourneyKey(low: row.keyLow, high: row.keyHigh)
    }
    rowCount += order.count
    for i in order {
      let row = rows.rows[Int(rows.order[i])]
      let index = first + i - order.lowerBound
      if let (fate, cause) = try leftOut.judge(row, index) {
        totals.rows[Int(row.source)].addLeftOut(fate, code: row.code)
        if demand.rows { try keep(row, rows, fate, cause: cause) }
        continue
      }
      if row.code == EventCode.touch {
        try addTouch(row, source: row.source)
        if row.extras >= 0, rules.isInPeriod(row.time), rows.extras[Int(row.extras)].parts.contains(.money) {
          costs.append(TouchCost(amount: rows.extras[Int(row.extras)].money, time: row.time, slot: row.slot))
        }
        if demand.rows { try keep(row, rows, .noGoal, isTouch: true) }
      } else if EventCode.isStage(row.code) {
        let isTouch = rules.stageTouches && row.hasChannel
        if isTouch { try addTouch(row, source: TouchColumns.noSource) }
        let event = StageEvent(row, rows.extras(of: row))
        stages.append(event)
        let fate = totals.addStage(event, source: row.source, rules)
        if demand.rows { try keep(row, rows, fate, isTouch: isTouch, isStage: true) }
      } else if demand.rows {
        try keep(row, rows, .identity)
      }
    }
  }

  @inline(__always)
  private mutating func addTouch(_ row: JourneyRow, source: UInt32) throws {
    touches.append(time: row.time, slot: row.slot, source: source)
    if let touchFile, touches.count == TouchSequence.pageLength {
      try touchFile.add(touches)
      touches.removeAll()
    }
  }

  /// Keeps a row for visitors. A touch's fate is known later: until then it is `noGoal`.
  private mutating func keep(
    _ row: JourneyRow, _ rows: JourneyRows, _ fate: RowFate, cause: Int = -1, isTouch: Bool = false, isStage: Bool = false
  ) throws {
    let touch = isTouch ? (touchFile?.count ?? 0) + touches.count - 1 : -1
    try self.rows.append(
      VisitedRow(
        row, rows.extras(of: row), fate: fate, cause: cause, touch: touch, stageEvent: isStage ? stages.count - 1 : -1))
  }

  /// Has the gathered journey visited, and counts its touches.
  mutating func conclude<Visitor: JourneyVisitor>(
    _ totals: inout JourneyTotals, visiting visitor: inout Visitor
  ) throws {
    let goalCount = stages.isEmpty ? 0 : stages.count { rules.goal(of: $0) != nil }
    if goalCount > 0 || demand.journeys == .all || demand.journeys == .withStageEvent && !stages.isEmpty {
      if let touchFile {
        try visit(TouchSequence(pages: touchFile, count: touchFile.count), goalCount, &visitor)
        if let failure = touchFile.failure { throw failure }
      } else {
        let columns = touches
        try TouchSequence.withTouches(columns.times, columns.slots) { try visit($0, goalCount, &visitor) }
      }
    }
    if goalCount > 0 { try tally(&totals) }
    if costs.count >= PartitionPolicy.costsAtOnce { giveCosts(to: &visitor) }
  }

  private mutating func visit<Visitor: JourneyVisitor>(
    _ touches: consuming TouchSequence, _ goalCount: Int, _ visitor: inout Visitor
  ) throws {
    let finder = GoalFinder(stages, rules: rules)
    let spelling = spellings.isEmpty ? SpelledIDs.none : spellings[key]?.low ?? SpelledIDs.none
    var journey = Journey(
      key: key, spelling: spelling, rowCount: rowCount, goalEventCount: goalCount, touches: touches, goals: finder)
    var left = goalCount
    for i in stages.indices where left > 0 {
      guard let goal = rules.goal(of: stages[i]) else { continue }
      left -= 1
      let event = finder.event(i, goal: goal, of: &journey.touches, journeySpelling: spelling, isLast: left == 0)
      covered.add(event.eligible)
      visitor.visit(event, of: &journey)
    }
    covered.finish()
    if demand.rows, journey.isSelected(by: demand) { try visitRows(of: &journey, &visitor) }
    if journey.isSelected(by: demand) { visitor.finish(&journey) }
  }

  private mutating func visitRows<Visitor: JourneyVisitor>(of journey: inout Journey, _ visitor: inout Visitor) throws {
    try rows.forEachPage { page, first in
      if journey.goalEventCount > 0 { Self.judgeTouches(&page, &covered) }
      visitor.visit(page.span, from: first, of: &journey)
    }
    covered.finish()
  }

  private static func judgeTouches(_ page: inout [VisitedRow], _ covered: inout CoveredTouches) {
    for i in page.indices where page[i].fate == .noGoal {
      page[i].fate = covered.contains(page[i].touchIndex) ? .credited : .outsideWindow
    }
  }

  /// Counts touches that a goal event's window covers as credited, the others as outside.
  private mutating func tally(_ totals: inout JourneyTotals) throws {
    if let touchFile {
      try touchFile.forEachPageOfSources { first, sources in Self.tally(sources, from: first, &covered, &totals) }
    } else {
      Self.tally(touches.sources, from: 0, &covered, &totals)
    }
  }

  private static func tally(
    _ sources: [UInt32], from first: Int, _ covered: inout CoveredTouches, _ totals: inout JourneyTotals
  ) {
    for (i, source) in sources.enumerated() where source != TouchColumns.noSource {
      if covered.contains(first + i) {
        totals.rows[Int(source)].credited += 1
      } else {
        totals.rows[Int(source)].outsideWindow += 1
      }
    }
  }

  /// Adds the cost of a touch of a journey that is not looked at.
  mutating func addCost(_ cost: TouchCost) { costs.append(cost) }

  /// Gives the visitor the costs that it has not seen.
  mutating func giveCosts<Visitor: JourneyVisitor>(to visitor: inout Visitor) {
    if costs.isEmpty { return }
    visitor.visit(costs.span)
    costs.removeAll(keepingCapacity: true)
  }
}
