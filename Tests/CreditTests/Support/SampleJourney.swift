import Credit
import Journeys
import SeededTesting
import Values

/// Keeps every credit given to a touch of one goal event.
struct Ledger: CreditReceiver {
  var credits: [TouchCredit] = []
  mutating func receive(_ credit: TouchCredit) { credits.append(credit) }

  /// Amounts and conversions of one model by the touch's place in the window; unattributed under nil.
  func shares(model: Int, window: Range<Int>) -> (amounts: [Int64], conversions: [Int64], unattributed: Int64) {
    var amounts = [Int64](repeating: 0, count: window.count), conversions = amounts
    var unattributed: Int64 = 0
    for credit in credits where credit.model == model {
      guard let touch = credit.touch else {
        unattributed += credit.amount
        continue
      }
      amounts[touch.index - window.lowerBound] += credit.amount
      conversions[touch.index - window.lowerBound] += credit.conversions
    }
    return (amounts, conversions, unattributed)
  }
}

/// A journey's columns on pages, as one larger than memory has them.
final class ColumnPages: TouchPages {
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

/// Touches in order, on slots of `SampleJourney.table`.
struct SampleJourney {
  var times: [Int64]
  var slots: [UInt32]

  static let table = SlotTable(
    ["Direct", "direct", "email", "paid_search", "social", "video"].map { SlotName(channel: $0, campaign: "") })
  static func slot(_ channel: String) -> UInt32 {
    UInt32(table.slot(of: SlotName(channel: channel, campaign: "")) ?? 0)
  }
  var isDirect: [Bool] { slots.map { Self.table.names[Int($0)].channel.lowercased() == "direct" } }

  static let day: Int64 = 86_400_000_000

  /// Touches on these days, all on `email`.
  init(days: [Int64]) {
    times = days.map { $0 * Self.day }
    slots = days.map { _ in Self.slot("email") }
  }

  /// `count` touches within `span` microseconds, some at the same instant.
  init(count: Int, within span: Int64, _ random: inout Seeded) {
    times = (0..<count).map { _ in Int64.random(in: 0...span, using: &random) }
    for i in times.indices.dropFirst() where Int.random(in: 0..<5, using: &random) == 0 { times[i] = times[i - 1] }
    times.sort()
    slots = (0..<count).map { _ in UInt32.random(in: 0..<UInt32(Self.table.count), using: &random) }
  }

  /// A goal event over all touches, a day after the last; milestones by stage of the standard funnel.
  func event(_ amount: Int64, milestones: [Int: Int64] = [:], isRefund: Bool = false) -> GoalEvent {
    var instants = [Int64](repeating: GoalEvent.noMilestone, count: Funnel.standard.stages.count)
    for (stage, instant) in milestones { instants[stage] = instant }
    return GoalEvent(
      goal: 0, amount: amount, isRefund: isRefund, reference: (times.last ?? 0) &+ Self.day, eligible: times.indices,
      milestones: instants)
  }

  /// Credits these events of the journey, in memory or on pages, and tells every credit.
  func credit(
    _ events: [GoalEvent], with crediting: inout Crediting, paged: Bool = false, into ledger: inout Ledger
  ) {
    withTouches(paged: paged) { touches in
      for event in events { crediting.credit(event, of: &touches, into: &ledger) }
    }
  }

  /// The same, and tells none.
  func credit(_ events: [GoalEvent], with crediting: inout Crediting, paged: Bool = false) {
    withTouches(paged: paged) { touches in
      for event in events { crediting.credit(event, of: &touches) }
    }
  }

  private func withTouches(paged: Bool, _ body: (inout TouchSequence) -> Void) {
    if paged {
      var touches = TouchSequence(pages: ColumnPages(times: times, slots: slots), count: times.count)
      return body(&touches)
    }
    // One value more than there are touches: an empty array may have no address.
    unsafe (times + [0]).withUnsafeBufferPointer { times in
      unsafe (slots + [0]).withUnsafeBufferPointer { slots in
        var touches = unsafe TouchSequence(
          unsafeTimes: times.baseAddress!, slots: slots.baseAddress!, count: times.count - 1)
        body(&touches)
      }
    }
  }

  /// What one goal event gives to each touch under one model.
  func shares(
    _ model: CreditModel, _ event: GoalEvent
  ) -> (amounts: [Int64], conversions: [Int64], unattributed: Int64) {
    var crediting = Crediting(models: [model], goalCount: 1, slots: Self.table)
    var ledger = Ledger()
    credit([event], with: &crediting, into: &ledger)
    return ledger.shares(model: 0, window: event.eligible)
  }
}

/// The built-in models on the standard funnel with a half-life of seven days.
func builtIn(_ name: String, halfLife: Int64 = 7 * SampleJourney.day) throws -> CreditModel {
  try CreditModel.named(name, funnel: .standard, halfLife: halfLife)
}

func custom(_ roles: [(role: String, weight: String)]) throws -> CreditModel {
  try CreditModel.custom(name: "mine", roles: roles, funnel: .standard)
}
