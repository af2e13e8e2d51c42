import SeededTesting
import Testing
import Values

@testable import Events

/// The fast ways of reading against their slow twins: plain rows against `readRecord`, lines that are alike against lines
/// read key by key.
@Suite struct FastWayTests {
  private static let columnSets = [
    ["time", "event", "user_id", "channel", "campaign"],
    ["user_id", "time", "skipped", "campaign", "channel", "event", "cost", "currency"],
    ["anonymous_id", "event_id", "time", "event", "channel", "campaign", "user_id", "amount"],
    ["time", "deal_id", "event", "account_id", "anonymous_id", "campaign", "channel", "cost", "event_id"],
    ["event", "deal_id", "time", "channel"],
    ["time", "event", "user_id"],
  ]

  /// Mostly what most rows have, and now and then everything else.
  private func value(of column: String, _ random: inout Seeded, oddOneIn odds: Int) -> String {
    func pick(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }
    let odd = Int.random(in: 0..<odds, using: &random) == 0
    switch column {
    case "time":
      return odd
        ? pick(["", "2026-03-01", "1772357400", "2026-03-01 9:30", "2026-02-30T00:00:00Z", "2026-03-01T24:00:00Z"])
        : pick(["2026-03-01T09:30:00Z", "2026-03-02T09:30:59.123Z", "2026-03-02t23:59:59.123456Z", "2026-03-01 00:00:00.5Z"])
    case "event": return odd ? pick(["won", "lead", "nothing", "", "identify", "Touch"]) : pick(["touch", "click", "impression"])
    case "channel":
      return odd
        ? pick(["", "(unattributed)", " email ", "é", String(repeating: "long", count: 9), "\t"])
        : pick(["email", "search", "paid_search_brand_nonbrand_abcdef", "display", "한국어", "e"])
    case "campaign":
      return odd ? pick(["", " x", String(repeating: "c", count: 33)]) : pick(["spring", "", "black_friday_187", "x"])
    case "cost", "amount": return odd ? pick(["1.5", "x", "1e3", "-2", "0.1234567"]) : pick(["", "0.725", "12"])
    case "currency": return odd ? pick(["USD", "EUR", "won", ""]) : ""
    default:
      return odd ? pick(["", "null", " u1 ", "00000000-0000-0000-0000-000000000000", "é"]) : pick(["u1", "u2", "a_8278eaed"])
    }
  }

  private func csv(_ columns: [String], _ random: inout Seeded) -> [UInt8] {
    var log: [UInt8] = []
    let odds = [5, 40, 400].randomElement(using: &random) ?? 40
    for _ in 0..<Int.random(in: 1...300, using: &random) {
      var fields = columns.map { value(of: $0, &random, oddOneIn: odds) }
      switch Int.random(in: 0..<odds * 2, using: &random) {
      case 0: fields.removeLast()
      case 1: fields.append("surplus")
      case 2: fields[0] = "\"\(fields[0])\""
      case 3: fields = [""]
      default: break
      }
      log += Array(fields.joined(separator: ",").utf8)
      if Int.random(in: 0..<odds * 20, using: &random) == 0 { log.append(0xFF) }
      log += Array((Int.random(in: 0..<odds, using: &random) == 0 ? "\r\n" : "\n").utf8)
    }
    return log
  }

  private func json(_ columns: [String], _ random: inout Seeded) -> [UInt8] {
    func pick(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }
    let odds = [5, 40, 400].randomElement(using: &random) ?? 40
    let comma = pick([",", ", "]), colon = pick([":", ": "])
    var log: [UInt8] = []
    for _ in 0..<Int.random(in: 1...300, using: &random) {
      var pairs = columns.map { column in
        let text = value(of: column, &random, oddOneIn: odds)
        let written = text.isEmpty ? pick(["null", "\"\""]) : Double(text) != nil ? pick([text, "\"\(text)\""]) : "\"\(text)\""
        return "\"\(column)\"\(colon)\(written.replacing("\t", with: "\\t"))"
      }
      switch Int.random(in: 0..<odds, using: &random) {
      case 0: pairs.removeLast()
      case 1: pairs.append(pairs[0])
      case 2: pairs.append("\"user_id\":{\"x\":1}")
      case 3: pairs.append("\"other\":[1,{\"a\":\(pick(["1e5", "tru", "true", "\"\\u00e9\"", "01"]))}]")
      case 4: pairs[0] = pairs[0].uppercased()
      case 5: pairs.shuffle(using: &random)
      default: break
      }
      let line = "{" + pairs.joined(separator: comma) + pick(["}", "}", "}", "} "])
      log += Array((Int.random(in: 0..<odds, using: &random) == 0 ? String(line.dropLast(3)) : line).utf8) + [10]
    }
    return log
  }

  /// Reads a log by both ways, in the same blocks, and holds every batch of one against that of the other.
  private func compare(_ log: [UInt8], _ columns: ColumnMap, _ format: LogFormat, cut: Int, padding: Int) throws -> Int {
    let rules = ReadingRules(seed: 9)
    var fast = EventReader(rules: rules), slow = fast
    slow.takesFastWays = false
    var one = EventBatch(), other = EventBatch()
    var start = 0
    var rows = 0
    while start < log.count {
      // Up to a line feed; a quote that spans it makes both read the same nonsense.
      var end = min(start + cut, log.count)
      while log[end - 1] != 10 { end += 1 }
      var block = Array(log[start..<end]) + Array(repeating: 0, count: padding), copy = block
      fast.read(&block, count: end - start, columns: columns, format: format, into: &one)
      slow.read(&copy, count: end - start, columns: columns, format: format, into: &other)
      try #require(text(one) == text(other), "\(String(decoding: log[start..<end], as: UTF8.self))")
      try #require(fast.touches == slow.touches && fast.labels.count == slow.labels.count)
      try #require(fast.currencies == slow.currencies && fast.roundedAmounts == slow.roundedAmounts)
      rows += one.rows.count
      start = end
    }
    return rows
  }

  /// All of a batch.
  private func text(_ batch: EventBatch) -> String {
    var copy = batch
    // Spelled out: the rows, whose parts have no equality of their own.
    let rows = batch.rows.map { "\($0.time) \($0.keyLow) \($0.keyHigh) \($0.label)" }
    copy.rows = []
    return "\(rows) \(copy)"
  }

  @Test(arguments: columnSets) func plainRowsAreThoseOfTheSlowWay(names: [String]) throws {
    var random = Seeded(71)
    let columns = try ColumnMap(header: names)
    var rows = 0
    for _ in 0..<120 {
      rows += try compare(
        csv(names, &random), columns, .csv, cut: [1, 500, 1 << 20].randomElement(using: &random) ?? 1,
        padding: [0, 1, 64].randomElement(using: &random) ?? 0)
    }
    #expect(rows > 200)
  }

  @Test(arguments: columnSets) func linesThatAreAlikeReadAsKeyByKey(names: [String]) throws {
    var random = Seeded(72)
    var rows = 0
    for _ in 0..<120 {
      rows += try compare(
        json(names, &random), ColumnMap(jsonLines: nil), .jsonLines, cut: [1, 500, 1 << 20].randomElement(using: &random) ?? 1,
        padding: [0, 1, 64].randomElement(using: &random) ?? 0)
    }
    #expect(rows > 200)
  }

  @Test func shapesAreLearnt() throws {
    let paths = try #require(try ColumnMap(jsonLines: nil).paths)
    var reader = JSONLineReader(paths, seed: 1)
    var scan = FieldScan()
    let line = #"{"time":"2026-03-01","event":"touch","user_id":"u1","deep":{"a":[1,2]},"channel":"email"}"# + "\n"
    var bytes = Array(String(repeating: line, count: 9).utf8)
    var keys = JSONKeys()
    _ = scan.scanLines(&bytes, from: 0, count: bytes.count, by: &reader, keys: &keys)
    var starts = [UInt32](repeating: 7, count: 12 * paths.fields.count), stops = starts
    var at = 0
    // The last line stands too near the end to be compared by whole vectors.
    #expect(reader.readAlike(bytes.span, from: &at, most: 9, &starts, &stops, firstField: 0) == 8)
    #expect(at == 8 * line.utf8.count && reader.feeds[0] == UInt32(line.utf8.count - 1))
    #expect(starts.contains(9) && stops.contains(19))
    // One byte of what stands between the values is another.
    let other = Array(line.replacing("deep", with: "deer").utf8) + bytes
    at = 0
    #expect(reader.readAlike(other.span, from: &at, most: 9, &starts, &stops, firstField: 0) == 0 && at == 0)
  }
}
