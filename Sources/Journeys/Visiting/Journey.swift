import Events
import Values

/// A journey while it is visited: its touches, its stage events, and what a visitor may ask about them.
///
/// A view. It is valid until the visitor's call returns.
public struct Journey: ~Copyable {
  /// The journey's key as its rows store it, without the bits that choose the partition. It tells journeys apart.
  public let key: JourneyKey
  /// The offset of the journey's id in `Spellings`; `SpelledIDs.none` where ids are not spelled.
  public let spelling: UInt64
  /// Rows of the journey, left-out ones too.
  public let rowCount: Int
  /// Goal events of the journey in the period.
  public let goalEventCount: Int
  /// The touches in order, stage touches among them, left-out ones not.
  public var touches: TouchSequence
  let goals: GoalFinder

  init(
    key: JourneyKey, spelling: UInt64, rowCount: Int, goalEventCount: Int, touches: consuming TouchSequence, goals: GoalFinder
  ) {
    self.key = key
    self.spelling = spelling
    self.rowCount = rowCount
    self.goalEventCount = goalEventCount
    self.touches = touches
    self.goals = goals
  }

  /// The name space of the id that the journey goes by.
  public var kind: IDKind { key.kind }

  /// The stage events in order, left-out ones aside.
  public var stageEvents: [StageEvent] { goals.stages }

  /// Whether a visitor with this demand sees the journey.
  public func isSelected(by demand: JourneyDemand) -> Bool {
    switch demand.journeys {
    case .withGoalEvent: goalEventCount > 0
    case .withStageEvent: !goals.stages.isEmpty
    case .all: true
    }
  }

  /// The touches that a goal event at `instant` would have, under the run's own rules or others. The event would come after
  /// all rows of that instant. With `resetsAfterConversion` only touches later than the goal's last event count.
  public mutating func eligible(goal: Int, at instant: Int64, under window: WindowRules? = nil) -> Range<Int> {
    goals.eligible(
      stage: goals.rules.goals[goal], at: instant, under: window ?? goals.rules.window, of: &touches)
  }

  /// The goal's last event at or before `instant`, inside the period or not, refunds aside.
  public func lastEvent(ofGoal goal: Int, upTo instant: Int64) -> StageEvent? {
    goals.lastEvent(of: goals.rules.goals[goal], upTo: instant)
  }

  /// The touches that a goal event of the journey has under other rules: what several lookbacks in one run ask for.
  public mutating func eligible(_ event: GoalEvent, under window: WindowRules) -> Range<Int> {
    goals.eligible(event.source, under: window, of: &touches)
  }

  /// A goal event of the journey under other rules: its eligible touches and its milestones.
  ///
  /// Rules that decide which rows stay (`keepsLast`, `sessionGap`), which are touches (`stageTouches`) and which are goal
  /// events (`goals`, `from`, `to`) are those of the run: they have been applied before.
  public mutating func event(_ event: GoalEvent, under rules: JourneyRules) -> GoalEvent {
    var other = goals.under(rules).event(
      event.stageEvent, goal: event.goal, of: &touches, journeySpelling: event.listing.journeySpelling, isLast: event.isLast)
    other.listing = event.listing
    return other
  }
}
