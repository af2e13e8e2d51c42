import Credit
import Journeys
import Testing
import Values

/// The one rule for all odd cases, and what else Specification, section 4 says in a sentence.
@Suite struct OddCaseTests {
  private let day = SampleJourney.day

  @Test func oneTouchAlwaysGetsEverything() throws {
    let journey = SampleJourney(days: [3])
    for model in CreditModel.builtIn where model.name != "lead-creation" {
      #expect(journey.shares(try builtIn(model.name), journey.event(77)).amounts == [77], "\(model.name)")
    }
  }

  @Test func firstThatIsAlsoTheLeadGetsBothWeights() throws {
    let journey = SampleJourney(days: [0, 1, 2, 3])
    let event = journey.event(6000, milestones: [0: 0, 4: 2 * day])
    #expect(journey.shares(try builtIn("w-shaped"), event).amounts == [3600, 300, 1800, 300])
  }

  @Test func withoutAMiddleTheRestIsScaled() throws {
    let journey = SampleJourney(days: [0, 1, 2])
    let event = journey.event(1000, milestones: [0: day, 4: 2 * day])
    #expect(journey.shares(try builtIn("w-shaped"), event).amounts == [334, 333, 333])
    let two = SampleJourney(days: [0, 1])
    #expect(two.shares(try builtIn("position-based"), two.event(7)).amounts == [4, 3])
  }

  @Test func withoutMilestonesThreeQuartersGoToTheFirst() throws {
    let journey = SampleJourney(days: [0, 7, 14, 21])
    #expect(
      journey.shares(try builtIn("w-shaped"), journey.event(1_000_000_000)).amounts
        == [750_000_000, 83_333_334, 83_333_333, 83_333_333])
  }

  @Test func aMilestoneBeforeTheWindowIsHeldByNobody() throws {
    let journey = SampleJourney(days: [1, 2])
    let event = journey.event(50, milestones: [0: 0])
    #expect(journey.shares(try builtIn("u-shaped"), event).amounts == [50, 0])
    #expect(journey.shares(try builtIn("lead-creation"), event).unattributed == 50)
  }

  @Test func aMilestoneBelongsToTheLatestOfEqualTimes() throws {
    let journey = SampleJourney(days: [0, 1, 1, 2])
    let event = journey.event(50, milestones: [0: day])
    #expect(journey.shares(try builtIn("lead-creation"), event).amounts == [0, 0, 50, 0])
  }

  @Test func noEligibleTouchIsUnattributed() throws {
    let journey = SampleJourney(days: [])
    let models = try CreditModel.builtIn.map { try builtIn($0.name) }
    var crediting = Crediting(models: models, goalCount: 1, slots: SampleJourney.table)
    var ledger = Ledger()
    journey.credit([journey.event(5), journey.event(-2, isRefund: true)], with: &crediting, into: &ledger)
    for model in models.indices {
      let credit = crediting.totals.credit(goal: 0, model: model, slot: SampleJourney.table.count)
      #expect(credit.amount == 3 && credit.conversions == 1_000_000)
    }
    #expect(crediting.totals.reconciles)
    #expect(ledger.credits.count == 2 * models.count)
  }

  @Test func aRoleOfWeightZeroStillKeepsItsTouchOutOfTheMiddle() throws {
    let journey = SampleJourney(days: [0, 1, 2])
    let model = try custom([("first", "0"), ("middle", "50"), ("last", "50")])
    #expect(journey.shares(model, journey.event(1_000_000)).amounts == [0, 500_000, 500_000])
  }

  @Test func weightsOfZeroAloneAreUnattributed() throws {
    let journey = SampleJourney(days: [0, 1])
    let given = journey.shares(try custom([("first", "0"), ("middle", "0")]), journey.event(8))
    #expect(given.unattributed == 8 && given.amounts == [0, 0])
  }

  @Test func customTablesOfStages() throws {
    let journey = SampleJourney(days: [0, 1, 2, 4])
    let event = journey.event(1_000_000_000, milestones: [1: day, 5: 3 * day, 6: 5 * day])
    #expect(
      journey.shares(try custom([("mql", "2"), ("middle", "1")]), event).amounts
        == [111_111_111, 666_666_667, 111_111_111, 111_111_111])
    #expect(
      journey.shares(try custom([("negotiation", "2.5"), ("won", "0.5")]), event).amounts
        == [0, 0, 833_333_333, 166_666_667])
  }

  @Test func aNegativeAmountIsSplitByItsAbsoluteValue() throws {
    let journey = SampleJourney(days: [0, 1, 2])
    let given = journey.shares(try builtIn("linear"), journey.event(-100, isRefund: true))
    #expect(given.amounts == [-34, -33, -33])
    #expect(given.conversions == [0, 0, 0])
  }

  @Test func ofEqualRemaindersTheEarlierTouchGetsTheUnit() throws {
    // Thirds of 10 with two holders and one middle of equal weight: 4, 3, 3.
    let journey = SampleJourney(days: [0, 1, 2])
    let thirds = try custom([("first", "1"), ("middle", "1"), ("last", "1")])
    #expect(journey.shares(thirds, journey.event(10)).amounts == [4, 3, 3])
    #expect(journey.shares(thirds, journey.event(11)).amounts == [4, 4, 3])
    // The last holds a larger remainder than the middle: 1/7, 1/7 and 5/7 of 3.
    let late = try custom([("middle", "2"), ("last", "5")])
    #expect(journey.shares(late, journey.event(3)).amounts == [1, 0, 2])
  }

  @Test func countsTouchesEventsAndMissingMilestones() throws {
    var journey = SampleJourney(days: [0, 1, 2])
    journey.slots[2] = SampleJourney.slot("video")
    let models = [try builtIn("w-shaped"), try builtIn("linear"), try builtIn("lead-creation")]
    var crediting = Crediting(models: models, goalCount: 1, slots: SampleJourney.table)
    var ledger = Ledger()
    var refund = journey.event(-3, isRefund: true)
    refund.eligible = 2..<3
    journey.credit(
      [journey.event(9, milestones: [0: 0]), journey.event(9, milestones: [0: 0, 4: 0]), refund],
      with: &crediting, into: &ledger)
    let email = Int(SampleJourney.slot("email")), video = Int(SampleJourney.slot("video"))
    #expect(crediting.totals.touches[email] == 4 && crediting.totals.touches[video] == 2)
    #expect(crediting.totals.eligible.indices.filter { crediting.totals.eligible[$0] } == [email, video])
    #expect(crediting.totals.events == [2])
    #expect(crediting.totals.missingMilestones == [1, 0, 0])
    #expect(crediting.totals.goals[0].amount == 15 && crediting.totals.goals[0].conversions == 2_000_000)
    #expect(crediting.totals.hasMoney == [false])
    #expect(crediting.totals.reconciles)
  }

  @Test func goalsAreKeptApart() throws {
    let journey = SampleJourney(days: [0, 1])
    var crediting = Crediting(models: [try builtIn("first-touch")], goalCount: 2, slots: SampleJourney.table)
    var ledger = Ledger()
    var second = journey.event(5)
    second.goal = 1
    journey.credit([journey.event(3), second], with: &crediting, into: &ledger)
    let slot = Int(SampleJourney.slot("email"))
    #expect(crediting.totals.credit(goal: 0, model: 0, slot: slot).amount == 3)
    #expect(crediting.totals.credit(goal: 1, model: 0, slot: slot).amount == 5)
    #expect(crediting.totals.touches[slot * 2] == 2 && crediting.totals.touches[slot * 2 + 1] == 2)
  }
}
