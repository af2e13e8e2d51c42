import Events
import Journeys
import Platform
import Synchronization
import Testing
import Values

@testable import Pipeline

@Suite struct RejectLogTests {
  private func reject(_ line: Int, _ text: String, _ column: EventColumn? = .time) -> BlockReject {
    var rejects: [BlockReject] = []
    var batch = EventBatch()
    EventReader.reject(.unclosedQuote, into: &batch)
    rejects = batch.rejects
    rejects[0].line = line
    rejects[0].reason = .unreadableTime
    rejects[0].column = column
    rejects[0].text = text
    return rejects[0]
  }

  private func log(limit: Int64? = nil) -> RejectLog {
    RejectLog(scratch: ScratchSource(directory: "/tmp", space: ScratchSpace(limit: limit)))
  }

  private let sources: [SourceRegistry.Source] = {
    var first = SourceRegistry.Source(name: "b.csv", input: 1, member: 0)
    (first.headerLines, first.blockLines) = (2, [10, 20, 30])
    var second = SourceRegistry.Source(name: "a.csv", input: 0, member: 0)
    (second.headerLines, second.blockLines) = (1, [100])
    return [first, second]
  }()

  @Test func rowsComeInInputOrderWithTheirLines() throws {
    let log = log()
    try log.add([reject(0, "x"), reject(29, "")], source: 0, block: 2)
    try log.add([], source: 0, block: 0)
    try log.add([reject(4, "é", nil)], source: 1, block: 0)
    try log.add([reject(0, "y", .eventID)], source: 0, block: 0)
    let rows = log.rows(of: sources, ranks: [1, 0])
    let expected = [
      RejectedRow(source: "a.csv", line: 6, reason: .unreadableTime, column: "", text: "é"),
      RejectedRow(source: "b.csv", line: 3, reason: .unreadableTime, column: "event_id", text: "y"),
      RejectedRow(source: "b.csv", line: 33, reason: .unreadableTime, column: "time", text: "x"),
      RejectedRow(source: "b.csv", line: 62, reason: .unreadableTime, column: "time", text: ""),
    ]
    #expect(Array(rows) == expected)
    #expect(Array(rows) == expected, "a second walk gives the same")
    try rows.check()
  }

  /// More than the log keeps in memory: what went to scratch comes back in its place.
  @Test func manyRowsGoThroughScratch() throws {
    let log = log()
    let text = String(repeating: "t", count: 80)
    for block in (0..<70).reversed() {
      try log.add((0..<1000).map { reject($0, "\(block) \(text)") }, source: 0, block: UInt32(block))
    }
    var source = sources[0]
    source.blockLines = Array(repeating: 1000, count: 70)
    let rows = log.rows(of: [source], ranks: [0])
    var count: Int64 = 0
    for row in rows {
      try #require(row.line == count + 3 && row.text.hasPrefix("\(count / 1000) t"))
      count += 1
    }
    #expect(count == 70_000)
    try rows.check()
  }

  @Test func fullScratchEndsTheRun() throws {
    let log = log(limit: 0)
    let block = (0..<1000).map { reject($0, String(repeating: "t", count: 80)) }
    #expect(throws: ScratchError.overLimit(directory: "/tmp", limit: 0)) {
      for number in 0..<70 { try log.add(block, source: 0, block: UInt32(number)) }
    }
  }

  /// Rows that could not be read back were left out as if they had never been rejected.
  @Test func rowsThatCannotBeReadBackAreMissed() throws {
    let broken = RejectedRows.BlockRows(source: "a", linesBefore: 0, ownerless: []) { throw ScratchError.cut(directory: "/tmp") }
    let calls = Atomic<Int>(0)
    let counter = CallCounter(calls)
    let rows = RejectedRows(blocks: [
      broken, RejectedRows.BlockRows(source: "b", linesBefore: 0, ownerless: []) { counter.count() },
    ])
    try rows.check()
    #expect(Array(rows).isEmpty)
    #expect(throws: ScratchError.cut(directory: "/tmp")) { try rows.check() }
    #expect(counter.calls == 0, "nothing is read after the error")
  }

  private final class CallCounter: Sendable {
    private let made: Atomic<Int>
    init(_ made: consuming Atomic<Int>) { self.made = made }
    var calls: Int { made.load(ordering: .relaxed) }
    func count() -> [UInt8] {
      made.add(1, ordering: .relaxed)
      return []
    }
  }
}
