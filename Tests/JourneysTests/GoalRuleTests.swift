import Events
import Testing
import Values

@testable import Journeys

/// The rules of goal events one by one; times are small numbers, `won` is the goal unless said otherwise.
@Suite struct GoalRuleTests {
  private let won = EventCode.stage(6)
  private let lead = EventCode.stage(0)
  private let opportunity = EventCode.stage(4)

  private func row(
    _ time: Int64, _ code: UInt8 = EventCode.touch, money: Int64? = nil, deal: Int? = nil, id: Int? = nil
  ) -> SampleRow {
    SampleRow(
      source: 0, stretch: 0, time: time, journey: 1, code: code, slot: code == EventCode.touch ? 0 : nil, money: money,
      deal: deal, eventID: id)
  }

  private func rules(lookback: Int64 = 100, _ change: (inout JourneyRules) -> Void = { _ in }) -> JourneyRules {
    var rules = JourneyRules(goals: [6], lookback: lookback, opportunity: 4, stageCount: 9, milestoneStages: [0, 4, 6])
    change(&rules)
    return rules
  }

  private func settled(_ rows: [SampleRow], _ rules: JourneyRules) throws -> SettledLog {
    try Circumstances().settle(SampleLog(rows), rules).0
  }

  /// The times of each goal event's touches, in the order of the events' amounts.
  private func touches(_ rows: [SampleRow], _ rules: JourneyRules) throws -> [String] {
    try settled(rows, rules).goals.map {
      $0.split(separator: ":")[1].split(separator: " ").map { String($0.prefix { $0 != "/" }) }.joined(separator: " ")
    }
  }

  /// The milestones of lead, opportunity and won of each goal event.
  private func milestones(_ rows: [SampleRow]) throws -> [String] {
    try settled(rows, rules()).goals.map { line in
      let all = line.split(separator: ":")[0].split(separator: " ").suffix(9)
      return [0, 4, 6].map { String(all[all.startIndex + $0]) }.joined(separator: " ")
    }
  }

  @Test func bothEndsOfTheWindowBelongToIt() throws {
    #expect(try touches([row(9), row(10), row(110), row(111), row(110, won)], rules()) == ["10 110"])
    #expect(try touches([row(110), row(110, won)], rules(lookback: 0)) == ["110"])
    #expect(try touches([row(.min), row(.max), row(0, won)], rules(lookback: .max)) == [""])
    #expect(try touches([row(.min), row(.min + 1, won)], rules(lookback: .max)) == [String(Int64.min)])
  }

  @Test func aTouchAfterTheGoalInOrderCountsAtTheSameInstant() throws {
    #expect(try touches([row(5, won), row(5)], rules()) == ["5"])
  }

  @Test func theSecondGoalSeesItsFullWindowUnlessReset() throws {
    let rows = [row(1), row(10, won), row(10), row(11), row(20, won)]
    #expect(try touches(rows, rules()) == ["1 10", "1 10 11"])
    #expect(try touches(rows, rules { $0.resetsAfterConversion = true }) == ["1 10", "11"])
    // The previous goal resets from outside the period, too.
    #expect(try touches(rows, rules { ($0.resetsAfterConversion, $0.from) = (true, 15) }) == ["11"])
    // A repeated one was left out, a refund resets nothing.
    let repeated = [row(1), row(2, won, deal: 1), row(3), row(4, won, deal: 1), row(5), row(6, won, deal: 2)]
    #expect(try touches(repeated, rules { $0.resetsAfterConversion = true }) == ["1", "3 5"])
    let refunded = [row(1), row(2, won), row(3), row(4, won, money: -1), row(5), row(6, won)]
    #expect(try touches(refunded, rules { $0.resetsAfterConversion = true }) == ["1 3", "1", "3 5"])
  }

  @Test func aRefundTakesItsSalesTouchesAndMilestones() throws {
    let rows = [
      row(1), row(2, lead, deal: 1), row(3, won, money: 9, deal: 1), row(4), row(5, lead, deal: 1),
      row(50, won, money: -9, deal: 1),
    ]
    let found = try settled(rows, rules()).goals
    #expect(found.count == 2)
    #expect(found[0].contains("amount -9 refund true at 3 ") && found[1].contains("amount 9 refund false at 3 "))
    #expect(
      found[0].drop { $0 != "m" }.dropFirst().drop { $0 != "m" }
        == found[1].drop { $0 != "m" }.dropFirst().drop { $0 != "m" })
    // Without a deal, or with another's, it has its own.
    #expect(try touches([row(1), row(3, won), row(4), row(50, won, money: -9)], rules()) == ["1 4", "1"])
    #expect(
      try touches([row(1), row(3, won, deal: 1), row(4), row(50, won, money: -9, deal: 2)], rules()) == ["1 4", "1"])
    // A sale later in order is none of its.
    #expect(
      try touches([row(1), row(3, won, money: -9, deal: 1), row(4), row(5, won, deal: 1)], rules()) == ["1", "1 4"])
    // The sale's own reset goes with it.
    let reset = [row(1), row(2, won), row(3), row(4, won, money: 5, deal: 1), row(5), row(6, won, money: -5, deal: 1)]
    #expect(try touches(reset, rules { $0.resetsAfterConversion = true }) == ["3", "1", "3"])
    // The sale may stand before the period.
    #expect(try touches(rows, rules { $0.from = 40 }) == ["1"])
  }

  @Test func milestonesAreOfTheGoalsOwnDealFirst() throws {
    #expect(
      try milestones([row(1, lead), row(2, lead, deal: 1), row(3, lead, deal: 2), row(9, won, deal: 2)]) == ["3 - 9"])
    #expect(try milestones([row(1, lead, deal: 1), row(2, lead), row(9, won, deal: 2)]) == ["2 - 9"])
    #expect(try milestones([row(1, lead, deal: 1), row(9, won, deal: 2)]) == ["- - 9"])
    #expect(try milestones([row(1, lead, deal: 1), row(2, lead), row(9, won)]) == ["1 - 9"])
  }

  @Test func milestonesAreTheEarliestUpToOpportunityAndThenTheLatest() throws {
    let rows = [
      row(1, lead), row(2, lead), row(3, opportunity), row(4, opportunity), row(5, won), row(9, won), row(10, lead),
      row(10, opportunity),
    ]
    #expect(try milestones(rows) == ["1 4 5", "1 4 9"])
    // At the goal's own instant, later in order, still counts; a refund does not.
    #expect(try milestones([row(9, won), row(9, lead), row(9, opportunity)]) == ["9 9 9"])
    #expect(try milestones([row(1, lead, money: -1), row(3, won, money: -1), row(9, won)]) == ["- - 3", "- - 9"])
  }

  @Test func thePeriodIsHalfOpen() throws {
    let rows = [row(1), row(9, won), row(10, won), row(19, won), row(20, won)]
    let found = try settled(rows, rules { ($0.from, $0.to) = (10, 20) })
    #expect(found.goals.count == 2)
    #expect(
      found.totals.rows[0].goals == 2 && found.totals.rows[0].outsidePeriod == 2 && found.totals.rows[0].credited == 1)
    #expect(try settled([row(.max, won)], rules()).goals.count == 1)
  }

  @Test func firstOrLastOfADealStays() throws {
    let rows = [
      row(1, won, money: 1, deal: 1), row(2, won, money: 2, deal: 1), row(3, won, money: -3, deal: 1),
      row(4, won, money: 4, deal: 1), row(5, won),
    ]
    func amounts(_ rules: JourneyRules) throws -> [String] {
      try settled(rows, rules).goals.map { String($0.split(separator: " ")[3]) }
    }
    #expect(try amounts(rules()) == ["-3", "0", "1"])
    #expect(try amounts(rules { $0.keepsLast = true }) == ["-3", "0", "4"])
    #expect(try settled(rows, rules()).totals.rows[0].repeated == 2)
    // Another stage of the deal is no repeat, and another journey's deal of that name neither.
    #expect(try settled([row(1, lead, deal: 1), row(2, won, deal: 1)], rules()).totals.rows[0].repeated == 0)
    var other = row(3, won, deal: 1)
    other.journey = 2
    #expect(try settled([row(1, won, deal: 1), other], rules()).goals.count == 2)
  }

  @Test func duplicatesAreDecidedBeforeRepeats() throws {
    // The duplicate of 1 is gone before deals are looked at, so the sale at 3 is the deal's first.
    let rows = [
      row(1, id: 1), row(2, won, money: 2, deal: 1, id: 1), row(3, won, money: 3, deal: 1),
      row(4, won, money: 4, deal: 1),
    ]
    let first = try settled(rows, rules())
    #expect(first.goals.count == 1 && first.goals[0].contains("amount 3"))
    #expect(first.totals.rows[0].duplicateStages == 1 && first.totals.rows[0].repeated == 1)
    let last = try settled(rows, rules { $0.keepsLast = true })
    #expect(last.goals.count == 1 && last.goals[0].contains("amount 4"))
    #expect(last.totals.rows[0].duplicateTouches == 1 && last.totals.rows[0].repeated == 2)
  }

  @Test func leftOutRowsCostAndTouchNothing() throws {
    let rows = [row(1, money: 5, id: 1), row(2, money: 7, id: 1), row(3, EventCode.identify, id: 1), row(9, won)]
    let found = try settled(rows, rules())
    #expect(found.costs.amounts[0] == 5 && found.totals.rows[0].duplicateTouches == 1)
    #expect(found.totals.rows[0].duplicateIdentities == 1 && found.totals.rows[0].credited == 1)
    var touching = row(5, won, deal: 1)
    touching.slot = 3
    #expect(try touches([row(4, won, deal: 1), touching], rules { $0.stageTouches = true }) == [""])
  }

  @Test func costsCountInThePeriodWithOrWithoutAGoal() throws {
    let rows = [row(9, money: 1), row(10, money: 2), row(19, money: 0), row(20, money: 4)]
    let found = try settled(rows, rules { ($0.from, $0.to) = (10, 20) })
    #expect(found.costs.amounts[0] == 2 && found.costs.isNamed[0] && !found.costs.isNamed[1])
    #expect(found.goals.isEmpty && found.totals.rows[0] == SettledRows())
  }

  @Test func aStagesChannelIsATouchJustBeforeIt() throws {
    var sale = row(5, won)
    sale.slot = 3
    let rows = [row(5), sale, row(5)]
    let found = try settled(rows, rules { $0.stageTouches = true })
    #expect(found.goals[0].hasSuffix(": 5/0 5/3 5/0"))
    #expect(found.totals.rows[0].credited == 2)
    #expect(try touches(rows, rules()) == ["5 5"])
  }
}
