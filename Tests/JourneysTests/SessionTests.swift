import Events
import Testing
import Values

@testable import Journeys

/// Touches left out by choice: sessions and channels. Times are minutes.
@Suite struct SessionTests {
  private static let minute: Int64 = 60_000_000

  private func touch(_ minutes: Int64, slot: UInt32 = 0, money: Int64? = nil, id: Int? = nil, journey: Int = 1) -> SampleRow {
    SampleRow(
      source: 0, stretch: 0, time: minutes * Self.minute, journey: journey, code: EventCode.touch, slot: slot, money: money,
      eventID: id)
  }

  private func won(_ minutes: Int64, slot: UInt32? = nil) -> SampleRow {
    SampleRow(
      source: 0, stretch: 0, time: minutes * Self.minute, journey: 1, code: EventCode.stage(6), slot: slot, money: 1)
  }

  private func rules(_ change: (inout JourneyRules) -> Void = { _ in }) -> JourneyRules {
    var rules = JourneyRules(
      goals: [6], lookback: 1000 * Self.minute, sessionGap: 30 * Self.minute, opportunity: nil, stageCount: 9,
      milestoneStages: [])
    change(&rules)
    return rules
  }

  /// The minutes of the goal's touches, in memory and from scratch alike.
  private func touches(_ rows: [SampleRow], _ rules: JourneyRules, excluding slots: Set<UInt32> = []) throws -> [Int64] {
    var log = SampleLog(rows)
    log.excludedSlots = slots
    let inMemory = try Circumstances().settle(log, rules).0
    let outside = try Circumstances(constantPlacement: true, spillAlways: true, bytesPerWorker: 0).settle(log, rules).0
    #expect(outside == inMemory)
    let line = try #require(inMemory.goals.first)
    return line.split(separator: ":")[1].split(separator: " ").compactMap { Int64($0.prefix { $0 != "/" }) }.map {
      $0 / Self.minute
    }
  }

  @Test func aSessionGoesOnAsLongAsItsTouchesFollowEachOther() throws {
    // 30 minutes after the one before belong to it, be that a repeat; a microsecond more does not.
    var late = touch(120)
    late.time += 1
    #expect(try touches([touch(0), touch(30), touch(60), touch(90), late, won(200)], rules()) == [0, 120])
    #expect(try touches([touch(0), touch(0), touch(0), won(200)], rules()) == [0])
    #expect(try touches([touch(0), touch(31), touch(62), won(200)], rules()) == [0, 31, 62])
    #expect(try touches([touch(0), touch(1), won(200)], rules { $0.sessionGap = nil }) == [0, 1])
  }

  @Test func everyChannelAndCampaignHasItsOwn() throws {
    #expect(try touches([touch(0), touch(1, slot: 1), touch(2), touch(3, slot: 1), won(9)], rules()) == [0, 1])
  }

  @Test func theFirstStaysWhateverKeepsOfDuplicates() throws {
    let rows = [touch(0, id: 1), touch(10, id: 2), touch(100, id: 2), won(200)]
    #expect(try touches(rows, rules()) == [0])
    // The later one of the two with id 2 stays, and is a session of its own.
    #expect(try touches(rows, rules { $0.keepsLast = true }) == [0, 100])
  }

  @Test func journeysDoNotShareSessions() throws {
    #expect(try touches([touch(0, journey: 2), touch(1), won(9)], rules()) == [1])
  }

  @Test func aStagesOwnTouchIsNoneOfItsSession() throws {
    let rows = [touch(0), won(5, slot: 0), touch(10), touch(45), won(60)]
    let change: (inout JourneyRules) -> Void = { $0.stageTouches = true }
    // The first goal: its own touch and the one before; 10 repeats 0, and 45 is 35 minutes later.
    let log = SampleLog(rows)
    let goals = try Circumstances().settle(log, rules(change)).0.goals
    #expect(goals.map { $0.split(separator: ":")[1].split(separator: " ").count }.sorted() == [2, 3])
    #expect(try Circumstances().settle(log, rules(change)).0.totals.rows[0].sameSession == 1)
  }

  @Test func anExcludedChannelGivesNoTouchAndNoCost() throws {
    let rows = [touch(0, money: 5), touch(1, slot: 1, money: 7), touch(2, slot: 1, money: 1, journey: 2), won(9, slot: 1)]
    let change: (inout JourneyRules) -> Void = { $0.stageTouches = true }
    #expect(try touches(rows, rules(change), excluding: [1]) == [0])
    var log = SampleLog(rows)
    log.excludedSlots = [1]
    let found = try Circumstances().settle(log, rules(change)).0
    #expect(found.totals.rows[0].excludedTouches == 2 && found.costs.amounts == [5, 0, 0, 0, 0])
    #expect(found.costs.isNamed == [true, false, false, false, false])
  }

  @Test func anExcludedTouchBeginsNoSessionAndADuplicateIsOneFirst() throws {
    let rows = [touch(0, id: 1), touch(10, id: 1), touch(20, slot: 1, id: 2), touch(21, slot: 1, id: 2), won(90)]
    var log = SampleLog(rows)
    log.excludedSlots = [1]
    let totals = try Circumstances().settle(log, rules()).0.totals.rows[0]
    #expect(totals.duplicateTouches == 2 && totals.excludedTouches == 1 && totals.sameSession == 0)
  }

  @Test func timesAtTheEdgesAreFarApart() {
    var sessions = Sessions(gap: .max)
    let first = sessions.isRepeat(slot: 0, time: .min)
    let second = sessions.isRepeat(slot: 0, time: .max)
    #expect(!first && !second)
  }

  @Test func sessionsThatAreOverAreForgottenAndThoseThatGoOnAreNot() {
    var sessions = Sessions(gap: 10)
    // As many as are kept stand at time 0; the first goes on. One more has the others forgotten.
    var repeats = 0
    for slot in 0..<PartitionPolicy.mostSessions where sessions.isRepeat(slot: UInt32(slot), time: 0) { repeats += 1 }
    #expect(repeats == 0)
    let first = sessions.isRepeat(slot: 0, time: 6)
    let new = sessions.isRepeat(slot: .max, time: 15)
    let goesOn = sessions.isRepeat(slot: 0, time: 16), isOver = sessions.isRepeat(slot: 1, time: 16)
    #expect(first && !new && goesOn && !isOver)
    sessions.begin()
    let again = sessions.isRepeat(slot: 0, time: 17)
    #expect(!again)
  }
}

extension Sessions {
  fileprivate mutating func isRepeat(slot: UInt32, time: Int64) -> Bool { rowBefore(0, slot: slot, time: time) != nil }
}
