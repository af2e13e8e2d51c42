import Journeys
import Values

/// One journey that shows what a model does: five touches a week apart, each on a channel of its own, the stages of the
/// funnel made by those in the middle, and the goal reached at the instant of the last.
///
///     let example = WorkedExample(funnel: .standard, goal: 6)
///     example.credits(under: models)    // [[100_000, 0, 0, 0, 0], …]: cents of 1,000.00
public struct WorkedExample: Sendable {
  public struct Touch: Sendable, Equatable {
    /// `A` to `E`.
    public let name: String
    /// Its day of January.
    public let day: Int
    public let channel: String
    /// The stages that this touch makes, in funnel order; the goal is not among them.
    public let stages: [String]
  }

  public let touches: [Touch]
  /// The goal's amount in cents.
  public static let amount: Int64 = 100_000

  private let goal: Int
  private let milestones: [Int64]

  /// The last channel is `direct`, so that a model that passes it over shows.
  private static let channels = ["paid_search", "webinar", "email", "event", "direct"]

  /// The example of a funnel whose stage at the place `goal` is attained. Stages before it are made by the touches B to
  /// D in equal parts; stages behind it are not reached.
  public init(funnel: Funnel, goal: Int) {
    let between = Self.channels.count - 2
    func touch(making stage: Int) -> Int { stage < goal ? 1 + stage * between / goal : Self.channels.count - 1 }
    self.goal = goal
    touches = Self.channels.indices.map { place in
      Touch(
        name: String(UnicodeScalar(UInt8(ascii: "A") + UInt8(place))), day: Self.day(place), channel: Self.channels[place],
        stages: funnel.stages.indices.filter { $0 < goal && touch(making: $0) == place }.map { funnel.stages[$0].name })
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
    let pages = ExamplePages(
      times: Self.channels.indices.map(Self.instant),
      slots: Self.channels.map { UInt32(slots.slot(of: SlotName(channel: $0, campaign: "")) ?? 0) })
    var sequence = TouchSequence(pages: pages, count: Self.channels.count)
    let event = GoalEvent(
      goal: 0, amount: Self.amount, isRefund: false, reference: Self.instant(Self.channels.count - 1),
      eligible: 0..<Self.channels.count, milestones: milestones)
    var crediting = Crediting(models: models, goalCount: 1, slots: slots)
    var shares = ExampleShares(models: models.count, touches: Self.channels.count)
    crediting.credit(event, of: &sequence, into: &shares)
    return shares.amounts
  }

  private static func day(_ place: Int) -> Int { 1 + 7 * place }
  private static func instant(_ place: Int) -> Int64 { Int64(day(place)) * Instant.microsecondsPerDay }
}

/// The example's two columns.
private final class ExamplePages: TouchPages {
  private let times: [Int64], slots: [UInt32]
  init(times: [Int64], slots: [UInt32]) { (self.times, self.slots) = (times, slots) }

  func read(from start: Int, times: inout MutableSpan<Int64>, slots: inout MutableSpan<UInt32>) {
    for i in times.indices {
      times[i] = self.times[start + i]
      slots[i] = self.slots[start + i]
    }
  }

  func startTime(ofPage page: Int) -> Int64 { times[page * TouchSequence.pageLength] }
}

/// Keeps what each touch got.
private struct ExampleShares: CreditReceiver {
  var amounts: [[Int64]]
  init(models: Int, touches: Int) { amounts = Array(repeating: Array(repeating: 0, count: touches), count: models) }

  mutating func receive(_ credit: TouchCredit) {
    if let touch = credit.touch { amounts[credit.model][touch.place] += credit.amount }
  }
}
