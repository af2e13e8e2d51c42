import Events
import SeededTesting
import Testing
import Values

@testable import Journeys

@Suite struct JourneyRowTests {
  @Test(arguments: [0, 1, 2, 5, 33, 500, 3000])
  func sortsAsAPlainSortDoes(count: Int) {
    var random = Seeded(UInt64(count))
    for keys in [1, 3, count + 1] {
      var rows = JourneyRows()
      // Keys that differ in one half only, and in bits that choose no bucket.
      let drawn = (0..<keys).map { _ in
        JourneyKey(
          low: random.next() & (Bool.random(using: &random) ? 0xFF : .max),
          high: UInt32.random(in: 0...2, using: &random))
      }
      // Rows come in any order, each with a position in the input of its own.
      for number in (0..<UInt64(count)).shuffled(using: &random) {
        let key = drawn.randomElement(using: &random) ?? JourneyKey(low: 0, high: 0)
        let event = EventRow(time: Int64.random(in: -3...3, using: &random), key: key, label: 0)
        let cell = EventCell(event, position: UInt16(number % 100))
        let input = InputPosition(RunMark(source: 0, rowNumber: number / 100 << 16), rank: UInt32(number / 700), cell)
        let touch = LabelMeaning(code: EventCode.touch, hasChannel: true, slot: 0)
        rows.rows.append(JourneyRow(cell, touch, source: 0, input: input, extras: -1))
      }
      rows.sort()
      func rank(_ i: Int) -> (UInt64, UInt32, Int64, UInt32, UInt64) {
        let row = rows.rows[i]
        return (row.keyLow, row.keyHigh, row.time, row.sourceRank, row.rowNumber)
      }
      // Journeys stand in any order, each together; rows within one by time, then input order.
      var journeys: [[Int]] = []
      while let start = Optional(journeys.reduce(0) { $0 + $1.count }), start < count {
        journeys.append(rows.order[rows.journey(from: start)].map { Int($0) })
      }
      let slow = Dictionary(grouping: rows.rows.indices) {
        JourneyKey(low: rows.rows[$0].keyLow, high: rows.rows[$0].keyHigh)
      }
      #expect(journeys.count == slow.count)
      for journey in journeys {
        guard let first = journey.first else { continue }
        let key = JourneyKey(low: rows.rows[first].keyLow, high: rows.rows[first].keyHigh)
        #expect(journey == slow[key]?.sorted { rank($0) < rank($1) })
      }
    }
  }

  @Test func theFilterForgetsNoKey() {
    var random = Seeded(9)
    var filter = KeyFilter()
    for rows in [0, 10, 100_000] {
      filter.reset(rows: rows)
      #expect(!filter.mayContain(0) && !filter.mayContain(.max))
      let keys = (0..<min(rows, 5000)).map { _ in random.next() }
      for key in keys { filter.insert(key) }
      #expect(keys.allSatisfy { filter.mayContain($0) })
      let others = (0..<2000).count { _ in filter.mayContain(random.next()) }
      #expect(others < 500)
    }
  }
}
