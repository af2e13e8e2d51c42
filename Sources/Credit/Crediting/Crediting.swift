import Journeys
import Values

/// Credits goal events to touches under every model in one pass. One for each worker; nothing is allocated per goal
/// event, and memory does not grow with a window beyond `CreditPolicy.scratchTouches`.
///
///     var crediting = Crediting(models: models, goalCount: 1, slots: slots)
///     crediting.credit(event, of: &touches)      // for every goal event in the period
///     total += crediting.totals                  // of every worker
public struct Crediting: Sendable {
  /// What has been credited so far. `hasMoney` is left to those who see the events outside the period.
  public var totals: CreditTotals

  private let models: [Model]
  /// Stages that are a role of some model, and where each milestone's touch was found for the present goal event.
  private let stages: [Int]
  private var milestoneTouches: [Int?]
  private let isDirect: [Bool]
  private var roleSplit = RoleSplit()
  private var decaySplit = DecaySplit()
  /// What touches of long windows get from the journey's goal events so far.
  private(set) var ledger = RunLedger()

  /// A model with what is worth preparing.
  private struct Model: Sendable {
    let split: Split
    let stages: [Int]
    let hasAbsentStage: Bool
    enum Split: Sendable {
      case roles([RoleWeight])
      case decay(DecayCurve)
    }

    init(_ model: CreditModel) {
      stages = model.stagesUsed
      switch model.rule {
      case .roles(let roles):
        split = .roles(roles)
        hasAbsentStage = roles.contains { $0.role == .absentStage }
      case .decay(let halfLife):
        split = .decay(DecayCurve(halfLife: halfLife))
        hasAbsentStage = false
      }
    }
  }

  /// Nothing credited yet. `models` in the order asked for; goals are counted from 0; slots are those of `slots`.
  public init(models: [CreditModel], goalCount: Int, slots: SlotTable) {
    totals = CreditTotals(goalCount: goalCount, modelCount: models.count, slotCount: slots.count)
    self.models = models.map(Model.init)
    stages = Set(models.flatMap(\.stagesUsed)).sorted()
    milestoneTouches = Array(repeating: nil, count: (stages.last ?? -1) + 1)
    isDirect = slots.names.map { $0.channel.lowercased() == "direct" }
  }

  /// Splits one goal event of the period, a sale or a refund, over its eligible touches and adds to the totals.
  ///
  /// O(eligible touches) a model at most, and less in windows of more than some thousand touches. What those get is in the
  /// totals when the journey's last event (`isLast`) has been credited. `event.milestones` has a value for every stage that a model uses.
  public mutating func credit(_ event: borrowing GoalEvent, of touches: inout TouchSequence) {
    var receiver = NoReceiver()
    credit(event, of: &touches, into: &receiver)
  }

  /// The same, and tells every single credit to `receiver`.
  public mutating func credit<Receiver: CreditReceiver>(
    _ event: borrowing GoalEvent, of touches: inout TouchSequence, into receiver: inout Receiver
  ) {
    let window = event.eligible
    count(event, of: &touches, telling: Receiver.self != NoReceiver.self)
    findMilestones(event, of: &touches)
    for model in models.indices {
      let goal = GoalShare(event, model: model, of: totals)
      if window.isEmpty {
        goal.bookUnattributed(in: &totals, &receiver)
        continue
      }
      switch models[model].split {
      case .decay(let curve):
        decaySplit.split(goal, along: curve, of: &touches, window: window, into: &totals, &ledger, &receiver)
      case .roles(let roles):
        let lastNonDirect =
          roles.contains { $0.role == .lastNonDirect } ? lastNonDirect(in: window, of: &touches) : window.lowerBound
        roleSplit.split(
          goal, among: roles,
          holder: { Self.holder(of: $0, window: window, lastNonDirect: lastNonDirect, milestones: milestoneTouches) },
          of: &touches, window: window, into: &totals, &ledger, &receiver)
      }
    }
    if ledger.isFull || event.isLast && !ledger.isEmpty { ledger.book(of: &touches, into: &totals) }
    if event.isLast { decaySplit.endJourney() }
  }

  private static func holder(
    of role: TouchRole, window: Range<Int>, lastNonDirect: Int, milestones: [Int?]
  ) -> Int? {
    switch role {
    case .first: window.lowerBound
    case .last: window.upperBound - 1
    case .lastNonDirect: lastNonDirect
    case .stage(let stage): milestones[stage]
    case .middle, .absentStage: nil
    }
  }

  /// Counts the goal event, its touches and the milestones it lacks.
  private mutating func count(_ event: borrowing GoalEvent, of touches: inout TouchSequence, telling each: Bool) {
    let goal = event.goal
    totals.goals[goal].amount += Int128(event.amount)
    let countsTouch: Int64 = event.isRefund ? 0 : 1
    if !event.isRefund {
      totals.goals[goal].conversions += Int128(CreditTotals.millionthsPerConversion)
      totals.events[goal] += 1
      for model in models.indices {
        let lacks =
          models[model].hasAbsentStage
          || models[model].stages.contains { event.milestones[$0] == GoalEvent.noMilestone }
        if lacks { totals.missingMilestones[goal * models.count + model] += 1 }
      }
    }
    if event.eligible.count > CreditPolicy.longWindow, !each {
      return ledger.count(event.eligible, of: goal, by: countsTouch, in: totals)
    }
    touches.forEachPiece(of: event.eligible) { _, _, slots in
      totals.count(slots, of: goal, by: countsTouch)
    }
  }

  /// The latest eligible touch at or before each milestone.
  private mutating func findMilestones(_ event: borrowing GoalEvent, of touches: inout TouchSequence) {
    for stage in stages {
      let instant = event.milestones[stage]
      let after =
        instant == GoalEvent.noMilestone
        ? event.eligible.lowerBound : touches.firstAfter(instant, in: event.eligible)
      milestoneTouches[stage] = after > event.eligible.lowerBound ? after - 1 : nil
    }
  }

  /// The last touch not on the channel `direct`, or the last where all are.
  private func lastNonDirect(in window: Range<Int>, of touches: inout TouchSequence) -> Int {
    var index = window.upperBound - 1
    while isDirect[Int(touches.slot(index))] {
      if index == window.lowerBound { return window.upperBound - 1 }
      index -= 1
    }
    return index
  }
}
