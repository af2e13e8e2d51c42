import Values

/// Credit by goal, model and slot. Merging is addition of integers, so neither order nor threads can change it.
///
/// Amounts are millionths of the report currency, conversions millionths of a conversion. 128 bits: a billion deals of
/// the largest amount a row can carry do not overflow.
public struct CreditTotals: Sendable, Equatable {
  public struct Credit: Sendable, Equatable, BitwiseCopyable {
    public var amount: Int128 = 0
    public var conversions: Int128 = 0
    public init() {}
  }

  /// One goal event is one conversion: a million millionths.
  static let millionthsPerConversion: UInt64 = 1_000_000

  public let goalCount: Int
  public let modelCount: Int
  public let slotCount: Int

  /// Credit at ((slot × goals) + goal) × models + model: all models of a touch lie side by side, for one cache line.
  /// The slot after the last is `(unattributed)`.
  public var credits: [Credit]
  /// Pairs of a goal event in the period (refunds aside) and an eligible touch, at slot × goals + goal.
  public var touches: [Int64]
  /// Slots that had an eligible touch for a goal event of any kind, refunds included, at slot × goals + goal.
  public var eligible: [Bool]
  /// What was to be split, per goal: every goal event in the period, refunds included.
  public var goals: [Credit]
  /// Goal events in the period per goal (refunds aside), and for each model how many of them lacked a milestone that
  /// one of its roles needs, at goal × models + model.
  public var events: [Int64]
  public var missingMilestones: [Int64]
  /// Whether the goal has an event anywhere in the log, inside the period or not, with an amount other than 0.
  public var hasMoney: [Bool]

  public init(goalCount: Int, modelCount: Int, slotCount: Int) {
    self.goalCount = goalCount
    self.modelCount = modelCount
    self.slotCount = slotCount
    credits = Array(repeating: Credit(), count: (slotCount + 1) * goalCount * modelCount)
    touches = Array(repeating: 0, count: slotCount * goalCount)
    eligible = Array(repeating: false, count: slotCount * goalCount)
    goals = Array(repeating: Credit(), count: goalCount)
    events = Array(repeating: 0, count: goalCount)
    missingMilestones = Array(repeating: 0, count: goalCount * modelCount)
    hasMoney = Array(repeating: false, count: goalCount)
  }

  /// The credit of a slot; `slotCount` is `(unattributed)`.
  public func credit(goal: Int, model: Int, slot: Int) -> Credit {
    credits[(slot * goalCount + goal) * modelCount + model]
  }

  /// Marks these slots as eligible for a goal and adds `number` to the touches of each: 1, or 0 for a refund.
  mutating func count(_ slots: Span<UInt32>, of goal: Int, by number: Int64) {
    let stride = goalCount
    var counts = touches.mutableSpan
    for i in slots.indices { counts[Int(slots[i]) &* stride &+ goal] &+= number }
    var seen = eligible.mutableSpan
    for i in slots.indices { seen[Int(slots[i]) &* stride &+ goal] = true }
  }

  /// Adds so much to the credit of each of these slots. `column`: goal × models + model.
  mutating func add(_ amount: Int128, _ conversions: Int128, to slots: Span<UInt32>, column: Int) {
    let stride = goalCount &* modelCount
    var credits = credits.mutableSpan
    for i in slots.indices {
      let at = Int(slots[i]) &* stride &+ column
      credits[at].amount &+= amount
      credits[at].conversions &+= conversions
    }
  }

  /// In every goal and model, credited + unattributed = total (Specification, section 4). O(all credits).
  public var reconciles: Bool {
    var sums = Array(repeating: Credit(), count: goalCount * modelCount)
    for (i, credit) in credits.enumerated() {
      sums[i % sums.count].amount += credit.amount
      sums[i % sums.count].conversions += credit.conversions
    }
    for goal in 0..<goalCount {
      for model in 0..<modelCount where sums[goal * modelCount + model] != goals[goal] { return false }
    }
    return true
  }

  /// Adds the totals of another worker of the same run.
  public static func += (a: inout CreditTotals, b: CreditTotals) {
    precondition(a.credits.count == b.credits.count && a.touches.count == b.touches.count, "totals of another run")
    for i in b.credits.indices {
      a.credits[i].amount += b.credits[i].amount
      a.credits[i].conversions += b.credits[i].conversions
    }
    for i in b.touches.indices { a.touches[i] += b.touches[i] }
    for i in b.eligible.indices where b.eligible[i] { a.eligible[i] = true }
    for i in b.goals.indices {
      a.goals[i].amount += b.goals[i].amount
      a.goals[i].conversions += b.goals[i].conversions
    }
    for i in b.events.indices { a.events[i] += b.events[i] }
    for i in b.missingMilestones.indices { a.missingMilestones[i] += b.missingMilestones[i] }
    for i in b.hasMoney.indices where b.hasMoney[i] { a.hasMoney[i] = true }
  }
}
