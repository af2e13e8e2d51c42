import SeededTesting
import Testing
import Values

@testable import Journeys

/// Milestones, refunded sales and resets found in order are those found by looking at every event.
@Suite struct StageOrderTests {
  private func rules(_ resets: Bool) -> JourneyRules {
    JourneyRules(
      goals: [4, 6], lookback: .max, resetsAfterConversion: resets, opportunity: 4, stageCount: 9, milestoneStages: [0, 4, 6])
  }

  /// Every goal event of a journey with a touch at every instant, in text.
  private func goals(_ stages: [StageEvent], _ rules: JourneyRules, comparedStages: Int) -> [String] {
    let finder = GoalFinder(stages, rules: rules, comparedStages: comparedStages)
    let times = Array(Int64(0)...Int64(stages.count)), slots = [UInt32](repeating: 0, count: times.count)
    return TouchSequence.withTouches(times, slots) { touches in
      var touches = touches
      return stages.indices.compactMap { i in
        guard let goal = rules.goal(of: stages[i]) else { return nil }
        let event = finder.event(i, goal: goal, of: &touches, isLast: false)
        return "\(event.goal) \(event.amount) \(event.reference) \(event.eligible) \(event.milestones) \(event.source)"
      }
    }
  }

  /// A journey of `count` events in the order of time, many at one instant; half of them of few deals.
  private func journey(_ count: Int, _ random: inout Seeded) -> [StageEvent] {
    let deals = UInt64.random(in: 1...20, using: &random)
    let times = (0..<count).map { _ in Int64.random(in: 0...Int64(count), using: &random) }.sorted()
    return times.map { time in
      let deal = UInt64.random(in: 0...deals, using: &random)
      return StageEvent(
        time: time, stage: [0, 3, 4, 6].randomElement(using: &random)!,
        deal: deal == 0 ? nil : JourneyKey(low: deal % 7, high: UInt32(deal / 7)),
        amount: Int64.random(in: -1...2, using: &random))
    }
  }

  @Test(arguments: 0..<200, [false, true]) func bothWaysAgree(_ seed: UInt64, _ resets: Bool) {
    var random = Seeded(seed)
    let stages = journey(Int.random(in: 0...90, using: &random), &random)
    #expect(
      goals(stages, rules(resets), comparedStages: -1) == goals(stages, rules(resets), comparedStages: .max))
  }

  /// On both sides of the bound up to which events are looked at.
  @Test(arguments: [PartitionPolicy.comparedStages, PartitionPolicy.comparedStages + 1]) func theBoundChangesNothing(_ count: Int) {
    var random = Seeded(7)
    let stages = journey(count, &random)
    #expect(
      goals(stages, rules(true), comparedStages: PartitionPolicy.comparedStages)
        == goals(stages, rules(true), comparedStages: .max))
  }
}
