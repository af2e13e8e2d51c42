import Events
import Values

/// Finds the goal events of a journey among its stage events: windows, resets, refunds and milestones (Specification,
/// sections 3 and 4).
///
/// `StageOrder` answers the same questions by binary search where a journey has very many stage events. The two must
/// agree; `StageOrderTests` compares them.
struct GoalFinder {
  let rules: JourneyRules
  /// The journey's stage events in order.
  let stages: [StageEvent]
  private let order: StageOrder?

  /// - Parameter comparedStages: the number of stage events up to which each one is looked at. Tests set it.
  init(_ stages: [StageEvent], rules: JourneyRules, comparedStages: Int = PartitionPolicy.comparedStages) {
    self.rules = rules
    self.stages = stages
    order = stages.count > comparedStages ? StageOrder(stages) : nil
  }

  private init(_ stages: [StageEvent], _ order: StageOrder?, rules: JourneyRules) {
    self.rules = rules
    self.stages = stages
    self.order = order
  }

  /// The same journey under other rules.
  func under(_ rules: JourneyRules) -> GoalFinder { GoalFinder(stages, order, rules: rules) }

  /// The goal event that stage event `i` is. The journey's last one is to be told so with `isLast`.
  func event(
    _ i: Int, goal: Int, of touches: inout TouchSequence, journeySpelling: UInt64 = SpelledIDs.none, isLast: Bool
  ) -> GoalEvent {
    let event = stages[i]
    // A refund with a sale before it takes that sale's touches and weights: credit goes back where it was given.
    let source = sale(refundedBy: i) ?? i
    return GoalEvent(
      goal: goal, amount: event.amount, isRefund: event.isRefund, reference: stages[source].time,
      eligible: eligible(source, under: rules.window, of: &touches), milestones: milestones(source),
      listing: GoalListing(
        time: event.time, position: event.position, dealSpelling: event.dealSpelling, journeySpelling: journeySpelling),
      isLast: isLast, stageEvent: i, source: source)
  }

  private func sale(refundedBy i: Int) -> Int? {
    let refund = stages[i]
    guard refund.isRefund, let deal = refund.deal else { return nil }
    if let order { return order.last(refund.stage, of: .only(deal), before: i) }
    return stages[..<i].lastIndex { $0.stage == refund.stage && $0.deal == deal && !$0.isRefund }
  }

  /// The touches of event `i`'s full window, or those since the goal's previous event with `after_conversion: reset`.
  func eligible(_ i: Int, under window: WindowRules, of touches: inout TouchSequence) -> Range<Int> {
    let event = stages[i]
    let isReset = window.resetsAfterConversion && !event.isRefund
    let previous = isReset ? previousEvent(of: event.stage, before: i) : nil
    return Self.eligible(at: event.time, since: previous.map { stages[$0].time }, under: window, of: &touches)
  }

  /// The touches that an event of a stage at `instant` would have. It comes after all rows of that instant.
  func eligible(stage: Int, at instant: Int64, under window: WindowRules, of touches: inout TouchSequence) -> Range<Int> {
    let previous = window.resetsAfterConversion ? lastEvent(of: stage, upTo: instant) : nil
    return Self.eligible(at: instant, since: previous?.time, under: window, of: &touches)
  }

  private static func eligible(
    at instant: Int64, since previous: Int64?, under window: WindowRules, of touches: inout TouchSequence
  ) -> Range<Int> {
    let all = 0..<touches.count
    let end = touches.firstAfter(instant, in: all)
    let windowStart = window.start(instant)
    var start = windowStart == .min ? 0 : touches.firstAfter(windowStart - 1, in: all)
    if let previous { start = max(start, touches.firstAfter(previous, in: all)) }
    return min(start, end)..<end
  }

  /// The latest event of a stage at or before `instant`, refunds aside.
  func lastEvent(of stage: Int, upTo instant: Int64) -> StageEvent? {
    previousEvent(of: stage, before: stages.partitioningIndex { $0.time > instant }).map { stages[$0] }
  }

  private func previousEvent(of stage: Int, before i: Int) -> Int? {
    if let order { return order.last(stage, of: .any, before: i) }
    return stages[..<i].lastIndex { $0.stage == stage && !$0.isRefund }
  }

  private func milestones(_ i: Int) -> [Int64] {
    var found = [Int64](repeating: GoalEvent.noMilestone, count: rules.stageCount)
    for stage in rules.milestoneStages {
      found[stage] = order.map { milestone(of: stage, for: stages[i], $0) } ?? milestone(of: stage, for: i)
    }
    return found
  }

  /// The instant of a stage's milestone for event `i`. The events of its own deal come first, if there are any. Otherwise
  /// those without a deal count, or all where the event itself has no deal. The earliest is the milestone of a stage before
  /// `opportunity` in the funnel, the latest of any other.
  private func milestone(of stage: Int, for i: Int) -> Int64 {
    let event = stages[i]
    let latest = isLatest(stage)
    var own = GoalEvent.noMilestone, other = GoalEvent.noMilestone
    func better(_ time: Int64, _ than: Int64) -> Bool {
      than == GoalEvent.noMilestone || (latest ? time > than : time < than)
    }
    for (j, candidate) in stages.enumerated() {
      guard candidate.stage == stage, candidate.time <= event.time, !candidate.isRefund || j == i else { continue }
      if event.deal != nil, candidate.deal == event.deal {
        if better(candidate.time, own) { own = candidate.time }
      } else if event.deal == nil || candidate.deal == nil {
        if better(candidate.time, other) { other = candidate.time }
      }
    }
    return own != GoalEvent.noMilestone ? own : other
  }

  /// The same by binary search.
  private func milestone(of stage: Int, for event: StageEvent, _ order: StageOrder) -> Int64 {
    let own = order.ends(stage, of: event.deal.map { .only($0) } ?? .any, upTo: event.time)
    // A refund that takes back no sale is an event of its stage for itself, and no later one counts.
    if event.isRefund, event.stage == stage, isLatest(stage) || own == nil { return event.time }
    guard let ends = own ?? order.ends(stage, of: .only(nil), upTo: event.time) else { return GoalEvent.noMilestone }
    return isLatest(stage) ? ends.latest : ends.first
  }

  private func isLatest(_ stage: Int) -> Bool { rules.opportunity.map { stage >= $0 } ?? false }
}
