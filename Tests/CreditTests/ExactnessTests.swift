import Credit
import Journeys
import SeededTesting
import Testing
import Values

/// Random journeys against the slow twin: every share of every model but decay to the unit, and exact sums for all.
@Suite struct ExactnessTests {
  private static let halfLife = 7 * SampleJourney.day

  private static func randomAmount(_ random: inout Seeded) -> Int64 {
    switch Int.random(in: 0..<8, using: &random) {
    case 0: Int64.random(in: -20...20, using: &random)
    case 1: [Int64.min, .max, .min + 1, 0, 1, -1].randomElement(using: &random) ?? 0
    case 2: Int64.random(in: .min ... .max, using: &random)
    case 3: Int64.random(in: 0...1_000_000_000_000_000_000, using: &random)
    case 4: -Int64.random(in: 0...1_000_000_000_000, using: &random)
    default: Int64.random(in: 0...100_000, using: &random) * 10_000
    }
  }

  private static func randomMilestones(_ journey: SampleJourney, _ random: inout Seeded) -> [Int: Int64] {
    var milestones: [Int: Int64] = [:]
    for stage in 0..<9 where Bool.random(using: &random) {
      milestones[stage] =
        Bool.random(using: &random)
        ? journey.times.randomElement(using: &random) ?? 0
        : Int64.random(in: -1...(journey.times.last ?? 0) + 1, using: &random)
    }
    return milestones
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func everyShareIsTheTwins(seed: UInt64) throws {
    var random = Seeded(seed)
    let names = CreditModel.builtIn.map(\.name)
    let models =
      try names.map { try builtIn($0) } + [
        custom([("first", "0"), ("middle", "3.25"), ("won", "1.000001"), ("sal", "17")]),
        custom([("first", "0.333333333333333333"), ("middle", "0.666666666666666667"), ("lead", ".1")]),
      ]
    let tables =
      names.map { SlowCredit.tables[$0] } + [
        ["first": 0, "middle": 3_250_000, "6": 1_000_001, "2": 17_000_000],
        ["first": 333_333_333_333_333_333, "middle": 666_666_666_666_666_667, "0": 100_000_000_000_000_000],
      ]
    var crediting = Crediting(models: models, goalCount: 1, slots: SampleJourney.table)
    for _ in 0..<25 {
      let journey = SampleJourney(
        count: Int.random(in: 1...60, using: &random), within: 90 * SampleJourney.day, &random)
      var event = journey.event(Self.randomAmount(&random), milestones: Self.randomMilestones(journey, &random))
      event.isRefund = event.amount < 0
      let start = Int.random(in: journey.times.indices, using: &random)
      event.eligible = start..<Int.random(in: start...journey.times.count, using: &random)
      var ledger = Ledger()
      journey.credit([event], with: &crediting, into: &ledger)
      for (model, table) in tables.enumerated() {
        let given = ledger.shares(model: model, window: event.eligible)
        let signs = event.amount < 0 ? given.amounts.max() ?? 0 <= 0 : given.amounts.min() ?? 0 >= 0
        #expect(signs, "\(models[model].name)")
        #expect(given.amounts.reduce(given.unattributed, &+) == event.amount, "\(models[model].name)")
        guard let table else { continue }
        let weights = SlowCredit.weights(
          table, times: Array(journey.times[event.eligible]), isDirect: Array(journey.isDirect[event.eligible]),
          milestones: event.milestones)
        if weights.isEmpty {
          #expect(given.unattributed == event.amount)
          continue
        }
        let amounts = SlowCredit.shares(of: event.amount.magnitude, weights: weights)
        #expect(given.amounts.map(\.magnitude) == amounts, "\(models[model].name) of \(event.amount)")
        let conversions = SlowCredit.shares(of: event.isRefund ? 0 : 1_000_000, weights: weights)
        #expect(given.conversions.map(\.magnitude) == conversions, "\(models[model].name)")
      }
    }
    #expect(crediting.totals.reconciles)
  }

  @Test func mergeIsAdditionInAnyOrder() throws {
    let models = try CreditModel.builtIn.map { try builtIn($0.name) }
    var random = Seeded(11)
    var parts: [CreditTotals] = []
    var whole = Crediting(models: models, goalCount: 1, slots: SampleJourney.table)
    for _ in 0..<3 {
      var part = Crediting(models: models, goalCount: 1, slots: SampleJourney.table)
      for _ in 0..<10 {
        let journey = SampleJourney(
          count: Int.random(in: 1...20, using: &random), within: 60 * SampleJourney.day, &random)
        let event = journey.event(
          Self.randomAmount(&random), milestones: Self.randomMilestones(journey, &random))
        var ledger = Ledger()
        journey.credit([event], with: &part, into: &ledger)
        journey.credit([event], with: &whole, into: &ledger)
      }
      parts.append(part.totals)
    }
    var left = parts[0]
    left += parts[1]
    left += parts[2]
    var inner = parts[2]
    inner += parts[1]
    var right = inner
    right += parts[0]
    #expect(left == right)
    #expect(left == whole.totals)
  }

  @Test func aBillionLargestDealsDoNotOverflow() throws {
    var crediting = Crediting(models: [try builtIn("linear")], goalCount: 1, slots: SampleJourney.table)
    let journey = SampleJourney(days: [0])
    var ledger = Ledger()
    journey.credit([journey.event(.max), journey.event(.max), journey.event(.max)], with: &crediting, into: &ledger)
    #expect(crediting.totals.goals[0].amount == 3 * Int128(Int64.max))
    for _ in 0..<30 {
      let same = crediting.totals
      crediting.totals += same
    }
    #expect(crediting.totals.goals[0].amount == 3 * Int128(Int64.max) << 30)
    #expect(crediting.totals.reconciles)
  }
}
