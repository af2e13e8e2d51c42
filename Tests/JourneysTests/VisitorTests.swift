import SeededTesting
import Testing
import Values

@testable import Journeys

/// What visitors see and what they are told is what a log says word by word, in memory and in scratch.
@Suite struct VisitorTests {
  private static let demands = [
    JourneyDemand(.withGoalEvent, rows: true), JourneyDemand(.withStageEvent, rows: true), JourneyDemand(.all, rows: true),
    JourneyDemand(.all),
  ]

  private func questions(_ rules: JourneyRules, span: Int64, _ random: inout Seeded) -> Diary.Questions {
    let windows = [0, 30, Int64.max / 2].flatMap { lookback in
      [false, true].map { WindowRules(lookback: lookback, resetsAfterConversion: $0) }
    }
    var others = [rules, rules]
    others[0].lookback = 20
    others[0].milestoneStages = [0, 6]
    others[1].opportunity = rules.opportunity == nil ? 4 : nil
    others[1].resetsAfterConversion.toggle()
    let instants = (0..<3).map { _ in Int64.random(in: -1...span, using: &random) * 10 }
    return Diary.Questions(instants: instants, windows: windows, rules: others)
  }

  @Test(arguments: 0..<4)
  func agreesWithTheLogWordByWord(part: Int) throws {
    var random = Seeded(UInt64(900 + part))
    for round in 0..<200 {
      var log = SampleLog(
        count: Int.random(in: 1...40, using: &random), journeys: Int.random(in: 1...4, using: &random),
        withEventIDs: round % 2 == 0, &random)
      if round % 4 < 2 { log.excludedSlots = [[1], [0, 3]].randomElement(using: &random) ?? [] }
      let rules = SettlingTests.randomRules(&random, span: 12)
      let questions = questions(rules, span: 14, &random)
      let demand = Self.demands[round % Self.demands.count]
      var way = Circumstances(writers: Int.random(in: 1...3, using: &random))
      way.constantPlacement = round % 5 == 0
      if round % 3 == 0 { way.bytesPerWorker = 0 }
      let found = try way.visit(log, rules, with: Diary(demand, questions), shuffling: random.next()).0
      try #require(found.faults == 0, "part \(part), round \(round)")
      try #require(
        found.journeys.sorted() == SlowVisiting(log: log, rules: rules, questions: questions).diaries(demand),
        "part \(part), round \(round), \(rules)\n\(log.rows.map { "\($0)" }.joined(separator: "\n"))")
    }
  }

  /// Journeys of thousands of rows, whose rows, touches and ids are on many pages in scratch.
  @Test(arguments: [false, true]) func largeJourneysAreVisitedAsAnyOther(keepsLast: Bool) throws {
    var random = Seeded(77)
    var log = SampleLog(count: 24_000, journeys: 2, withEventIDs: true, &random)
    // Half of the rows have event ids, drawn from fewer than there are rows; deals are few, so nearly all stages repeat.
    for i in log.rows.indices where i % 3 == 0 { log.rows[i].deal = nil }
    log.excludedSlots = [4]
    var rules = JourneyRules(goals: [6], lookback: 4_000, opportunity: 4, stageCount: 9, milestoneStages: [0])
    rules.from = 100_000
    rules.to = 101_000
    rules.stageTouches = true
    rules.keepsLast = keepsLast
    rules.sessionGap = 10
    let visitor = VisitorPair(Diary(JourneyDemand(rows: true), Diary.Questions()), TouchCosts(slotCount: SampleLog.slotCount))
    let inMemory = try Circumstances().visit(log, rules, with: visitor)
    let way = Circumstances(constantPlacement: true, spillAlways: true, budgetBytes: 1 << 20, bytesPerWorker: 100_000)
    let paged = try way.visit(log, rules, with: visitor)
    let expected = SlowSettling.settle(log, rules)
    #expect(inMemory.0.first.faults == 0 && paged.0.first.faults == 0)
    #expect(inMemory.0.first.journeys.count == 2)
    #expect(inMemory.0.first.journeys.sorted() == paged.0.first.journeys.sorted())
    #expect(inMemory.0.second == expected.costs && paged.0.second == expected.costs)
    #expect(inMemory.1 == expected.totals && paged.1 == expected.totals)
  }

  /// Each of several visitors sees what it demands, whatever the others do; an absent one is no visitor.
  @Test func visitorsDoNotSeeWhatOthersDemand() throws {
    var random = Seeded(5)
    let log = SampleLog(count: 400, journeys: 60, withEventIDs: false, &random)
    let rules = JourneyRules(goals: [6], from: 20, to: 60, lookback: 30, opportunity: nil, stageCount: 9, milestoneStages: [])
    let none = Diary.Questions()
    let few = Diary(JourneyDemand(), none), some = Diary(JourneyDemand(.withStageEvent, rows: true), none)
    let all = Diary(JourneyDemand(.all), none)
    for bytes in [0, 1 << 30] {
      let way = Circumstances(bytesPerWorker: bytes)
      let together = try way.visit(
        log, rules, with: VisitorPair(Optional(few), VisitorPair(some, VisitorPair(all, Diary?.none)))
      ).0
      #expect(together.first?.journeys.sorted() == (try way.visit(log, rules, with: few).0.journeys.sorted()))
      #expect(together.second.first.journeys.sorted() == (try way.visit(log, rules, with: some).0.journeys.sorted()))
      #expect(together.second.second.first.journeys.sorted() == (try way.visit(log, rules, with: all).0.journeys.sorted()))
      #expect(together.second.second.second == nil)
      let counts = [together.first?.journeys.count ?? 0, together.second.first.journeys.count, 60]
      #expect(counts[0] > 5 && counts[0] < counts[1] && together.second.second.first.journeys.count == counts[2])
    }
  }
}
