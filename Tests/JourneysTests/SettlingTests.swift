import SeededTesting
import Testing
import Values

@testable import Journeys

@Suite struct SettlingTests {
  static func randomRules(_ random: inout Seeded, span: Int64) -> JourneyRules {
    let goals = [[6], [0, 6], [4, 6, 7], [8], [0, 4, 6, 7, 8]].randomElement(using: &random) ?? [6]
    var rules = JourneyRules(
      goals: goals, lookback: [0, 10, 35, 1000, .max / 2].randomElement(using: &random) ?? 0,
      opportunity: Bool.random(using: &random) ? 4 : nil,
      stageCount: 9, milestoneStages: [[], [0, 4], [0, 4, 6, 7, 8]].randomElement(using: &random) ?? [])
    rules.resetsAfterConversion = Bool.random(using: &random)
    rules.stageTouches = Bool.random(using: &random)
    rules.keepsLast = Bool.random(using: &random)
    rules.sessionGap = [nil, 0, 10, 25].randomElement(using: &random) ?? nil
    if Bool.random(using: &random) {
      rules.from = Int64.random(in: 0...span / 2, using: &random) * 10
      rules.to = rules.from + Int64.random(in: 1...span, using: &random) * 10
    }
    return rules
  }

  /// Thousands of small logs, on which every rule meets every other.
  @Test(arguments: 0..<4)
  func agreesWithTheSpecificationWordByWord(part: Int) throws {
    var random = Seeded(UInt64(100 + part))
    var goals = 0
    for round in 0..<700 {
      let journeys = Int.random(in: 1...4, using: &random)
      var log = SampleLog(
        count: Int.random(in: 1...40, using: &random), journeys: journeys, withEventIDs: round % 2 == 0, &random)
      if round % 4 < 2 { log.excludedSlots = [[1], [0, 3], [0, 1, 2, 3, 4]].randomElement(using: &random) ?? [] }
      let rules = Self.randomRules(&random, span: 12)
      let expected = SlowSettling.settle(log, rules)
      var circumstances = Circumstances(writers: Int.random(in: 1...3, using: &random))
      circumstances.looksEverywhere = round % 3 == 0
      circumstances.constantPlacement = round % 5 == 0
      if round % 7 == 0 { circumstances.bytesPerWorker = 0 }
      let found = try circumstances.settle(log, rules, shuffling: random.next()).0
      try #require(
        found.goals == expected.goals,
        "part \(part), round \(round), \(rules)\n\(log.rows.map { "\($0)" }.joined(separator: "\n"))")
      try #require(
        found.totals == expected.totals && found.costs == expected.costs,
        "part \(part), round \(round), \(rules)\n\(log.rows.map { "\($0)" }.joined(separator: "\n"))")
      goals += found.goals.count
    }
    #expect(goals > 1000)
  }

  /// Long journeys under every circumstance that may change nothing.
  @Test(arguments: [3, 400], [0, 1, 2, 3])
  func memoryWorkersAndPlacesChangeNothing(journeys: Int, features: Int) throws {
    let withEventIDs = features & 1 != 0, choosing = features & 2 != 0
    var random = Seeded(UInt64(journeys))
    var log = SampleLog(count: 6000, journeys: journeys, withEventIDs: withEventIDs, &random)
    if choosing { log.excludedSlots = [2, 4] }
    var rules = JourneyRules(goals: [0, 6], lookback: 150, opportunity: 4, stageCount: 9, milestoneStages: [0, 4])
    rules.stageTouches = true
    rules.resetsAfterConversion = journeys == 400
    if choosing { rules.sessionGap = 20 }
    let expected = SlowSettling.settle(log, rules)
    #expect(expected.goals.count > 500)
    if choosing { #expect(expected.totals.rows.reduce(0) { $0 + min($1.sameSession, $1.excludedTouches) } > 50) }
    var ways = [
      Circumstances(), Circumstances(writers: 2, bits: 8), Circumstances(writers: 5, bits: 1, budgetBytes: 0),
    ]
    ways.append(Circumstances(writers: 2, constantPlacement: true))
    ways.append(Circumstances(writers: 5, bits: 1, spillAlways: true))
    ways.append(
      Circumstances(bits: 4, constantPlacement: true, spillAlways: true, budgetBytes: 1 << 20, bytesPerWorker: 200_000))
    ways.append(Circumstances(writers: 2, bits: 1, bytesPerWorker: 30_000))
    ways.append(Circumstances(bits: 2, constantPlacement: true, bytesPerWorker: 10_000))
    // A run's mark changes every 65,536 rows.
    ways.append(Circumstances(writers: 2, bits: 1, firstRow: 65_536 - 500))
    ways.append(Circumstances(bits: 1, constantPlacement: true, bytesPerWorker: 10_000, firstRow: 2 * 65_536 - 100))
    ways.append(Circumstances(writers: 3, bits: 1, numbersBlocks: true))
    ways.append(Circumstances(writers: 2, constantPlacement: true, bytesPerWorker: 10_000, numbersBlocks: true))
    for way in ways {
      let (found, spilled) = try way.settle(log, rules, shuffling: UInt64(way.writers))
      #expect(found.totals == expected.totals && found.costs == expected.costs, "\(way)")
      #expect(found.goals == expected.goals, "\(way)")
      if way.spillAlways { #expect(spilled > 0) }
    }
  }

  @Test func equalTimesStandInInputOrderWhoeverReadThem() throws {
    // Two sources in two stretches each, all at one instant; source 1 stands before source 0.
    var rows: [SampleRow] = []
    for (source, stretch) in [(1, 0), (1, 1), (0, 0), (0, 1)] {
      for _ in 0..<2 {
        rows.append(
          SampleRow(
            source: source, stretch: stretch, time: 7, journey: 1, code: EventCode.touch, slot: UInt32(rows.count) % 5))
      }
    }
    rows.append(SampleRow(source: 0, stretch: 1, time: 7, journey: 1, code: EventCode.stage(6)))
    var log = SampleLog(rows)
    log.ranks = [1, 0]
    let rules = JourneyRules(goals: [6], lookback: 0, opportunity: nil, stageCount: 9, milestoneStages: [])
    for seed in 0..<20 as Range<UInt64> {
      for bytes in [0, 1 << 30] {
        let way = Circumstances(writers: 3, bytesPerWorker: bytes, numbersBlocks: seed % 2 == 0)
        let found = try way.settle(log, rules, shuffling: seed).0
        #expect(found.goals.map { $0.suffix(31) } == ["7/0 7/1 7/2 7/3 7/4 7/0 7/1 7/2"])
      }
    }
  }
}
