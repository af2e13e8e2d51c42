import LogTesting
import SeededTesting
import Testing
import Values

@testable import Events

@Suite struct EventReaderTests {
  private static let header = [
    "time", "event", "user_id", "channel", "campaign", "deal_id", "amount", "currency", "event_id",
  ]
  private static let blockSizes = [1, 2, 3, 7, 63, 64, 65, 4096]

  private func columns(_ header: [String] = header) throws -> ColumnMap { try ColumnMap(header: header) }

  private func read(_ text: String, limit: Int = 1 << 20, blockBytes: Int = 4096) throws -> ReadLog {
    var rules = ReadingRules(seed: 1, maxRecordBytes: limit)
    rules.funnel = Funnel(
      stages: Funnel.standard.stages, lead: 0, opportunity: 4, touchEvents: Funnel.standard.touchEvents,
      identifyEvents: Funnel.standard.identifyEvents, ignoredEvents: ["heartbeat"])
    return ReadLog(Array(text.utf8), columns: try columns(), rules: rules, blockBytes: blockBytes)
  }

  /// Logs with everything that moves line ends: quotes, blank lines, both line ends, open quotes, long records.
  private func randomLog(_ random: inout Seeded) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...14, using: &random) {
      let time = ["2026-03-01T09:30:00Z", "2026-03-01", "1772357400", "yesterday"].randomElement(using: &random) ?? ""
      let event = ["touch", "won", "lead", "\"touch\"", "nothing", "Won"].randomElement(using: &random) ?? ""
      let user = ["u1", "u2", "null", "\"u\"\"\n3\"", "\"u,4\""].randomElement(using: &random) ?? ""
      let channel =
        ["email", "\"e\"\"mail\"", "", "\"two\nlines\"", "mail\"x\"", "é", "(unattributed)"].randomElement(
          using: &random) ?? ""
      let rest =
        [",,", ",spring,d1,10.5,USD,e1", ",,d2,-3,,", ",,d2,x", ",,,,,,,surplus", ""].randomElement(using: &random)
        ?? ""
      let end = ["\n", "\r\n", "\n\n", "\n \r\n"].randomElement(using: &random) ?? ""
      let line = [time, event, user, channel + rest].joined(separator: ",")
      switch Int.random(in: 0..<14, using: &random) {
      case 0: text += "2026-03-01,touch,u1,\"open" + end
      case 1:
        text += "2026-03-01,touch,u1," + String(repeating: "long", count: Int.random(in: 20...60, using: &random)) + end
      case 2: text += "2026-03-01,touch,u1,\"\(String(repeating: "l\n", count: 70))\"" + end
      default: text += line + end
      }
    }
    if text.hasSuffix("\n"), Bool.random(using: &random) { text.removeLast() }
    return text
  }

  @Test func everyCutGivesTheSameRowsRejectsAndLines() throws {
    var random = Seeded(21)
    var rows = 0
    var rejects = 0
    for _ in 0..<150 {
      let text = randomLog(&random)
      let whole = try read(text, limit: 128, blockBytes: 129)
      for size in Self.blockSizes {
        let cut = try read(text, limit: 128, blockBytes: size)
        try #require(cut == whole, "\(size) bytes at a time: \(text.debugDescription)")
      }
      rows += whole.rows.count
      rejects += whole.rejects.count
      try #require(whole.rows.count + whole.rejects.count == whole.records)
    }
    #expect(rows > 200 && rejects > 200)
  }

  /// Lines are those of the log as it was, whatever the quotes in it.
  @Test(arguments: blockSizes)
  func rejectsStandOnTheLineTheyStartOn(blockBytes: Int) throws {
    let log = try read(
      "\n2026-03-01,touch,\"a\"\"\n\",\"x\"\"\n\"\nnever,touch,u,c\n\r\n2026-03-01,touch,\"u\n\",c\nnever,touch,u,c",
      blockBytes: blockBytes)
    #expect(log.rejects.map(\.line) == [5, 9])
    #expect(log.rejects.map(\.text) == ["never", "never"])
    #expect(log.rejects.map(\.column) == [.time, .time])
    #expect(log.rows.map(\.channel) == ["x\"", "c"])
    #expect(log.records == 4 && log.lines == 9)
  }

  @Test(arguments: blockSizes)
  func anOpenQuoteCostsItsOwnLineOnly(blockBytes: Int) throws {
    let atEnd = try read(
      "2026-03-01,touch,u1,\"open\n2026-03-01,touch,u2,email\n2026-03-01,touch,u3,email", blockBytes: blockBytes)
    #expect(atEnd.rejects == [ReadLog.Reject(line: 1, reason: .unclosedQuote, column: nil, text: "")])
    #expect(atEnd.rows.count == 2)
    let rows = String(repeating: "2026-03-01,touch,u2,email\n", count: 40)
    let atLimit = try read("2026-03-01,touch,u1,\"open\n\(rows)", limit: 200, blockBytes: blockBytes)
    #expect(atLimit.rejects.map(\.reason) == [.unclosedQuote])
    #expect(atLimit.rows.count == 40 && atLimit.lines == 41)
  }

  @Test(arguments: blockSizes)
  func aLineBeyondTheLimitIsDroppedWhole(blockBytes: Int) throws {
    let good = "2026-03-01,touch,u2,email\n"
    for channel in [
      String(repeating: "x", count: 300), "\"" + String(repeating: "x,", count: 150) + "\"",
      "\"" + String(repeating: "x", count: 300),
    ] {
      let log = try read(
        good + "2026-03-01,touch,u1,\(channel)\n" + good + "never,touch,u,c\n", limit: 100, blockBytes: blockBytes)
      #expect(log.rejects.map(\.reason) == [.lineTooLong, .unreadableTime])
      #expect(log.rejects.map(\.line) == [2, 4])
      #expect(log.rows.count == 2)
    }
    let start = "2026-03-01,touch,u1,"
    let exact = try read(
      start + String(repeating: "x", count: 100 - start.utf8.count), limit: 100, blockBytes: blockBytes)
    #expect(exact.rows.count == 1 && exact.rejects.isEmpty)
    let over = try read(
      start + String(repeating: "x", count: 101 - start.utf8.count), limit: 100, blockBytes: blockBytes)
    #expect(over.rejects.map(\.reason) == [.lineTooLong])
  }

  @Test func checksComeInTheOrderOfTheSpecification() throws {
    func reasons(_ line: String) throws -> [RejectReason] { try read(line + "\n").rejects.map(\.reason) }
    #expect(try reasons("never,nothing,,,,,x,??,e,surplus") == [.wrongFieldCount])
    #expect(try reasons("never,nothing,,") == [.unreadableTime])
    #expect(try reasons("2026-03-01,nothing,,") == [.unknownEvent])
    #expect(try reasons("2026-03-01,touch,,") == [.missingIdentity])
    #expect(try reasons("2026-03-01,touch,u,") == [.missingChannel])
    #expect(try reasons("2026-03-01,won,u,(unattributed)") == [.missingChannel])
    #expect(try reasons("2026-03-01,won,u,,,,x,??") == [.unreadableAmount])
    #expect(try reasons("2026-03-01,won,u,,,,1,??") == [.unknownCurrency])
    #expect(try reasons("2026-03-01,won,u,,,,,??") == [])
    #expect(try reasons("2026-03-01,touch,u,email,,,x,??") == [])
    #expect(try reasons("2026-03-01,won,u,,,,1,USD,e,, ,") == [])
  }

  @Test func shortRowsIgnoredRowsAndSpaces() throws {
    let log = try read(
      " 2026-03-01 , WON , u1 \n2026-03-01,heartbeat,,\n2026-03-01,Click,u1,\"  email \",spring\n2026-03-01,login,u1\n")
    #expect(log.rows.map(\.code) == [EventCode.stage(6), EventCode.touch, EventCode.identify])
    #expect(log.rows[1].channel == "email" && log.rows[1].campaign == "spring")
    #expect(log.records == 4 && log.rejects.isEmpty)
  }

  @Test func extrasAreThoseOfTheRow() throws {
    let log = try read(
      "2026-03-01,won,u1,,,d1,10.5,,e1\n2026-03-01,won,u1,,,null,,,\n2026-03-01,touch,u1,email,,d1,7,,e2\n2026-03-01,lead,u1,,,d1,0\n"
    )
    #expect(log.rows[0].extras?.parts == [.deal, .money, .eventID])
    #expect(log.rows[0].extras?.money == 10_500_000)
    #expect(log.rows[1].extras == nil)
    #expect(log.rows[2].extras?.parts == [.eventID])
    #expect(log.rows[3].extras?.parts == [.deal, .money])
    #expect(log.rows[0].extras?.deal == log.rows[3].extras?.deal)
    #expect(log.rows[0].extras?.eventID != log.rows[2].extras?.eventID)
  }

  @Test func strongestIdIsTheKey() throws {
    let header = ["time", "event", "account_id", "user_id", "anonymous_id"]
    func keys(_ lines: [String]) throws -> [JourneyKey] {
      ReadLog(
        Array(lines.map { "2026-03-01,lead,\($0)\n" }.joined().utf8), columns: try columns(header),
        rules: ReadingRules(seed: 1), blockBytes: 4096
      ).rows.map(\.key)
    }
    let found = try keys(["a,u,c", "a,,", "NULL,u,c", ",u,", ",,c", ",,a", "none,(Not Set),c"])
    #expect(found[0] == found[1] && found[2] == found[3] && found[4] == found[6])
    #expect(Set(found).count == 4)
  }

  @Test func damagedLettersRejectTheirOwnRowOnly() throws {
    var log = Array("2026-03-01,touch,u1,ema\"é\"il\n2026-03-01,touch,u2,".utf8) + [0xE9, 0x0A]
    log += Array("2026-03-01,touch,u3,\"x\"\"é\"\n2026-03-01,touch,\"".utf8) + [0xC0, 0x80] + Array("\",c\n".utf8)
    log += Array("2026-03-01,touch,u4,한국어\n".utf8)
    let read = ReadLog(log, columns: try columns(), rules: ReadingRules(seed: 1), blockBytes: 4096)
    #expect(read.rejects.map(\.line) == [2, 4])
    #expect(read.rejects.allSatisfy { $0.reason == .badEncoding && $0.column == nil })
    #expect(read.rows.map(\.channel) == ["ema\"é\"il", "x\"é", "한국어"])
  }

  @Test func rejectedTextIsCutAtALetter() throws {
    let long = String(repeating: "é", count: 60)
    let log = try read("\(long),touch,u1,c\n")
    #expect(log.rejects.map(\.text) == [String(repeating: "é", count: 40)])
  }

  @Test func currenciesAreGatheredOrHeldToTheReports() throws {
    var rules = ReadingRules(seed: 1)
    func reader(_ lines: String) throws -> (EventReader, EventBatch) {
      var reader = EventReader(rules: rules)
      var batch = EventBatch()
      var bytes = Array(lines.utf8)
      reader.read(&bytes, count: bytes.count, columns: try columns(), format: .csv, into: &batch)
      return (reader, batch)
    }
    let lines =
      "2026-03-01,won,u,,,,1,usd\n2026-03-01,won,u,,,,1.0000005,EUR\n2026-03-01,won,u,,,,,KRW\n2026-03-01,won,u,,,,1,\n"
    let open = try reader(lines)
    #expect(open.0.currencies.map(\.code).sorted() == ["EUR", "USD"])
    #expect(open.0.roundedAmounts == 1)
    rules.reportCurrency = Currency("EUR")
    let held = try reader(lines)
    #expect(held.1.rejects.map(\.reason) == [.noExchangeRate])
    #expect(held.1.rows.count == 3)
  }
}
