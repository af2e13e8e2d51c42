import Events
import Testing
import Values

@testable import Tables

private func day(_ month: Int, _ day: Int, year: Int = 2026) -> Int {
  CivilDate.dayNumber(year: year, month: month, day: day)
}

private func rules(_ days: Range<Int> = SpendRules.everyDay, rates: ExchangeRates = ExchangeRates()) -> SpendRules {
  SpendRules(days: days, reportCurrency: Currency("USD"), rates: rates)
}

/// Reads `text` in blocks of `step` bytes.
private func read(
  _ text: String, _ rules: SpendRules = rules(), step: Int = 1 << 20
) throws -> (ledger: SpendLedger, rejects: [RejectedRow]) {
  var reader = SpendReader(source: "s.csv", rules: rules)
  let bytes = Array(text.utf8)
  for start in stride(from: 0, to: bytes.count, by: step) {
    try reader.read(bytes[start..<min(start + step, bytes.count)])
  }
  try reader.finish()
  return (reader.ledger, reader.takeRejects())
}

/// The table of rates that `text` is.
private func rates(_ text: String) throws -> ExchangeRates {
  var reader = RatesReader(source: "r.csv")
  try reader.read(Array(text.utf8))
  try reader.finish()
  return ExchangeRates(reader.rows)
}

private func slot(_ channel: String, _ campaign: String = "") -> SlotName {
  SlotName(channel: channel, campaign: campaign)
}

private let header = "date,end_date,channel,campaign,amount,currency\n"

struct SpendReaderTests {
  @Test func splitsByDayAndKeepsThePeriod() throws {
    let text = header + "2026-01-01,2026-01-07,x,a,1,\n2026-01-01,2026-01-07,x,b,0.005,\n2026-01-01,2026-01-03,y,,0.005,"
    let ledger = try read(text, rules(day(1, 2)..<day(3, 1))).ledger
    #expect(ledger.amounts == [slot("x", "a"): 857_142, slot("x", "b"): 4_285, slot("y"): 3_333])
  }

  @Test func eighteenThousandOverAHundredAndNineDays() throws {
    let text = "date,end_date,channel,campaign,amount\n2026-03-14,2026-06-30,event,,18000.00\n"
    let ledger = try read(text, rules(day(4, 1)..<day(7, 1))).ledger
    #expect(ledger.amounts == [slot("event"): 15_027_522_930])
  }

  @Test func aCreditNoteIsSplitByItsAbsoluteValue() throws {
    let ledger = try read(header + "2026-01-01,2026-01-03,x,,-0.1,\n", rules(day(1, 2)..<day(2, 1))).ledger
    #expect(ledger.amounts == [slot("x"): -66_666])
  }

  @Test func recordsOutsideThePeriodAreUsedButLeaveNoRecord() throws {
    let ledger = try read(header + "2026-01-01,,x,,5,\n2026-02-01,,y,,0,\n", rules(day(2, 1)..<day(3, 1))).ledger
    #expect(ledger.amounts == [slot("y"): 0])
    #expect(ledger.counts.used == 2 && ledger.counts.balances)
  }

  @Test func checksStandInOrder() throws {
    let (ledger, rejects) = try read(
      header + """
        bad,,x,,abc,
        2026-01-05,2026-01-01,,,5,
        2026-01-05,2026-01-01,x,,,
        2026-01-05,,,,5,US
        2026-01-05,,x,,5,US
        2026-01-05,,x,,5,EUR
        2026-01-05,,(unattributed),,5,USD
        2026-01-05,bad,x,,5,USD
        2026-01-05,,x,,5,usd,,
        2026-01-05,,x,,5,usd,,more

        """)
    #expect(
      rejects.map { "\($0.line) \($0.reason.label) \($0.column) \($0.text)" } == [
        "2 unreadable date date bad", "3 end before start end_date 2026-01-01", "4 unreadable amount amount ",
        "5 missing channel channel ", "6 unknown currency currency US", "7 no exchange rate currency EUR",
        "8 missing channel channel (unattributed)", "9 unreadable date end_date bad",
        "11 wrong field count  8 fields where the header has 6",
      ])
    #expect(ledger.amounts == [slot("x"): 5_000_000])
    #expect(ledger.counts.read == 10 && ledger.counts.rejected == 9 && ledger.counts.used == 1)
    #expect(ledger.counts[.missingChannel] == 2)
    #expect(ledger.currencies == [Currency(packed: 0x555344)])
  }

  @Test func eachDaysPartTakesTheRateOfItsDay() throws {
    let rates = try rates("date,base,quote,rate\n2026-01-02,EUR,USD,1.5\n2026-01-04,EUR,USD,0.5\n")
    let report = rules(day(1, 3)..<day(1, 5), rates: rates)
    // 7 millionths over three days are 3, 2, 2: the last two at 1.5 and 0.5; one euro at 1.5 and one at 0.5 are two.
    let text = header + "2026-01-02,2026-01-04,x,,0.000007,EUR\n2026-01-01,2026-01-04,x,,4,EUR\n2026-01-03,,x,,1,\n"
    let (ledger, rejects) = try read(text, report)
    #expect(ledger.amounts == [slot("x"): 1_000_004])
    #expect(rejects.map { "\($0.line) \($0.reason.label)" } == ["3 no exchange rate"])
  }

  /// Every part is rounded alone, though days with one rate are counted together.
  @Test(arguments: ["1", "-1", "0.000011", "-0.000011", "12345.678901"])
  func daysAreRoundedOneByOne(amount: String) throws {
    let table = "day,from,to,rate\n2026-01-01,EUR,USD,1.1\n2026-01-09,EUR,USD,0.3333333\n2026-01-20,USD,EUR,3\n"
    let rates = try rates(table)
    let (eur, usd) = (try #require(Currency("EUR")), try #require(Currency("USD")))
    let (days, period) = (day(1, 1)...day(1, 31), day(1, 4)..<day(1, 28))
    let ledger = try read(header + "2026-01-01,2026-01-31,x,,\(amount),EUR\n", rules(period, rates: rates)).ledger
    let millionths = AmountReader.readPlain(Array(amount.utf8).span)
    let split = DailySplit(amount: try #require(millionths), dayCount: days.count)
    var sum: Int128 = 0
    for day in period {
      let rate = try #require(rates.rate(of: eur, in: usd, on: day))
      sum += Int128(try #require(rate.millionths(of: split[day - days.lowerBound])))
    }
    #expect(ledger.amounts == [slot("x"): sum])
  }

  @Test func aProductBeyondAllAmountsIsUnreadable() throws {
    let rates = try rates("date,base,quote,rate\n2026-01-01,EUR,USD,1000000\n")
    let rejects = try read(header + "2026-01-05,,x,,9000000000000,EUR\n", rules(rates: rates)).rejects
    #expect(rejects.map { "\($0.reason.label) \($0.column)" } == ["unreadable amount amount"])
  }

  @Test func columnsAreKnownByTheirUsualNames() throws {
    let ledger = try read("Spend , Day,CHANNEL\r\n\"$1,234.50\",20260101,café\r\n").ledger
    #expect(ledger.amounts == [slot("caf\u{E9}"): 1_234_500_000])
  }

  @Test func composedAndDecomposedNamesAreOneChannel() throws {
    let ledger = try read("day,channel,cost\n2026-01-01,caf\u{E9},1\n2026-01-01,cafe\u{301},2\n").ledger
    #expect(ledger.amounts == [slot("caf\u{E9}"): 3_000_000])
  }

  @Test func headersThatAreNoneAreRefused() {
    let missing = #expect(throws: TableError.self) { _ = try read("a,b\n1,2\n") }
    #expect(missing?.exitStatus == 65)
    #expect(missing?.description.contains("'date' and 'channel' and 'amount'") == true)
    let twice = #expect(throws: TableError.self) { _ = try read("date,channel,amount,Cost\n") }
    #expect(twice == TableError(.spend, "s.csv", .ambiguousColumn("amount", spellings: ["amount", "Cost"])))
    #expect(twice?.exitStatus == 78)
  }

  @Test func nothingIsNoSpend() throws {
    #expect(try read("").ledger == SpendLedger())
    #expect(try read(header).ledger == SpendLedger())
  }

  @Test func anyCutGivesTheSameSpend() throws {
    let text =
      "\u{FEFF}" + header
      + "2026-01-01,,\"a \"\"b\"\"\n\n\",\"c,d\",1,\r\n\n2026-01-01,,한글,,x,\n2026-01-02,,x,,\"open,\n2026-01-01,,z,,3"
    let whole = try read(text)
    #expect(whole.ledger.amounts == [slot("a \"b\"", "c,d"): 1_000_000, slot("z"): 3_000_000])
    #expect(whole.rejects.map(\.line) == [6, 7])
    #expect(whole.rejects.map(\.reason) == [.unreadableAmount, .unclosedQuote])
    for step in [1, 2, 3, 7, 63, 64, 65] {
      let cut = try read(text, step: step)
      #expect(cut.ledger == whole.ledger, "blocks of \(step)")
      #expect(cut.rejects == whole.rejects, "blocks of \(step)")
    }
  }

  @Test func brokenTextIsRejected() throws {
    var reader = SpendReader(source: "s.csv", rules: rules())
    try reader.read(Array((header + "2026-01-01,,x").utf8) + [0xFF] + Array(",,1,\n2026-01-01,,x,,1,\n".utf8))
    try reader.finish()
    #expect(reader.takeRejects().map(\.reason) == [.badEncoding])
    #expect(reader.takeRejects().isEmpty)
    #expect(reader.ledger.counts.used == 1)
  }
}

struct SpendTotalsTests {
  @Test func ledgersAndTotalsMergeByAddition() throws {
    var a = try read(header + "2026-01-01,,x,,1,\n").ledger
    let b = try read(header + "2026-01-01,,x,,2,\n2026-01-01,,y,b,0,\n").ledger
    a += b
    #expect(a.counts.read == 3)
    let slots = SlotTable([slot("w"), slot("x"), slot("y", "b")])
    var totals = a.totals(on: slots)
    totals.add(500, slot: 0)
    totals += totals
    #expect(totals.amounts == [1_000, 6_000_000, 0])
    #expect(totals.hasRecord == [true, true, true])
    #expect(SpendTotals(slotCount: 1).hasRecord == [false])
  }

  @Test(arguments: [0, 1, -1, 7, -7, 100, -100, Int64.max, -Int64.max])
  func partsAddUp(amount: Int64) {
    for count in 1...9 {
      let split = DailySplit(amount: amount, dayCount: count)
      let parts = (0..<count).map { Int128(split[$0]) }
      #expect(parts.reduce(0, +) == Int128(amount))
      #expect(parts.map { $0.magnitude } == parts.map { $0.magnitude }.sorted(by: >))
      for low in 0...count {
        for high in low...count { #expect(split.sum(low..<high) == parts[low..<high].reduce(0, +)) }
      }
    }
  }

  @Test func periodOfInstantsInAZone() throws {
    let seoul = try #require(ReportZone(name: "Asia/Seoul"))
    let from = seoul.midnight(ofDay: day(2, 1))
    #expect(SpendRules.days(from: from, to: nil, zone: seoul).lowerBound == day(2, 1))
    #expect(SpendRules.days(from: Instant(microseconds: from.microseconds + 1), to: from, zone: seoul).isEmpty)
    #expect(SpendRules.days(from: nil, to: from, zone: seoul).upperBound == day(2, 1))
  }
}

struct SlotSpellingTests {
  /// Unicode's own examples of form C, and a letter beyond the basic plane between two that would combine.
  @Test(arguments: [
    ("abc", "abc"), ("cafe\u{301}", "caf\u{E9}"), ("\u{1112}\u{1161}\u{11AB}", "\u{D55C}"), ("A\u{30A}", "\u{C5}"),
    ("\u{212B}", "\u{C5}"), ("q\u{307}\u{323}", "q\u{323}\u{307}"), ("\u{1E9B}\u{323}", "\u{1E9B}\u{323}"),
    ("\u{FB01}", "\u{FB01}"), ("\u{958}", "\u{915}\u{93C}"), ("e\u{21F50}\u{301}", "e\u{21F50}\u{301}"),
    ("\u{2F800}", "\u{4E3D}"),
  ])
  func namesStandInFormC(text: String, expected: String) {
    let name = SlotName(spelledChannel: text, campaign: text)
    #expect(name.channel.unicodeScalars.elementsEqual(expected.unicodeScalars))
    #expect(name.campaign.unicodeScalars.elementsEqual(expected.unicodeScalars))
  }
}

struct SpendTextTests {
  private static let plain = "date,channel,campaign,amount\n2026-01-01,네이버,봄,1.5\n2026-01-02,카카오,,2500\n"

  private func read(_ bytes: [UInt8], _ rules: SpendRules, step: Int) throws -> (ledger: SpendLedger, form: TextForm) {
    var reader = SpendReader(source: "s.csv", rules: rules)
    for start in stride(from: 0, to: bytes.count, by: step) {
      try reader.read(bytes[start..<min(start + step, bytes.count)])
    }
    try reader.finish()
    return (reader.ledger, reader.form)
  }

  @Test(arguments: [1, 2, 3, 7, 64, 1 << 20])
  func dialectAndEncodingAreFoundOut(step: Int) throws {
    let expected = try read(Array(Self.plain.utf8), rules(), step: 1 << 20).ledger
    #expect(expected.amounts.count == 2)
    for (delimiter, name) in [(";", "semicolon"), ("\t", "tsv"), ("|", "pipe")] {
      let (ledger, form) = try read(Array(Self.plain.replacing(",", with: delimiter).utf8), rules(), step: step)
      #expect(ledger.amounts == expected.amounts && form.format.name == name && form.encoding == .utf8)
    }
    let little = Self.plain.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let (ledger, form) = try read([0xFF, 0xFE] + little, rules(), step: step)
    #expect(ledger.amounts == expected.amounts && form.encoding == .utf16LE)
  }

  /// Excel's first line says the delimiter and is no header; lines are counted with it.
  @Test(arguments: [1, 2, 7, 64, 1 << 20])
  func aSeparatorLineIsNoRow(step: Int) throws {
    let expected = try read(Array(Self.plain.utf8), rules(), step: 1 << 20).ledger
    for (line, delimiter) in [("sep=;\r\n", ";"), ("\"sep=\t\"\n", "\t"), ("sep=,\n", ",")] {
      let (ledger, form) = try read(Array((line + Self.plain.replacing(",", with: delimiter)).utf8), rules(), step: step)
      #expect(ledger.amounts == expected.amounts && form.format.name != "pipe")
    }
    let error = #expect(throws: TableError.self) {
      var reader = RatesReader(source: "r.csv")
      for byte in "sep=,\ndate,base,quote,rate\n2026-01-01,EUR,USD,x".utf8 { try reader.read([byte]) }
      try reader.finish()
    }
    #expect(error?.description.hasPrefix("r.csv:3: ") == true)
  }

  /// What a crash leaves in place of spend is no empty file.
  @Test(arguments: [1, 4096, 1 << 20])
  func zerosAreNoSpendAndNoRates(step: Int) {
    for bytes in [[UInt8](repeating: 0, count: 100_000), Array(Self.plain.utf8) + [0], [0]] {
      let spend = #expect(throws: TableError.self) { _ = try read(bytes, rules(), step: step) }
      #expect(spend == TableError(.spend, "s.csv", .notText) && spend?.exitStatus == 65)
      let rates = #expect(throws: TableError.self) {
        var reader = RatesReader(source: "r.csv")
        for start in stride(from: 0, to: bytes.count, by: step) { try reader.read(bytes[start..<min(start + step, bytes.count)]) }
        try reader.finish()
      }
      #expect(rates == TableError(.rates, "r.csv", .notText))
    }
  }

  @Test func ratesWithPointsAmongCommasAreExplained() {
    for (rate, isExplained) in [("1300.55", true), ("1,300.55", true), ("0", false), ("n/a", false)] {
      let error = #expect(throws: TableError.self) {
        var reader = RatesReader(source: "r.csv", amounts: .decimalComma)
        try reader.read(Array("date;base;quote;rate\n2026-01-01;USD;KRW;\(rate)\n".utf8))
        try reader.finish()
      }
      let text = error?.description ?? ""
      #expect(text.contains("'rate' reads '\(rate)'") && text.contains("a point parts groups of three") == isExplained, "\(text)")
    }
  }

  @Test func amountsHaveStyles() throws {
    var german = rules()
    german.amounts = .decimalComma
    #expect(
      try read(Array("date;channel;amount\n2026-01-01;x;1.234,5\n".utf8), german, step: 7).ledger.amounts
        == [slot("x"): 1_234_500_000])
    var micros = rules()
    micros.amounts = .micros
    #expect(
      try read(Array("date,channel,cost\n2026-01-01,x,1234500000\n".utf8), micros, step: 7).ledger.amounts
        == [slot("x"): 1_234_500_000])
    var reader = RatesReader(source: "r.csv", amounts: .decimalComma)
    try reader.read(Array("date;base;quote;rate\n2026-01-01;EUR;USD;1,5\n".utf8))
    try reader.finish()
    #expect(reader.rows.count == 1 && reader.form.format.name == "semicolon")
  }
}
