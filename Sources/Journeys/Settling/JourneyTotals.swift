import Values

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

/// What settling itself counts: where each row ended. Merging is addition. Everything else is added up by visitors.
public struct JourneyTotals: Sendable, Equatable {
  /// By source.
  public var rows: [SettledRows]
  /// By goal: whether some event of it, inside the period or not, has an amount other than 0.
  public var hasMoney: [Bool]
  /// Rows that came to a journey, or turned out to name nobody: every row that was read and not rejected or ignored.
  public var settledRows: Int64 = 0
  /// Rows that know only a deal nobody else names, in no order.
  public var nameless: [NamelessRow] = []

  public init(sourceCount: Int, goalCount: Int) {
    rows = Array(repeating: SettledRows(), count: sourceCount)
    hasMoney = Array(repeating: false, count: goalCount)
  }

  /// Counts a row that turned out to name nobody.
  mutating func add(_ row: NamelessRow) {
    rows[Int(row.source)].addNameless(code: row.code)
    settledRows += 1
    nameless.append(row)
  }

  /// Counts a stage row that stays, where its stage is a goal, and gives its fate.
  mutating func addStage(_ event: StageEvent, source: UInt32, _ rules: JourneyRules) -> RowFate {
    guard let goal = rules.goals.firstIndex(of: event.stage) else { return .stage }
    if event.amount != 0 { hasMoney[goal] = true }
    if rules.isInPeriod(event.time) {
      rows[Int(source)].goals += 1
      return .goal
    }
    rows[Int(source)].outsidePeriod += 1
    return .outsidePeriod
  }

  public static func += (a: inout JourneyTotals, b: JourneyTotals) {
    for i in b.rows.indices { a.rows[i] += b.rows[i] }
    a.settledRows += b.settledRows
    a.nameless += b.nameless
    for i in b.hasMoney.indices where b.hasMoney[i] { a.hasMoney[i] = true }
  }
}
