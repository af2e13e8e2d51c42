import Testing
import Values

@testable import Tables

/// Spend files with columns of other names, and columns that every row has.
@Suite struct SpendLayoutTests {
  private func read(_ text: String, _ layout: SpendLayout, rates: ExchangeRates = ExchangeRates()) throws -> SpendReader {
    var reader = SpendReader(source: "s.csv", rules: SpendRules(reportCurrency: Currency("USD"), rates: rates, layout: layout))
    try reader.read(Array(text.utf8))
    try reader.finish()
    return reader
  }

  private func message(_ text: String, _ layout: SpendLayout) -> (status: Int32, text: String)? {
    do {
      _ = try read(text, layout)
      return nil
    } catch let error as TableError { return (error.exitStatus, error.description) } catch { return nil }
  }

  @Test func columnsOfAnyNameAreReadAndOnlyThese() throws {
    let layout = SpendLayout(columns: [.date: "Date_Day", .channel: "UTM_Source", .amount: "spend"])
    let reader = try read("date_day,utm_source,utm_campaign,spend,cost\n2026-01-01,ads,x,3,9\n2026-01-02,ads\n", layout)
    #expect(reader.ledger.amounts == [SlotName(channel: "ads", campaign: ""): 3_000_000])
    #expect(reader.ledger.counts[.unreadableAmount] == 1, "a ragged row has no amount")
    let found = try #require(reader.columnsFound)
    #expect(found.places == [.date: 0, .channel: 1, .amount: 3] && found.header.count == 5)
  }

  @Test func constantsAreAsIfEveryRowHadThem() throws {
    let usd = try #require(Currency("USD"))
    let layout = SpendLayout(constants: [.channel: "fair", .campaign: "Köln", .currency: "usd"])
    let reader = try read("date,amount\n2026-01-01,5\n2026-01-02,x\n", layout)
    #expect(reader.ledger.amounts == [SlotName(channel: "fair", campaign: "Köln"): 5_000_000])
    #expect(reader.ledger.counts[.unreadableAmount] == 1 && reader.ledger.currencies == [usd])
  }

  @Test func rowsWithoutACurrencyTakeTheSets() throws {
    let eur = try #require(Currency("EUR")), usd = try #require(Currency("USD"))
    let two = try #require(ExchangeRate(WrittenDecimal(magnitude: 2, scale: 0)))
    let rates = ExchangeRates([.init(day: 0, base: eur, quote: usd, rate: two)])
    let text = "date,channel,amount,currency\n2026-01-01,a,1,\n2026-01-01,b,1,USD\n2026-01-01,c,€3,\n"
    let reader = try read(text, SpendLayout(currency: eur), rates: rates)
    let amounts = reader.ledger.amounts.map { "\($0.key.channel) \($0.value)" }.sorted()
    #expect(amounts == ["a 2000000", "b 1000000", "c 6000000"])
  }

  @Test func whatCannotBeMeantIs78() throws {
    let header = "date,channel,amount\n"
    let missing = try #require(message(header, SpendLayout(columns: [.date: "day", .channel: "channel", .amount: "amount"])))
    #expect(missing.status == 78)
    #expect(
      missing.text
        == "s.csv: 'date' is to be read from 'day', but the header has it not once; it has 'date', 'channel', 'amount'")
    let both = try #require(message(header, SpendLayout(constants: [.channel: "fair"])))
    #expect(both.status == 78)
    #expect(both.text.hasPrefix("s.csv: 'channel' has a constant, but the header has 'channel', which is read as 'channel'; "))
    let lacking = try #require(message(header, SpendLayout(columns: [.date: "date"])))
    #expect(lacking.status == 65 && lacking.text.contains("no column for 'channel' and 'amount'"))
  }
}
