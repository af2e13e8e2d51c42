import Journeys
import SeededTesting
import Testing
import Values

@testable import Credit

/// Journeys on pages, windows that are not kept in memory, and the cut by digits.
@Suite struct PagedTests {
  private static func models() throws -> [CreditModel] {
    try ["last-non-direct", "linear", "time-decay", "w-shaped"].map { try builtIn($0) }
  }

  @Test(arguments: [3, 700, TouchSequence.pageLength + 1, 2 * TouchSequence.pageLength + 5])
  func pagesGiveWhatMemoryGives(count: Int) throws {
    var random = Seeded(UInt64(count))
    let journey = SampleJourney(count: count, within: 60 * SampleJourney.day, &random)
    var events: [GoalEvent] = []
    for amount in [1_234_567_890, -77, 9_000_000_000_000_000_000] as [Int64] {
      var event = journey.event(amount, milestones: [0: journey.times[count / 3], 4: journey.times[count / 2] + 1])
      event.isRefund = amount < 0
      event.eligible = Int.random(in: 0..<count, using: &random)..<count
      events.append(event)
    }
    events[0].eligible = 0..<count
    events[2].eligible = (count - count / 16 - 1)..<count
    var inMemory = Crediting(models: try Self.models(), goalCount: 1, slots: SampleJourney.table)
    var onPages = inMemory
    var first = Ledger(), second = Ledger()
    journey.credit(events, with: &inMemory, into: &first)
    journey.credit(events, with: &onPages, paged: true, into: &second)
    #expect(inMemory.totals == onPages.totals)
    #expect(first.credits == second.credits)
    #expect(inMemory.totals.reconciles)
  }

  @Test(arguments: [1, TouchSequence.pageLength - 1, TouchSequence.pageLength, 5 * TouchSequence.pageLength + 5])
  func theFirstTouchAfterAnInstantIsFoundFromPageToPage(count: Int) {
    var random = Seeded(UInt64(count) + 2)
    // Up to some pages of touches at one instant.
    for instants in [1, 3, 40, 100_000] as [Int64] {
      let times = (0..<count).map { _ in Int64.random(in: 0..<instants, using: &random) }.sorted()
      let slots = [UInt32](repeating: 0, count: count)
      var touches = TouchSequence(pages: ColumnPages(times: times, slots: slots), count: count)
      for _ in 0..<200 {
        let low = Int.random(in: 0...count, using: &random)
        let range = low..<Int.random(in: low...count, using: &random)
        let instant = Int64.random(in: -1...instants, using: &random)
        // What is sorted is told apart by counting.
        let expected = range.lowerBound + times[range].count { $0 <= instant }
        #expect(touches.firstAfter(instant, in: range) == expected)
      }
    }
  }

  @Test(arguments: [1, 2, 3, 17, 64, 65, 300])
  func aStreamedWindowGivesWhatAKeptOneGives(count: Int) throws {
    var random = Seeded(UInt64(count) + 1)
    let journey = SampleJourney(count: count, within: 80 * SampleJourney.day, &random)
    let curve = DecayCurve(halfLife: 7 * SampleJourney.day)
    for amount in [99, 1_000_000_007, -5_000_000] as [Int64] {
      let event = journey.event(amount, isRefund: amount < 0)
      let kept = journey.shares(try builtIn("time-decay"), event)
      var touches = TouchSequence(pages: ColumnPages(times: journey.times, slots: journey.slots), count: count)
      var totals = CreditTotals(goalCount: 1, modelCount: 1, slotCount: SampleJourney.table.count)
      let goal = GoalShare(event, model: 0, of: totals)
      var counts = [Int](repeating: 0, count: 256)
      var narrow = Ledger(), wide = Ledger()
      var narrowWeights: [UInt64] = [], wideWeights: [UInt128] = []
      DecayStream<UInt64>(along: curve, of: &touches, window: 0..<count, &narrowWeights)
        .split(goal, of: &touches, into: &totals, &narrow, &narrowWeights, &counts)
      DecayStream<UInt128>(along: curve, of: &touches, window: 0..<count, &wideWeights)
        .split(goal, of: &touches, into: &totals, &wide, &wideWeights, &counts)
      #expect(narrow.shares(model: 0, window: 0..<count).amounts == kept.amounts)
      #expect(narrow.shares(model: 0, window: 0..<count).conversions == kept.conversions)
      #expect(wide.shares(model: 0, window: 0..<count).amounts == kept.amounts)
      #expect(counts.allSatisfy { $0 == 0 })
    }
  }

  @Test func aWindowTooLongToKeepGivesWhatTheTwinGives() throws {
    let count = CreditPolicy.scratchTouches + 300
    let journey = SampleJourney(days: (0..<Int64(count)).map { $0 * 60 / Int64(count) })
    let given = journey.shares(try builtIn("time-decay"), journey.event(123_456_789_012))
    let weights = SlowCredit.decayWeights(times: journey.times, halfLife: 7 * SampleJourney.day)
    #expect(given.amounts.map(\.magnitude) == SlowCredit.shares(of: 123_456_789_012, weights: weights))
    #expect(given.conversions.map(\.magnitude) == SlowCredit.shares(of: 1_000_000, weights: weights))
  }

  @Test(arguments: [4, 8, 16])
  func theCutIsWhatSortingGives(digitBits: Int) {
    var random = Seeded(UInt64(digitBits))
    var counts = [Int](repeating: 0, count: 1 << digitBits)
    for _ in 0..<60 {
      let total = UInt64.random(in: 2 ... .max, using: &random) >> UInt64.random(in: 0..<62, using: &random)
      let few = UInt64.random(in: 0..<max(2, total), using: &random)
      let remainders = (0..<Int.random(in: 1...90, using: &random)).map { _ in
        Bool.random(using: &random) ? few % max(1, total) : UInt64.random(in: 0..<max(1, total), using: &random)
      }
      let left = Int.random(in: 0..<remainders.count, using: &random)
      var cut = RemainderCut<UInt64>(total: max(1, total), left: left, digitBits: digitBits)
      while !cut.isSettled {
        for remainder in remainders { if let digit = cut.digit(remainder) { counts[digit] += 1 } }
        cut.narrow(&counts)
      }
      let order = remainders.indices.sorted {
        remainders[$0] == remainders[$1] ? $0 < $1 : remainders[$0] > remainders[$1]
      }
      #expect(remainders.indices.filter { cut.takes(remainders[$0]) } == order.prefix(left).sorted())
    }
  }
}
