import Values

/// What the rows of one source came to in the journeys they belong to. Rows not counted here stay what they were read
/// as: touches without a goal, stages, identities.
public struct SettledRows: Sendable, Equatable {
  public var credited: Int64 = 0, outsideWindow: Int64 = 0
  public var goals: Int64 = 0, outsidePeriod: Int64 = 0, repeated: Int64 = 0
  public var duplicateTouches: Int64 = 0, duplicateStages: Int64 = 0, duplicateIdentities: Int64 = 0
  /// Touches left out by their channel, and repeats within a session.
  public var excludedTouches: Int64 = 0, sameSession: Int64 = 0
  /// Provisional rows whose deal has no owner: rejected.
  public var provisionalTouches: Int64 = 0, provisionalStages: Int64 = 0, provisionalIdentities: Int64 = 0

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

  /// Counts a provisional row whose deal has no owner.
  mutating func addUnowned(code: UInt8) {
    switch code {
    case EventCode.touch: provisionalTouches += 1
    case EventCode.identify: provisionalIdentities += 1
    default: provisionalStages += 1
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
    a.provisionalTouches += b.provisionalTouches
    a.provisionalStages += b.provisionalStages
    a.provisionalIdentities += b.provisionalIdentities
  }
}

/// What settling itself counts: where each row ended. Merging is addition. Everything else is added up by visitors.
public struct JourneyTotals: Sendable, Equatable {
  /// By source.
  public var rows: [SettledRows]
  /// By goal: whether some event of it, inside the period or not, has an amount other than 0.
  public var hasMoney: [Bool]
  /// Rows that are in a journey, and provisional rows that are rejected: every row that reading neither rejected nor ignored.
  public var settledRows: Int64 = 0
  /// Provisional rows whose deal has no owner, in no order.
  public var unowned: [ProvisionalRow] = []

  public init(sourceCount: Int, goalCount: Int) {
    rows = Array(repeating: SettledRows(), count: sourceCount)
    hasMoney = Array(repeating: false, count: goalCount)
  }

  /// Counts a provisional row whose deal has no owner.
  mutating func add(_ row: ProvisionalRow) {
    rows[Int(row.source)].addUnowned(code: row.code)
    settledRows += 1
    unowned.append(row)
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
    a.unowned += b.unowned
    for i in b.hasMoney.indices where b.hasMoney[i] { a.hasMoney[i] = true }
  }
}
