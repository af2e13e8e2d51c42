import SeededTesting
import Testing
import Values

@testable import Journeys

/// Milestones and refunded sales found in order are those found by looking at every event.
@Suite struct StageOrderTests {
  /// Of a journey of `count` events, of which the goal is `won`, in text.
  private func goals(_ stages: [StageEvent], _ order: StageOrder?) -> [String] {
    let rules = JourneyRules(goals: [6], lookback: .max, opportunity: 4, stageCount: 9, milestoneStages: [0, 4, 6])
    let finder = GoalFinder(rules: rules)
    return stages.indices.map { "\(finder.milestones($0, stages, order)) \(finder.sale(refundedBy: $0, stages, order) ?? -1)" }
  }

  @Test(arguments: 0..<200) func bothWaysAgree(_ seed: UInt64) {
    var random = Seeded(seed)
    let count = Int.random(in: 0...90, using: &random), deals = UInt64.random(in: 1...20, using: &random)
    let times = (0..<count).map { _ in Int64.random(in: 0...Int64(count), using: &random) }.sorted()
    let stages = times.map { time in
      let deal = UInt64.random(in: 0...deals, using: &random)
      return StageEvent(
        time: time, place: [0, 3, 4, 6].randomElement(using: &random)!,
        deal: deal == 0 ? nil : JourneyKey(low: deal % 7, high: UInt32(deal / 7)),
        amount: Int64.random(in: -1...2, using: &random))
    }
    #expect(goals(stages, StageOrder(stages)) == goals(stages, nil))
  }
}
