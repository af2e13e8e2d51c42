import Events
import Testing
import Values

@testable import Tables

/// Spend and rates as JSON lines: what the same rows as CSV come to.
@Suite struct SpendLinesTests {
  private func read(
    _ text: String, _ layout: SpendLayout = SpendLayout(), amounts: AmountStyle = .decimalPoint, step: Int = 1 << 20
  ) throws -> (reader: SpendReader, rejects: [RejectedRow]) {
    var rules = SpendRules(reportCurrency: Currency("USD"), layout: layout)
    rules.amounts = amounts
    var reader = SpendReader(source: "s", rules: rules)
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: step) {
      try reader.read(bytes[start..<min(start + step, bytes.count)])
    }
    try reader.finish()
    return (reader, reader.takeRejects())
  }

  private func error(_ text: String, _ layout: SpendLayout = SpendLayout()) -> TableError? {
    do {
      _ = try read(text, layout)
      return nil
    } catch { return error as? TableError }
  }

  private static let csv = #"""
    day,end_date,channel,campaign,spend,currency
    2026-01-01,,tv,spring,0.1,USD
    2026-01-01,2026-01-03,"Köln ""A""",,12345678901.1234565,
    20260102,,tv,,1e3,usd
    soon,,tv,,1,
    2026-01-03,2026-01-01,tv,,1,
    2026-01-01,,,,1,
    2026-01-01,,tv,,1,dollars
    2026-01-01,,tv,,,
    """#

  private static let lines = """
    {"day": "2026-01-01", "channel": "tv", "campaign": "spring", "spend": 0.1, "currency": "USD", "clicks": [1, {"a": null}]}
    {"day": "2026-01-01", "end_date": "2026-01-03", "channel": "K\\u00f6ln \\"A\\"", "spend": 12345678901.1234565}
    {"spend": "1e3", "Day": 20260102, "channel": " tv ", "currency": "usd"}
    {"day": "soon", "channel": "tv", "spend": 1}
    {"day": "2026-01-03", "end_date": "2026-01-01", "channel": "tv", "spend": 1}
    {"day": "2026-01-01", "channel": null, "spend": 1}
    {"day": "2026-01-01", "channel": "tv", "spend": 1, "currency": "dollars"}
    {"day": "2026-01-01", "channel": "tv", "spend": []}
    """

  @Test func linesComeToWhatTheirCSVComesTo() throws {
    let (csv, csvRejects) = try read(Self.csv)
    #expect(csv.ledger.counts.used == 3 && csvRejects.count == 5)
    for step in [1, 7, 64, 1 << 20] {
      let (lines, rejects) = try read(Self.lines, step: step)
      #expect(lines.ledger == csv.ledger)
      // The header is a line, too.
      #expect(
        rejects.map { "\($0.line + 1) \($0.reason) \($0.column) \($0.text)" }
          == csvRejects.map { "\($0.line) \($0.reason) \($0.column) \($0.text)" })
      #expect(lines.form.format == .jsonLines)
      #expect(lines.columnsFound?.header == ["day", "end_date", "channel", "campaign", "spend", "currency"])
    }
  }

  @Test func whatIsNoObjectIsRejected() throws {
    let text =
      "\n {\"date\": \"2026-01-01\", \"channel\": \"a\", \"amount\": 1}\n\n{\"date\"\nnothing\n"
      + "{\"date\": \"2026-01-01\", \"channel\": \"a\", \"amount\": 1, \"amount\": 2}\n"
      + "{\"date\": \"2026-01-01\", \"channel\": {\"id\": 1}, \"amount\": 1}"
    let (reader, rejects) = try read(text)
    #expect(reader.ledger.counts.read == 5 && reader.ledger.counts.used == 1 && reader.ledger.counts[.badJSON] == 4)
    #expect(rejects.map(\.line) == [4, 5, 6, 7] && rejects.map(\.column) == ["", "", "amount", "channel"])
    #expect(rejects[2].text.contains("'amount' is given a second value"))
  }

  @Test func columnsAreReadByPathsAndConstantsStand() throws {
    let layout = SpendLayout(
      columns: [.date: "segments.date", .channel: "campaign.type", .amount: "metrics[0].cost"], constants: [.currency: "usd"])
    let text = #"{"segments": {"date": "2026-01-01"}, "campaign": {"type": "SEARCH"}, "metrics": [{"cost": 7}], "amount": 9}"#
    let (reader, _) = try read(text, layout)
    #expect(reader.ledger.amounts == [SlotName(channel: "SEARCH", campaign: ""): 7_000_000])
    #expect(reader.columnsFound?.header == ["segments.date", "campaign.type", "metrics[0].cost"])
    #expect(error(text)?.exitStatus == 65, "without the paths nothing says when or where")
    let other = SpendLayout(columns: [.date: "segments.day", .channel: "campaign.type", .amount: "amount"])
    #expect(error(text, other)?.exitStatus == 78)
    #expect(error(text, other)?.description.contains("no line has a value for 'date'; the first has 'segments.…'") == true)
  }

  @Test func numbersHaveAPointWhateverTextsHave() throws {
    let text =
      #"{"date": "2026-01-01", "channel": "a", "amount": 1.5}"# + "\n"
      + #"{"date": "2026-01-01", "channel": "b", "amount": "1,5"}"#
    let (reader, _) = try read(text, amounts: .decimalComma)
    #expect(reader.ledger.amounts.values.sorted() == [1_500_000, 1_500_000])
    let (micros, _) = try read(#"{"date": "2026-01-01", "channel": "a", "amount": 1500000}"#, amounts: .micros)
    #expect(Array(micros.ledger.amounts.values) == [1_500_000])
  }

  @Test func whatCannotBeMeantIsRefused() {
    let row = #""channel": "a", "amount": 1"#
    #expect(error("{\"date\": \"2026-01-01\", \(row)}\n{\"day\": \"2026-01-02\", \(row)}")?.exitStatus == 78)
    let constant = SpendLayout(constants: [.channel: "fair"])
    #expect(error("{\"date\": \"2026-01-01\", \(row)}", constant)?.exitStatus == 78)
    #expect(error("{\n\"date\": \"2026-01-01\",\n\(row)\n}\n") == TableError(.spend, "s", .noObjects))
    #expect(error("[{\"date\": \"2026-01-01\", \(row)}]")?.description.contains("jq -c '.[]'") == true)
    let deep = SpendLayout(columns: [.date: "a.b.c.d.e.f.g.h.i.j.k", .channel: "channel", .amount: "amount"])
    #expect(error("{\(row)}", deep)?.exitStatus == 78)
  }

  @Test func ratesToo() throws {
    func rows(_ text: String) throws -> [ExchangeRates.Row] {
      var reader = RatesReader(source: "r")
      try reader.read(Array(text.utf8))
      try reader.finish()
      return reader.rows
    }
    let csv = try rows("date,base,quote,rate\n2026-01-01,EUR,USD,1.0850000001\n2026-01-02,EUR,USD,1.1\n")
    let lines =
      #"{"day": "2026-01-01", "from": "EUR", "to": "USD", "rate": 1.0850000001}"# + "\n"
      + #"{"rate": "1.1", "day": "2026-01-02", "from": "eur", "to": "USD"}"#
    #expect(try "\(rows(lines))" == "\(csv)")
    let bad = #expect(throws: TableError.self) { _ = try rows(lines + "\n{\"rate\": }") }
    #expect(bad?.description.hasPrefix("r:3: no JSON object on one line (byte 10: no value)") == true, "\(bad?.description ?? "")")
    let missing = #expect(throws: TableError.self) { _ = try rows(#"{"day": "2026-01-01", "from": "EUR", "to": "USD"}"#) }
    #expect(missing?.description.contains("'rate' reads ''") == true)
  }
}
