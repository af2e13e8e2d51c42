import LogTesting
import SeededTesting
import Testing
import Values

@testable import Events

/// Columns that every row has by its set, and sets that a reader goes back and forth between.
@Suite struct ConstantFieldTests {
  private static let fields: [EventColumn: [String]] = [
    .time: ["2026-03-01T09:30:00Z", "2026-03-01", "1772357400", "yesterday"],
    .event: ["touch", "won", "Won", "identify", "heartbeat", "nothing"],
    .userID: ["u1", "u2", "null", ""], .anonymousID: ["c1", "c2", ""], .accountID: ["a1", "none", ""],
    .channel: ["email", "paid social", "é", "(unattributed)", ""], .campaign: ["spring", ""], .cost: ["1.5", "x", ""],
    .dealID: ["d1", ""], .amount: ["10", "$7", "1e30", ""], .currency: ["USD", "eur", "dollars", ""],
    .eventID: ["e1", "e2", ""],
  ]
  private static let map = "channel,medium,channel\nemail,*,Mail\n*,web,Web\n"

  private func rules() throws -> ReadingRules {
    var rules = ReadingRules(
      seed: 3, maxRecordBytes: 256, channelMap: try ChannelMap(Array(Self.map.utf8), name: "map.csv"))
    rules.reportCurrency = Currency("USD")
    rules.rates = ExchangeRates([])
    return rules
  }

  /// A log with some columns left out gives, with what they always hold as constants, what the whole log gives.
  @Test func areAsIfEveryRowHadThem() throws {
    var random = Seeded(12)
    var rows = 0, rejects = 0
    for round in 0..<300 {
      let constant = EventColumn.allCases.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
      let read = EventColumn.allCases.filter { !constant.contains($0) }
      var constants: [EventColumn: String] = [:]
      for column in constant { constants[column] = Self.fields[column]?.randomElement(using: &random) }
      var short = "", long = ""
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        let end = Bool.random(using: &random) ? "\n" : "\r\n"
        let quote = Int.random(in: 0..<4, using: &random) == 0 ? "\"" : ""
        let own = read.map { quote + (Self.fields[$0]?.randomElement(using: &random) ?? "") + quote } + ["web"]
        // A ragged row lacks the last of its own columns alone.
        let kept = Array(own.prefix(Int.random(in: 1...own.count + 2, using: &random)))
        let filled = kept + Array(repeating: "", count: own.count - kept.count)
        short += kept.joined(separator: ",") + end
        long += (constant.map { constants[$0] ?? "" } + filled).joined(separator: ",") + end
      }
      let names = read.map(\.name) + ["medium"]
      let rules = try rules()
      let columns = try renamed(names, read, constants: constants, rules)
      let whole = try renamed(constant.map(\.name) + names, read + constant, constants: [:], rules)
      let size = [1, 7, 64, 4096][round % 4]
      let a = ReadLog(Array(short.utf8), columns: columns, rules: rules, blockBytes: size)
      let b = ReadLog(Array(long.utf8), columns: whole, rules: rules, blockBytes: 4096)
      try #require(a == b, "\(constants): \(short.debugDescription)")
      rows += a.rows.count
      rejects += a.rejects.count
    }
    #expect(rows > 100 && rejects > 100)
  }

  /// With a map: otherwise a log without an id would be refused, and here it may lack any.
  private func renamed(
    _ header: [String], _ read: [EventColumn], constants: [EventColumn: String], _ rules: ReadingRules
  ) throws -> ColumnMap {
    var renamed: [EventColumn: String] = [:]
    for column in read { renamed[column] = column.name }
    return try ColumnMap(header: header, renamed: renamed, channelMap: rules.channelMap, constants: constants)
  }

  @Test func standAloneOrAreRefused() throws {
    let header = ["time", "user_id", "Stage", "value"]
    let found = #expect(throws: ColumnError.self) { try ColumnMap(header: header, constants: [.event: "won"]) }
    #expect(found?.kind == .configuration)
    #expect(
      found?.message.hasPrefix("'event' has a constant in its input set, but the header has 'Stage', which is read as 'event'; ")
        == true)
    let renamed = #expect(throws: ColumnError.self) {
      try ColumnMap(header: header, renamed: [.time: "time", .userID: "user_id", .amount: "value"], constants: [.amount: "1"])
    }
    #expect(renamed?.kind == .configuration)
    let map = try ColumnMap(
      header: header, renamed: [.time: "time", .userID: "user_id"], constants: [.event: " won ", .amount: "1"])
    #expect(map[.event] < ColumnMap.absent && map[.channel] == ColumnMap.absent)
    #expect(map.constants.text(at: map[.event]) == "won" && map.constants.text(at: map[.amount]) == "1")
  }

  @Test func setsHaveTheirOwnZoneAndCurrency() throws {
    let seoul = try #require(ReportZone(name: "Asia/Seoul"))
    let eur = try #require(Currency("EUR")), usd = try #require(Currency("USD"))
    // The rate of the day in the report zone, which is another one in Seoul.
    let two = try #require(ExchangeRate(WrittenDecimal(magnitude: 2, scale: 0)))
    let three = try #require(ExchangeRate(WrittenDecimal(magnitude: 3, scale: 0)))
    let rates = ExchangeRates([
      .init(day: 0, base: eur, quote: usd, rate: two), .init(day: 1, base: eur, quote: usd, rate: three),
    ])
    let rules = ReadingRules(
      reportCurrency: usd, rates: rates, seed: 1, sets: [SetRules(), SetRules(zone: seoul, currency: eur), SetRules(zone: .utc)])
    let columns = try ColumnMap(header: ["time", "event", "user_id", "amount", "currency"])
    var reader = EventReader(rules: rules)
    var batch = EventBatch()
    func read(_ text: String, set: Int) -> [String] {
      var bytes = Array(text.utf8)
      reader.read(&bytes, count: bytes.count, set: set, columns: columns, format: .csv, into: &batch)
      return zip(batch.rows, batch.extras).map { "\($0.time / 3_600_000_000)h \($1.money)" }
    }
    for _ in 0..<2 {
      let rows = "1970-01-02 01:00,won,u,1,\n1970-01-02T01:00Z,won,u,1,usd\n"
      #expect(read(rows, set: 0) == ["25h 1000000", "25h 1000000"])
      #expect(read(rows, set: 1) == ["16h 2000000", "25h 1000000"])
      #expect(read(rows, set: 2) == ["25h 1000000", "25h 1000000"])
    }
  }
}
