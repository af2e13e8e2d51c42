import Journeys
import Values

/// One journey that shows what a model does: five touches a week apart, each on a channel of its own, the stages of the
/// funnel made by those in the middle, and the goal reached at the instant of the last.
///
///     let example = WorkedExample(funnel: .standard, goal: 6)
///     example.credits(under: models)    // [[100_000, 0, 0, 0, 0], …]: cents of 1,000.00
public struct WorkedExample: Sendable {
  public struct ExampleTouch: Sendable, Equatable {
    /// `A` to `E`.
    public let name: String
    /// Its day of January.
    public let day: Int
    public let channel: String
    /// The stages that this touch makes, in funnel order; the goal is not among them.
    public let stages: [String]
  }

  public let touches: [ExampleTouch]
  /// The goal's amount in cents.
  public static let amount: Int64 = 100_000

  private let goal: Int
  private let milestones: [Int64]

  /// The last channel is `direct`, so that a model that passes it over shows.
  private static let channels = ["paid_search", "webinar", "email", "event", "direct"]

  /// The example of a funnel whose stage with the index `goal` is attained. Stages before it are made by the touches B to
  /// D in equal parts; stages behind it are not reached.
  public init(funnel: Funnel, goal: Int) {
    let between = Self.channels.count - 2
    func touch(making stage: Int) -> Int { stage < goal ? 1 + stage * between / goal : Self.channels.count - 1 }
    self.goal = goal
    touches = Self.channels.indices.map { index in
      ExampleTouch(
        name: String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index))), day: Self.day(index), channel: Self.channels[index],
        stages: funnel.stages.indices.filter { $0 < goal && touch(making: $0) == index }.map { funnel.stages[$0].name })
    }
    milestones = funnel.stages.indices.map { stage in
      stage > goal ? GoalEvent.noMilestone : Self.instant(touch(making: stage))
    }
  }

  /// What each model gives each touch, in cents, by touch; all zeros where the whole amount is `(unattributed)`.
  ///
  /// The models' own arithmetic, with cents where it has millionths: each touch is the only one of its channel, so these
  /// are the figures that a report would print.
  public func credits(under models: [CreditModel]) -> [[Int64]] {
    let slots = SlotTable(Self.channels.map { SlotName(channel: $0, campaign: "") })
    let event = GoalEvent(
      goal: 0, amount: Self.amount, isRefund: false, reference: Self.instant(Self.channels.count - 1),
      eligible: 0..<Self.channels.count, milestones: milestones)
    var crediting = Crediting(models: models, goalCount: 1, slots: slots)
    var shares = ExampleShares(models: models.count, touches: Self.channels.count)
    TouchSequence.withTouches(
      Self.channels.indices.map(Self.instant),
      Self.channels.map { UInt32(slots.slot(of: SlotName(channel: $0, campaign: "")) ?? 0) }
    ) { touches in
      var touches = touches
      crediting.credit(event, of: &touches, into: &shares)
    }
    return shares.amounts
  }

  private static func day(_ index: Int) -> Int { 1 + 7 * index }
  private static func instant(_ index: Int) -> Int64 { Int64(day(index)) * Instant.microsecondsPerDay }
}

/// Keeps what each touch got.
private struct ExampleShares: CreditReceiver {
  var amounts: [[Int64]]
  init(models: Int, touches: Int) { amounts = Array(repeating: Array(repeating: 0, count: touches), count: models) }

  mutating func receive(_ credit: TouchCredit) {
    if let touch = credit.touch { amounts[credit.model][touch.index] += credit.amount }
  }
}
