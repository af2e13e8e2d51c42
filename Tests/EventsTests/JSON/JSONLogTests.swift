import LogTesting
import SeededTesting
import Testing
import Values

@testable import Events

/// Logs of JSON lines as events.
@Suite struct JSONLogTests {
  private static let sizes = JSONReading.blockSizes

  private func randomLog(_ random: inout Seeded) -> String {
    func pick(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }
    var text = ""
    for _ in 0..<Int.random(in: 0...14, using: &random) {
      let time = pick(["\"2026-03-01T09:30:00Z\"", "1772357400", "\"yesterday\"", "1772357400.5"])
      let event = pick(["touch", "won", "\\u0057on", "nothing", "cl\\u0069ck"])
      let user = pick(["\"u1\"", "2", "null", "\"u\\n3\"", "{\"id\":4}", "\"\\ud83d\\ude00\""])
      var keys = [
        "\"time\":\(time)", "\"event\": \"\(event)\"", "\"user_id\":\(user)",
        pick(["\"channel\":\"email\"", "\"Channel\" : \"é\"", "\"channel\":null", "\"x\":[1,{\"y\":[]}]"]),
        pick(["\"amount\":10.50", "\"amount\":\"-3\"", "\"amount\":1e400", "\"amount\":true", "\"y\":-0.0e1"]),
      ]
      keys.shuffle(using: &random)
      let line = "{" + keys.joined(separator: pick([",", ", ", " ,\t"])) + "}"
      let end = pick(["\n", "\r\n", "\n\n", "\n \r\n"])
      switch Int.random(in: 0..<12, using: &random) {
      case 0: text += String(line.dropLast(Int.random(in: 1...9, using: &random))) + end
      case 1: text += line.dropLast() + ",\"long\":\"" + String(repeating: "long", count: 60) + "\"}" + end
      case 2: text += line + "\"" + end
      default: text += line + end
      }
    }
    if text.hasSuffix("\n"), Bool.random(using: &random) { text.removeLast() }
    return text
  }

  @Test func everyCutGivesTheSameRowsRejectsAndLines() throws {
    var random = Seeded(31)
    var rows = 0
    var rejects = 0
    for _ in 0..<150 {
      let text = randomLog(&random)
      let whole = try JSONReading.log(text, limit: 200, blockBytes: 201)
      for size in Self.sizes {
        let cut = try JSONReading.log(text, limit: 200, blockBytes: size)
        try #require(cut == whole, "\(size) bytes at a time: \(text.debugDescription)")
      }
      rows += whole.rows.count
      rejects += whole.rejects.count
      try #require(whole.rows.count + whole.rejects.count == whole.records)
    }
    #expect(rows > 150 && rejects > 400)
  }

  @Test func aRowIsWhatItsValuesSay() throws {
    let log = try JSONReading.log(
      #"{"time":1772357400,"event":"Won","account_id":" a ","user_id":17,"anonymous_id":null,"channel":"e\u006dail","deal_id":"d","amount":0.1,"currency":"usd","event_id":"e","extra":[{}]}"#
        + "\n" + #"{"event_time":"x","time":null}"# + "\n")
    #expect(log.rows.count == 1 && log.rejects.map(\.reason) == [.unreadableTime])
    let row = try #require(log.rows.first)
    #expect(row.time == 1_772_357_400_000_000 && row.channel == "email")
    #expect(row.key == JourneyKey(Array("a".utf8).span, kind: .account, seed: 1))
    #expect(row.extras?.money == 100_000 && row.extras?.parts == [.money, .deal, .eventID])
  }

  /// Amounts are what is written: no digit of them has been through a floating-point number.
  @Test func amountsAreTakenFromTheirText() throws {
    func money(_ text: String) throws -> Int64? {
      try JSONReading.log("{\"time\":\"2026-03-01\",\"event\":\"won\",\"user_id\":\"u\",\"amount\":\(text)}").rows.first?.extras?
        .money
    }
    #expect(try money("9007199254740.993001") == 9_007_199_254_740_993_001)
    #expect(try money("\"9007199254740.993001\"") == 9_007_199_254_740_993_001)
    #expect(try money("0.000001") == 1 && money("1e-6") == 1 && money("-0.1") == -100_000)
    #expect(try money("\"$1,234.50\"") == 1_234_500_000 && money("\"1,234.50\"") == 1_234_500_000)
    #expect(try money("1e400") == nil && money("12345678901234567890") == nil && money("true") == nil)
  }

  @Test(arguments: sizes)
  func aBadLineCostsItselfAlone(blockBytes: Int) throws {
    let good = "{\"time\":\"2026-03-01\",\"event\":\"won\",\"user_id\":\"u\"}\n"
    let long = "{\"time\":\"" + String(repeating: "x", count: 300) + "\"}\n"
    let log = try JSONReading.log(
      "\n" + good + "{\"time\":\"2026\n" + good + "\r\n" + long + good + "{\"user_id\":\"u\",\"user_id\":\"v\"}\n" + good + "{",
      limit: 100,
      blockBytes: blockBytes)
    #expect(log.rows.count == 4 && log.lines == 10)
    #expect(log.rejects.map(\.reason) == [.badJSON, .lineTooLong, .badJSON, .badJSON])
    #expect(log.rejects.map(\.line) == [3, 6, 8, 10])
    #expect(log.rejects.map(\.column) == [nil, nil, .userID, nil])
    #expect(
      log.rejects.map(\.text) == [
        "byte 14: unclosed string", "", "byte 27: 'user_id' is given a second value", "byte 2: no key in quotes",
      ])
  }

  @Test func damagedLettersRejectTheirOwnLineOnly() throws {
    let columns = try ColumnMap(jsonLines: nil)
    func line(_ channel: [UInt8]) -> [UInt8] {
      Array("{\"time\":\"2026-03-01\",\"event\":\"touch\",\"user_id\":\"u\",\"channel\":\"".utf8) + channel + Array("\"}\n".utf8)
    }
    let log =
      line(Array("é".utf8)) + line([0xE9]) + line(Array("\\u00e9\\ud55c".utf8) + [0xC3]) + line([0xC3] + Array("\\u00e9".utf8))
      + line(Array("\\u00e9\\n한".utf8)) + line([0xED, 0xA0, 0x80])
    let read = ReadLog(log, columns: columns, rules: ReadingRules(seed: 1), blockBytes: 4096, format: .jsonLines)
    #expect(read.rejects.map(\.line) == [2, 3, 4, 6] && read.rejects.allSatisfy { $0.reason == .badEncoding })
    #expect(read.rows.map(\.channel) == ["é", "é\n한"])
  }

  /// A line has at most the text of a fault, never its own.
  @Test func faultsTellNothingOfTheLine() throws {
    let log = try JSONReading.log("{\"user_id\":\"customer-4711\" \"x\"}\n{\"user_id\":{\"id\":\"customer-4711\"}}\n")
    #expect(log.rejects.map(\.reason) == [.badJSON, .badJSON])
    #expect(log.rejects.allSatisfy { !$0.text.contains("4711") && !$0.text.isEmpty })
  }

  /// A file with one format after another: nothing of the first is left.
  @Test func oneReaderReadsBothFormats() throws {
    var reader = EventReader(rules: ReadingRules(seed: 1))
    var batch = EventBatch()
    var lines = Array("{\n{\"time\":\"2026-03-01\",\"event\":\"won\",\"user_id\":\"\\u0075\"}\n".utf8)
    let json = try ColumnMap(jsonLines: nil)
    reader.read(&lines, count: lines.count, columns: json, format: .jsonLines, into: &batch)
    #expect(batch.rows.count == 1 && batch.rejects.count == 1 && batch.lineCount == 2)
    var text = Array("x\n2026-03-01,won,u\n".utf8)
    let csv = try ColumnMap(header: ["time", "event", "user_id"])
    reader.read(&text, count: text.count, columns: csv, format: .csv, into: &batch)
    #expect(batch.rows.count == 1 && batch.rejects.map(\.reason) == [.unreadableTime] && batch.keys == JSONKeys())
  }
}
