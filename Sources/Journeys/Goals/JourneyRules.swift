import Values

/// What turns a journey's rows into goal events: the part of a run's settings that is applied when partitions are
/// settled, never when rows are read.
public struct JourneyRules: Sendable {
  /// The stages whose attainment is credited, as indices in the funnel, in funnel order.
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
  /// Touches of a channel and campaign that follow each other within so many microseconds are one. With nil each counts.
  public var sessionGap: Int64?
  /// The index in the funnel from which on a milestone is the latest event. Before it, and with nil always, it is the earliest.
  public var opportunity: Int?
  public var stageCount: Int
  /// Stages that some model has a role for, as indices in the funnel.
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

  /// The rules that choose a goal event's touches.
  public var window: WindowRules { WindowRules(lookback: lookback, resetsAfterConversion: resetsAfterConversion) }

  /// The index of the goal that a stage event in the period is an event of; nil for any other.
  func goal(of event: StageEvent) -> Int? { isInPeriod(event.time) ? goals.firstIndex(of: event.stage) : nil }
}

/// Which touches before a goal event are eligible. A visitor may ask for several of these in one run.
public struct WindowRules: Sendable, Equatable {
  /// Microseconds before a goal event within which touches are eligible.
  public var lookback: Int64
  /// Touches up to a journey's previous event of the goal do not count again.
  public var resetsAfterConversion: Bool

  public init(lookback: Int64, resetsAfterConversion: Bool = false) {
    self.lookback = lookback
    self.resetsAfterConversion = resetsAfterConversion
  }

  /// The first instant of the window that ends at `time`, clamped at the edge of time.
  func start(_ time: Int64) -> Int64 {
    let (start, overflow) = time.subtractingReportingOverflow(lookback)
    return overflow ? .min : start
  }
}
