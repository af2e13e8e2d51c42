import Events
import Values

/// From a journey's stage events in order to its goal events: windows, resets, refunds, milestones (SPEC section 3, 4).
struct GoalFinder {
  let rules: JourneyRules
  /// Where the journey's own id is spelled.
  var journeySpelling = SpelledIDs.none
  /// Events up to which each is looked at; for tests.
  var comparedStages = PartitionPolicy.comparedStages

  /// Calls `body` with each goal event in the period, in order; `touches` are the journey's.
  func forEachGoal(
    _ stages: [StageEvent], _ touches: inout TouchSequence, _ body: (GoalEvent, inout TouchSequence) -> Void
  ) {
    guard let last = stages.lastIndex(where: { goal(of: $0) != nil }) else { return }
    let order = stages.count > comparedStages ? StageOrder(stages) : nil
    for i in 0...last {
      guard let goal = goal(of: stages[i]) else { continue }
      // A refund with a sale before it takes that sale's touches and weights: credit goes back where it was given.
      let source = sale(refundedBy: i, stages, order) ?? i
      body(
        GoalEvent(
          goal: goal, amount: stages[i].amount, isRefund: stages[i].isRefund, reference: stages[source].time,
          eligible: eligible(source, stages, order, &touches), milestones: milestones(source, stages, order),
          listing: GoalListing(
            time: stages[i].time, row: stages[i].row, dealSpelling: stages[i].dealSpelling, journeySpelling: journeySpelling),
          isLast: i == last),
        &touches)
    }
  }

  /// Which of the goals asked for the event is one of; nil outside the period.
  private func goal(of event: StageEvent) -> Int? {
    rules.isInPeriod(event.time) ? rules.goals.firstIndex(of: event.place) : nil
  }

  private func sale(refundedBy i: Int, _ stages: [StageEvent], _ order: StageOrder?) -> Int? {
    let refund = stages[i]
    guard refund.isRefund, let deal = refund.deal else { return nil }
    if let order { return order.last(refund.place, of: .only(deal), before: i) }
    return stages[..<i].lastIndex { $0.place == refund.place && $0.deal == deal && !$0.isRefund }
  }

  /// The touches of event `i`'s full window, or since the goal's previous event with `after_conversion: reset`.
  private func eligible(
    _ i: Int, _ stages: [StageEvent], _ order: StageOrder?, _ touches: inout TouchSequence
  ) -> Range<Int> {
    let event = stages[i]
    let all = 0..<touches.count
    let end = touches.firstAfter(event.time, in: all)
    let windowStart = rules.windowStart(event.time)
    var start = windowStart == .min ? 0 : touches.firstAfter(windowStart - 1, in: all)
    if rules.resetsAfterConversion, !event.isRefund, let previous = goalEvent(before: i, stages, order) {
      start = max(start, touches.firstAfter(stages[previous].time, in: all))
    }
    return min(start, end)..<end
  }

  private func goalEvent(before i: Int, _ stages: [StageEvent], _ order: StageOrder?) -> Int? {
    let event = stages[i]
    if let order { return order.last(event.place, of: .any, before: i) }
    return stages[..<i].lastIndex { $0.place == event.place && !$0.isRefund }
  }

  private func milestones(_ i: Int, _ stages: [StageEvent], _ order: StageOrder?) -> [Int64] {
    var found = [Int64](repeating: GoalEvent.noMilestone, count: rules.stageCount)
    for stage in rules.milestoneStages {
      found[stage] = order.map { milestone(of: stage, for: stages[i], $0) } ?? milestone(of: stage, for: i, stages)
    }
    return found
  }

  /// The instant of a stage's milestone for event `i`: of its own deal's events if there are any, else of those without
  /// a deal, or of all where the event has none; the earliest before `opportunity` in the funnel, else the latest.
  private func milestone(of stage: Int, for i: Int, _ stages: [StageEvent]) -> Int64 {
    let event = stages[i]
    let latest = isLatest(stage)
    var own = GoalEvent.noMilestone, other = GoalEvent.noMilestone
    func better(_ time: Int64, _ than: Int64) -> Bool {
      than == GoalEvent.noMilestone || (latest ? time > than : time < than)
    }
    for (j, candidate) in stages.enumerated() {
      guard candidate.place == stage, candidate.time <= event.time, !candidate.isRefund || j == i else { continue }
      if event.deal != nil, candidate.deal == event.deal {
        if better(candidate.time, own) { own = candidate.time }
      } else if event.deal == nil || candidate.deal == nil {
        if better(candidate.time, other) { other = candidate.time }
      }
    }
    return own != GoalEvent.noMilestone ? own : other
  }

  /// The same, found in order.
  private func milestone(of stage: Int, for event: StageEvent, _ order: StageOrder) -> Int64 {
    let own = order.ends(stage, of: event.deal.map { .only($0) } ?? .any, upTo: event.time)
    // A refund that takes back no sale is an event of its stage for itself, and no later one counts.
    if event.isRefund, event.place == stage, isLatest(stage) || own == nil { return event.time }
    guard let ends = own ?? order.ends(stage, of: .only(nil), upTo: event.time) else { return GoalEvent.noMilestone }
    return isLatest(stage) ? ends.latest : ends.first
  }

  private func isLatest(_ stage: Int) -> Bool { rules.opportunity.map { stage >= $0 } ?? false }
}
