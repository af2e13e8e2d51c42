import Journeys
import SeededTesting
import Testing
import Values

@testable import Credit

/// Windows of so many touches that what they get is booked as runs, and that touches of one age share a weight.
@Suite struct LongWindowTests {
  private static let models = ["first-touch", "last-non-direct", "linear", "time-decay", "w-shaped", "u-shaped", "full-path"]

  /// Totals by telling every credit, and by runs at the journey's end.
  private func bothWays(
    _ journey: SampleJourney, _ events: [GoalEvent], models: [CreditModel], paged: Bool
  ) -> (told: CreditTotals, booked: CreditTotals) {
    var events = events
    for i in events.indices { events[i].isLast = i == events.count - 1 }
    var told = Crediting(models: models, goalCount: 2, slots: SampleJourney.table)
    var booked = told
    var ledger = Ledger()
    journey.credit(events, with: &told, into: &ledger)
    journey.credit(events, with: &booked, paged: paged)
    return (told.totals, booked.totals)
  }

  @Test(arguments: [false, true])
  func runsGiveWhatSingleCreditsGive(paged: Bool) throws {
    var random = Seeded(paged ? 7 : 8)
    let count = CreditPolicy.longWindow * 3
    let journey = SampleJourney(count: count, within: 60 * SampleJourney.day, &random)
    var events: [GoalEvent] = []
    for number in 0..<30 {
      let amounts: [Int64] = [0, 1, 99, -7_654_321, 123_456_789_012, 9_000_000_000_000_000_000]
      let lead = journey.times[Int.random(in: 0..<count, using: &random)]
      let opportunity = journey.times[Int.random(in: 0..<count, using: &random)]
      var event = journey.event(amounts[number % 6], milestones: number % 4 == 0 ? [:] : [0: lead, 4: opportunity])
      event.goal = number % 2
      event.isRefund = event.amount < 0
      let start = Int.random(in: 0..<count, using: &random)
      event.eligible = number % 5 == 0 ? start..<start : start..<Int.random(in: start...count, using: &random)
      events.append(event)
    }
    let (told, booked) = bothWays(journey, events, models: try Self.models.map { try builtIn($0) }, paged: paged)
    #expect(told == booked)
    #expect(booked.reconciles)
  }

  /// More steps than the ledger holds before it merges them.
  @Test func aLedgerThatMergesLosesNothing() {
    var random = Seeded(9)
    let journey = SampleJourney(count: 500, within: SampleJourney.day, &random)
    var ledger = RunLedger()
    var totals = CreditTotals(goalCount: 1, modelCount: 2, slotCount: SampleJourney.table.count)
    var expected = totals
    for number in 0..<CreditPolicy.ledgerSteps {
      let start = Int.random(in: 0..<500, using: &random), end = Int.random(in: start...500, using: &random)
      ledger.add(start..<end, amount: Int128(number), conversions: 1, column: number % 2)
      let part = Array(journey.slots[start..<end])
      expected.add(Int128(number), 1, to: part.span, column: number % 2)
    }
    var touches = TouchSequence(pages: ColumnPages(times: journey.times, slots: journey.slots), count: 500)
    ledger.book(of: &touches, into: &totals)
    #expect(totals == expected)
    #expect(ledger.isEmpty)
  }

  /// So many goal events that they are booked on the way, and the same in lots that are not.
  @Test func aLedgerStaysBoundedAndLosesNothing() throws {
    var random = Seeded(10)
    let journey = SampleJourney(count: 300_000, within: 60 * SampleJourney.day, &random)
    let models = try ["linear", "u-shaped"].map { try builtIn($0) }
    let events = (0..<60_000).map { _ in
      var event = journey.event(Int64.random(in: 1...1_000_000_000, using: &random))
      let start = Int.random(in: 0..<200_000, using: &random)
      event.eligible = start..<Int.random(in: (start + CreditPolicy.longWindow + 1)...300_000, using: &random)
      return event
    }
    var whole = Crediting(models: models, goalCount: 1, slots: SampleJourney.table)
    journey.credit(events, with: &whole)
    #expect(whole.ledger.stepCount < CreditPolicy.mostLedgerSteps)
    var last = events[0]
    last.isLast = true
    journey.credit([last], with: &whole)
    #expect(whole.ledger.isEmpty)

    var lots = Crediting(models: models, goalCount: 1, slots: SampleJourney.table)
    for start in stride(from: 0, to: events.count, by: 5000) {
      var lot = Array(events[start..<start + 5000])
      lot[lot.count - 1].isLast = true
      journey.credit(lot, with: &lots)
    }
    journey.credit([last], with: &lots)
    #expect(whole.totals == lots.totals && whole.totals.reconciles)
  }

  /// Within a millionth of what exact weights give before rounding; the amount to the last millionth.
  @Test(arguments: [1_000_000, 4_321_987, 8_000_000])
  func groupsStayWithinAMillionthOfExactShares(amount: Int64) throws {
    var random = Seeded(UInt64(amount))
    let count = CreditPolicy.groupedWindow + 4321
    var journey = SampleJourney(count: count, within: 3 * SampleJourney.day, &random)
    // To the minute: the twin takes its time for each distinct age.
    journey.times = journey.times.map { $0 / 60_000_000 * 60_000_000 }
    var event = journey.event(amount)
    event.eligible = 77..<(count - 1)
    let given = journey.shares(try builtIn("time-decay"), event)
    let weights = SlowCredit.decayWeights(times: Array(journey.times[event.eligible]), halfLife: 7 * SampleJourney.day)
    let exact = SlowCredit.shares(of: UInt64(amount), weights: weights)
    #expect(given.amounts.reduce(0, +) == amount && given.conversions.reduce(0, +) == 1_000_000)
    #expect(zip(given.amounts, exact).allSatisfy { abs($0 - Int64($1)) <= 1 })
    let (told, booked) = bothWays(journey, [event, event], models: [try builtIn("time-decay")], paged: true)
    #expect(told == booked && booked.reconciles)
    var touches = TouchSequence(pages: ColumnPages(times: journey.times, slots: journey.slots), count: count)
    let samples = TouchSamples(of: &touches)
    let curve = DecayCurve(halfLife: 7 * SampleJourney.day)
    #expect(GroupedDecay(along: curve, samples, window: event.eligible, units: UInt64(amount)) != nil)
  }

  /// A hundred thousand of a currency with weights of 64 bits, a thousand millions with 128; in more than one stretch.
  @Test(arguments: [100_000_000_000, 1_000_000_000_000_000] as [Int64], [false, true])
  func amountsTooLargeForGroupsAreSplitTouchByTouch(amount: Int64, paged: Bool) throws {
    var random = Seeded(3)
    let count = CreditPolicy.groupedWindow + 2000
    #expect(count > CreditPolicy.stretchTouches)
    var journey = SampleJourney(count: count, within: 3 * SampleJourney.day, &random)
    // To the minute: the twin takes its time for each distinct age.
    journey.times = journey.times.map { $0 / 60_000_000 * 60_000_000 }
    var touches = TouchSequence(pages: ColumnPages(times: journey.times, slots: journey.slots), count: count)
    let samples = TouchSamples(of: &touches)
    let curve = DecayCurve(halfLife: 7 * SampleJourney.day)
    #expect(GroupedDecay(along: curve, samples, window: 0..<count, units: 1_000_000) != nil)
    #expect(GroupedDecay(along: curve, samples, window: 0..<count, units: UInt64(amount)) == nil)
    var weights: [UInt64] = []
    let stream = DecayStream<UInt64>(along: curve, of: &touches, window: 0..<count, &weights)
    #expect(DecaySplit.isFine(total: stream.divider.total, units: UInt64(amount), touches: count) == (amount < 1_000_000_000_000))

    let event = journey.event(amount)
    let given = journey.shares(try builtIn("time-decay"), event)
    let exactWeights = SlowCredit.decayWeights(times: journey.times, halfLife: 7 * SampleJourney.day)
    let exact = SlowCredit.shares(of: UInt64(amount), weights: exactWeights)
    #expect(given.amounts.reduce(0, +) == amount && given.conversions.reduce(0, +) == 1_000_000)
    #expect(zip(given.amounts, exact).allSatisfy { abs($0 - Int64($1)) <= 1 })
    #expect(Set(given.amounts).count > 1000)
    let (told, booked) = bothWays(journey, [event, event], models: [try builtIn("time-decay")], paged: paged)
    #expect(told == booked && booked.reconciles)
  }

  @Test func samplesSpeakOfEveryGroup() {
    var random = Seeded(4)
    for count in [1, 63, 64, 65, 8191, 8193, 70_000] {
      let journey = SampleJourney(count: count, within: SampleJourney.day, &random)
      var touches = TouchSequence(pages: ColumnPages(times: journey.times, slots: journey.slots), count: count)
      let samples = TouchSamples(of: &touches)
      for bits in [6, 9, 16] {
        for place in [0, count / 3, count / 2, count - 1] {
          let first = (place >> bits) << bits
          #expect(samples.start(ofGroupWith: place, bits: bits) == journey.times[first])
          #expect(journey.times[place] - journey.times[first] <= samples.longestSpan(bits: bits))
        }
      }
    }
  }

  /// Half of one and half of the other side of the bound; where one side is beyond 128 bits nothing is fine.
  @Test func aGroupIsFineUpToAnEighth() {
    #expect(GroupedDecay.isFine(share: 0, span: 1, halfLife: 16) && !GroupedDecay.isFine(share: 0, span: 1, halfLife: 15))
    #expect(GroupedDecay.isFine(share: 99, span: 10, halfLife: 16_000))
    #expect(!GroupedDecay.isFine(share: 99, span: 11, halfLife: 16_000))
    #expect(GroupedDecay.isFine(share: .max, span: 0, halfLife: 1))
    #expect(!GroupedDecay.isFine(share: .max, span: .max, halfLife: .max))
  }
}
