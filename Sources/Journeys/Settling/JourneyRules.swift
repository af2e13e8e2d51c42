import Values

/// What turns a journey's rows into goal events: the part of a run's settings that is applied when partitions are
/// settled, never when rows are read.
public struct JourneyRules: Sendable {
  /// The stages whose attainment is credited, as places in the funnel, in funnel order.
  public var goals: [Int]
  /// Goal events at `from ≤ time < to` are credited; microseconds.
  public var from: Int64, to: Int64
  /// Microseconds before a goal event within which touches are eligible.
  public var lookback: Int64
  /// Touches up to a journey's previous event of the goal do not count again.
  public var resetsAfterConversion: Bool
  /// A stage event that names a channel is a touch, too.
  public var stageTouches: Bool
  /// Of duplicate and repeated rows the last in order stays, not the first.
  public var keepsLast: Bool
  /// Touches of a channel and campaign that follow each other within so many microseconds are one; nil: each counts.
  public var sessionGap: Int64?
  /// From this place in the funnel on, milestones are the latest event, before it the earliest; nil: always the earliest.
  public var opportunity: Int?
  public var stageCount: Int
  /// Stages that some model has a role for, as places in the funnel.
  public var milestoneStages: [Int]

  public init(
    goals: [Int], from: Int64 = .min, to: Int64 = .max, lookback: Int64, resetsAfterConversion: Bool = false,
    stageTouches: Bool = false, keepsLast: Bool = false, sessionGap: Int64? = nil, opportunity: Int?, stageCount: Int,
    milestoneStages: [Int]
  ) {
    self.goals = goals
    self.from = from
    self.to = to
    self.lookback = lookback
    self.resetsAfterConversion = resetsAfterConversion
    self.stageTouches = stageTouches
    self.keepsLast = keepsLast
    self.sessionGap = sessionGap
    self.opportunity = opportunity
    self.stageCount = stageCount
    self.milestoneStages = milestoneStages
  }

  func isInPeriod(_ time: Int64) -> Bool { time >= from && (time < to || to == .max) }

  /// The first instant of the window that ends at `time`, clamped at the edge of time.
  func windowStart(_ time: Int64) -> Int64 {
    let (start, overflow) = time.subtractingReportingOverflow(lookback)
    return overflow ? .min : start
  }
}

/// What a worker's label means once all names are known.
public struct LabelMeaning: Sendable, BitwiseCopyable {
  public var code: UInt8
  public var hasChannel: Bool
  /// The channel was left out by choice: a touch of it gives nothing, a stage of it no touch.
  public var isExcluded: Bool
  /// Of the run's `SlotTable`; 0 for rows without a channel.
  public var slot: UInt32

  public init(code: UInt8, hasChannel: Bool, isExcluded: Bool = false, slot: UInt32) {
    self.code = code
    self.hasChannel = hasChannel
    self.isExcluded = isExcluded
    self.slot = slot
  }

  var isExcludedTouch: Bool { isExcluded && code == EventCode.touch }
}

/// What the rows of one source came to in the journeys they belong to. Rows not counted here stay what they were read
/// as: touches without a goal, stages, identities.
public struct SettledRows: Sendable, Equatable {
  public var credited: Int64 = 0, outsideWindow: Int64 = 0
  public var goals: Int64 = 0, outsidePeriod: Int64 = 0, repeated: Int64 = 0
  public var duplicateTouches: Int64 = 0, duplicateStages: Int64 = 0, duplicateIdentities: Int64 = 0
  /// Touches left out by their channel, and repeats within a session.
  public var excludedTouches: Int64 = 0, sameSession: Int64 = 0
  /// Rows that know only a deal nobody else names: rejected.
  public var namelessTouches: Int64 = 0, namelessStages: Int64 = 0, namelessIdentities: Int64 = 0

  public init() {}

  /// Counts a row that a journey leaves out.
  mutating func addLeftOut(_ fate: RowFate, code: UInt8) {
    switch fate {
    case .repeated: repeated += 1
    case .excludedChannel: excludedTouches += 1
    case .sameSession: sameSession += 1
    default: addDuplicate(code: code)
    }
  }

  /// Counts a duplicate by what it duplicates.
  mutating func addDuplicate(code: UInt8) {
    switch code {
    case EventCode.touch: duplicateTouches += 1
    case EventCode.identify: duplicateIdentities += 1
    default: duplicateStages += 1
    }
  }

  /// Counts a row that turned out to name nobody.
  mutating func addNameless(code: UInt8) {
    switch code {
    case EventCode.touch: namelessTouches += 1
    case EventCode.identify: namelessIdentities += 1
    default: namelessStages += 1
    }
  }

  public static func += (a: inout SettledRows, b: SettledRows) {
    a.credited += b.credited
    a.outsideWindow += b.outsideWindow
    a.goals += b.goals
    a.outsidePeriod += b.outsidePeriod
    a.repeated += b.repeated
    a.duplicateTouches += b.duplicateTouches
    a.duplicateStages += b.duplicateStages
    a.duplicateIdentities += b.duplicateIdentities
    a.excludedTouches += b.excludedTouches
    a.sameSession += b.sameSession
    a.namelessTouches += b.namelessTouches
    a.namelessStages += b.namelessStages
    a.namelessIdentities += b.namelessIdentities
  }
}

/// Where a row stands that was rejected after it had been read.
public struct NamelessRow: Sendable, Equatable {
  public var source: UInt32
  public var block: UInt32
  /// Lines of the block before it.
  public var line: UInt32
  /// What it would have been.
  var code: UInt8
}

/// Where a row stands that had been rejected for something else before it turned out to name nobody: its deal is named by no
/// row with an id, and identity is looked at first (SPEC section 2).
public struct NamelessReject: Sendable, Equatable {
  public var source: UInt32
  public var block: UInt32
  /// Lines of the block before it.
  public var line: UInt32
  /// Why it was rejected.
  public var formerReason: RejectReason
}

/// Everything but credit that journeys add up to. Merging is addition.
public struct JourneyTotals: Sendable, Equatable {
  /// By source.
  public var rows: [SettledRows]
  /// By slot: what touches inside the period cost, in millionths of the report currency, and whether any named a cost.
  public var touchCosts: [Int128]
  public var hasTouchCost: [Bool]
  /// By goal: whether some event of it, inside the period or not, has an amount other than 0.
  public var hasMoney: [Bool]
  /// Rows that came to a journey, or turned out to name nobody: every row that was read and not rejected or ignored.
  public var settledRows: Int64 = 0
  /// Rows that know only a deal nobody else names, in no order.
  public var nameless: [NamelessRow] = []

  public init(sourceCount: Int, slotCount: Int, goalCount: Int) {
    rows = Array(repeating: SettledRows(), count: sourceCount)
    touchCosts = Array(repeating: 0, count: slotCount)
    hasTouchCost = Array(repeating: false, count: slotCount)
    hasMoney = Array(repeating: false, count: goalCount)
  }

  /// Counts a row that turned out to name nobody.
  mutating func add(_ row: NamelessRow) {
    rows[Int(row.source)].addNameless(code: row.code)
    settledRows += 1
    nameless.append(row)
  }

  mutating func addCost(_ cost: Int64, slot: UInt32) {
    touchCosts[Int(slot)] += Int128(cost)
    hasTouchCost[Int(slot)] = true
  }

  /// Counts a stage row that stays, where its stage is a goal.
  mutating func addStage(_ event: StageEvent, source: UInt32, _ rules: JourneyRules) {
    guard let goal = rules.goals.firstIndex(of: event.place) else { return }
    if event.amount != 0 { hasMoney[goal] = true }
    if rules.isInPeriod(event.time) {
      rows[Int(source)].goals += 1
    } else {
      rows[Int(source)].outsidePeriod += 1
    }
  }

  public static func += (a: inout JourneyTotals, b: JourneyTotals) {
    for i in b.rows.indices { a.rows[i] += b.rows[i] }
    a.settledRows += b.settledRows
    a.nameless += b.nameless
    for i in b.touchCosts.indices { a.touchCosts[i] += b.touchCosts[i] }
    for i in b.hasTouchCost.indices where b.hasTouchCost[i] { a.hasTouchCost[i] = true }
    for i in b.hasMoney.indices where b.hasMoney[i] { a.hasMoney[i] = true }
  }
}
