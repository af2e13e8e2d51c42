import Credit
import Journeys
import Testing
import Values

/// The table of Specification, section 4, line by line: 6,000 millionths over five touches, a lead at the second and an opportunity at
/// the fourth.
@Suite struct ModelTableTests {
  private static let journey: SampleJourney = {
    var journey = SampleJourney(days: [0, 7, 14, 21, 28])
    journey.slots[4] = SampleJourney.slot("Direct")
    return journey
  }()
  private static let milestones: [Int: Int64] = [0: 7 * SampleJourney.day, 4: 22 * SampleJourney.day]

  @Test(arguments: [
    ("first-touch", [6000, 0, 0, 0, 0]), ("last-touch", [0, 0, 0, 0, 6000]), ("last-non-direct", [0, 0, 0, 6000, 0]),
    ("linear", [1200, 1200, 1200, 1200, 1200]), ("w-shaped", [1800, 1800, 300, 1800, 300]),
    ("u-shaped", [3000, 3000, 0, 0, 0]), ("position-based", [2400, 400, 400, 400, 2400]),
    ("full-path", [1350, 1350, 600, 1350, 1350]), ("lead-creation", [0, 6000, 0, 0, 0]),
    ("j-shaped", [1200, 400, 400, 400, 3600]), ("inverse-j", [3600, 400, 400, 400, 1200]),
  ])
  func givesEveryTouchItsWeight(name: String, expected: [Int64]) throws {
    let event = Self.journey.event(6000, milestones: Self.milestones)
    let given = Self.journey.shares(try builtIn(name), event)
    #expect(given.amounts == expected)
    #expect(given.conversions.reduce(0, +) == 1_000_000)
    for (conversion, amount) in zip(given.conversions, expected) {
      #expect(abs(conversion * 6000 - amount * 1_000_000) < 6000)
    }
    #expect(given.unattributed == 0)
  }

  @Test func decayHalvesWithEveryHalfLife() throws {
    let event = Self.journey.event(31_000)
    #expect(Self.journey.shares(try builtIn("time-decay"), event).amounts == [1000, 2000, 4000, 8000, 16_000])
    let fortnight = try builtIn("time-decay", halfLife: 14 * SampleJourney.day)
    let odd = SampleJourney(days: [0, 14, 28])
    #expect(odd.shares(fortnight, odd.event(7)).amounts == [1, 2, 4])
  }

  @Test func lastNonDirectFallsBackToTheLast() throws {
    var journey = SampleJourney(days: [0, 1, 2])
    journey.slots = [SampleJourney.slot("direct"), SampleJourney.slot("Direct"), SampleJourney.slot("direct")]
    #expect(journey.shares(try builtIn("last-non-direct"), journey.event(9)).amounts == [0, 0, 9])
  }

  @Test func everyBuiltInModelIsListedAndNamed() throws {
    let names = CreditModel.builtIn.map(\.name)
    #expect(
      names == [
        "first-touch", "last-touch", "last-non-direct", "linear", "time-decay", "w-shaped", "u-shaped",
        "position-based", "full-path", "lead-creation", "j-shaped", "inverse-j",
      ])
    for listed in CreditModel.builtIn {
      #expect(try builtIn(listed.name).name == listed.name)
      #expect(!listed.description.isEmpty && !listed.formula.isEmpty)
    }
    #expect(try builtIn("w-shaped").stagesUsed == [0, 4])
    #expect(try builtIn("linear").stagesUsed == [])
  }

  @Test func unknownNamesAreAnsweredWithTheNearest() {
    #expect {
      try CreditModel.named("w-shapped", funnel: .standard, halfLife: 1)
    } throws: {
      "\($0)" == "there is no model 'w-shapped'; did you mean 'w-shaped'?"
    }
    #expect {
      try CreditModel.named("mine-to", funnel: .standard, halfLife: 1, alsoKnown: ["mine-too"])
    } throws: {
      "\($0)" == "there is no model 'mine-to'; did you mean 'mine-too'?"
    }
    #expect {
      try CreditModel.named("shapley", funnel: .standard, halfLife: 1)
    } throws: {
      "\($0)".hasPrefix("there is no model 'shapley'; known are first-touch, last-touch, ")
    }
    #expect(throws: CreditModelError.halfLifeNotAboveZero(microseconds: 0)) { try builtIn("time-decay", halfLife: 0) }
  }

  @Test func aFunnelWithoutLeadHasNoSuchRole() throws {
    let funnel = Funnel(
      stages: [Funnel.Stage(name: "order", events: ["order"])], lead: nil, opportunity: nil, touchEvents: ["touch"],
      identifyEvents: [])
    let model = try CreditModel.named("u-shaped", funnel: funnel, halfLife: 1)
    #expect(model.stagesUsed == [])
    let journey = SampleJourney(days: [0, 1])
    var crediting = Crediting(models: [model], goalCount: 1, slots: SampleJourney.table)
    var ledger = Ledger()
    journey.credit([journey.event(10)], with: &crediting, into: &ledger)
    #expect(ledger.shares(model: 0, window: 0..<2).amounts == [10, 0])
    #expect(crediting.totals.missingMilestones == [1])
  }
}
