import Testing
import Values

@testable import Tables

/// Tables of exchange rates, as people write them.
@Suite struct RatesReaderTests {
  private func rows(_ text: String, step: Int = 1 << 20) throws -> [ExchangeRates.Row] {
    var reader = RatesReader(source: "r.csv")
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: step) {
      try reader.read(bytes[start..<min(start + step, bytes.count)])
    }
    try reader.finish()
    return reader.rows
  }

  private func texts(_ rows: [ExchangeRates.Row]) -> [String] {
    rows.map {
      "\(CivilDate.text(ofDay: $0.day)) \($0.base.code) \($0.quote.code) \($0.rate.millionths(of: Int64(1_000_000)) ?? 0)"
    }
  }

  @Test func usualSpellingsInAnyCut() throws {
    let text =
      "\u{FEFF}Day,note,TO_Currency,from_currency,Exchange_Rate\r\n"
      + "2026-3-1,\"a, b\",krw,usd,\"1,450.5\"\r\n\r\n20260302,,EUR,KRW,6.25e-4\n2026-03-03,x,JPY,USD,¥150"
    let wanted = ["2026-03-01 USD KRW 1450500000", "2026-03-02 KRW EUR 625", "2026-03-03 USD JPY 150000000"]
    for step in [1, 2, 3, 7, 64, 1 << 20] { #expect(try texts(rows(text, step: step)) == wanted, "blocks of \(step)") }
    #expect(try rows("").isEmpty)
    #expect(try rows("date,base,quote,rate\n").isEmpty)
  }

  @Test(arguments: [
    ("2026-01-01,USD,KRW,", "'rate' reads ''"), ("2026-01-01,USD,KRW,0", "'rate' reads '0'"),
    ("2026-01-01,USD,KRW,-5", "'rate' reads '-5'"), ("2026-01-01,USD,KRW,1.450.5", "'rate' reads '1.450.5'"),
    ("2026-01-01,USD,KRW,n/a", "above 0"), ("2026-01-01,US,KRW,1", "'base' reads 'US'"),
    ("2026-01-01,USD,,1", "'quote' reads ''"), ("01/02/2026,USD,KRW,1", "'date' reads '01/02/2026'"),
    ("2026-01-01,USD,KRW", "'rate' reads ''"), ("2026-01-01,USD,KRW,1." + String(repeating: "1", count: 40), "38 digits"),
    ("2026-01-01,\"USD,KRW,1", "never closed"),
  ])
  func whatCannotBeUsedIsNamed(line: String, words: String) {
    let text = "date,base,quote,rate\n2026-01-01,USD,KRW,1\n" + line + "\n"
    let error = #expect(throws: TableError.self) { _ = try rows(text) }
    #expect(error?.description.hasPrefix("r.csv:3: ") == true, "\(error?.description ?? "")")
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  @Test func headersThatAreNoneAreRefused() {
    let missing = #expect(throws: TableError.self) { _ = try rows("date,currency,rate\n") }
    #expect(missing == TableError(.rates, "r.csv", .missingColumns(["base", "quote"], header: ["date", "currency", "rate"])))
    let twice = #expect(throws: TableError.self) { _ = try rows("date,base,from,quote,rate\n") }
    #expect(twice == TableError(.rates, "r.csv", .ambiguousColumn("base", spellings: ["base", "from"])))
  }
}
