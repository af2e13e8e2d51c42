import SeededTesting
import Testing
import Values

@testable import Events

@Suite struct AmountReaderTests {
  private func millionths(_ text: String, _ currency: String? = "USD") -> Int64? {
    AmountReader.read(Array(text.utf8).span, currency: currency.flatMap { Currency($0) })?.millionths?.value
  }

  @Test(arguments: [
    ("0", 0), ("1", 1_000_000), ("1234.56", 1_234_560_000), (".5", 500_000), ("5.", 5_000_000), ("-2.5", -2_500_000),
    ("+3", 3_000_000),
    ("1e3", 1_000_000_000), ("1.5E-3", 1500), ("2e+2", 200_000_000), ("1,234", 1_234_000_000),
    ("1,234,567.8", 1_234_567_800_000),
    ("12,345", 12_345_000_000), ("(5)", -5_000_000), ("(1,000.50)", -1_000_500_000), ("5-", -5_000_000),
    ("$5", 5_000_000),
    ("$ 5", 5_000_000), ("5 $", 5_000_000), ("-$5", -5_000_000), ("$-5", -5_000_000), ("($5)", -5_000_000),
    ("USD 5", 5_000_000),
    ("usd5", 5_000_000), ("5 USD", 5_000_000), ("5USD", 5_000_000), ("-0", 0), ("007", 7_000_000), ("1e-9999", 0),
    ("0e9999", 0),
    ("1,234e2", 123_400_000_000),
  ])
  func numbersAsPeopleWriteThem(text: String, expected: Int64) { #expect(millionths(text) == expected) }

  @Test(arguments: [
    "", " ", ".", "-", "$", "USD", "abc", "1.2.3", "1,23", "1,2345", "12,34,567", "0,123", ",123", "1,234,", "1,,234",
    "1.234,56", "1 000",
    "1'000", "--5", "-5-", "(-5)", "((5))", "(5", "5)", "+-5", "$$5", "$5$", "$5USD", "€5", "EUR 5", "5 EUR", "£5",
    "¥5", "₩5", "0x10", "1e",
    "1e+", "e5", "1e99999", "1e2.5", "1.5e", "NaN", "inf", "-inf", "5%", "٥", "1_000", "5,", "1e5,000", "--", "12:30",
  ])
  func whatIsNoAmountOrReadsTwoWays(text: String) { #expect(millionths(text) == nil) }

  @Test func signsBelongToTheirCurrencies() {
    for (text, fits, others) in [
      ("€5", ["EUR"], ["USD", "GBP", "KRW"]), ("£5", ["GBP"], ["USD", "EUR"]), ("¥5", ["JPY", "CNY"], ["USD", "KRW"]),
      ("￥5", ["JPY", "CNY"], ["EUR"]), ("₩5", ["KRW"], ["JPY"]), ("￦5", ["KRW"], ["USD"]),
      ("$5", ["USD", "CAD", "SGD"], ["EUR", "KRW"]),
      ("5 KRW", ["KRW"], ["USD"]),
    ] {
      for code in fits { #expect(millionths(text, code) == 5_000_000, "\(text) in \(code)") }
      for code in others { #expect(millionths(text, code) == nil, "\(text) in \(code)") }
      if !text.hasSuffix("KRW") { #expect(millionths(text, nil) == 5_000_000) }
    }
    #expect(millionths("KRW 5", nil) == nil)
  }

  @Test(arguments: [
    ("0.0000005", 0, true), ("0.0000015", 2, true), ("0.0000025", 2, true),
    ("0.0000025000000000000000000000000000000000000000001", 3, true),
    ("-0.0000015", -2, true), ("-0.0000025", -2, true), ("0.0000024999", 2, true), ("1.0000000", 1_000_000, false),
    ("1.000000", 1_000_000, false),
    ("12345678e-7", 1_234_568, true), ("0.\(String(repeating: "0", count: 58))1", 0, true),
    ("1.\(String(repeating: "3", count: 59))", 1_333_333, true),
    ("0.0000004\(String(repeating: "9", count: 52))", 0, true),
    ("\(String(repeating: "0", count: 59))7", 7_000_000, false),
    ("1.0000005\(String(repeating: "0", count: 52))", 1_000_000, true),
    ("1.0000005\(String(repeating: "0", count: 51))1", 1_000_001, true),
  ])
  func halvesGoToTheEvenMillionth(text: String, expected: Int64, isRounded: Bool) throws {
    let read = try #require(AmountReader.read(Array(text.utf8).span, currency: nil)?.millionths)
    #expect(read.value == expected && read.isRounded == isRounded)
  }

  @Test func extremes() {
    #expect(millionths("9223372036854.775807") == .max)
    #expect(millionths("-9223372036854.775807") == -.max)
    #expect(millionths("9223372036854.7758074") == .max)
    #expect(millionths("9223372036854.7758075") == nil)
    #expect(millionths("9223372036855") == nil && millionths("1e13") == nil && millionths("1e9999") == nil)
    #expect(millionths("9200000000000") == 9_200_000_000_000_000_000)
    #expect(millionths(String(repeating: "9", count: 60)) == nil)
    #expect(millionths("1" + String(repeating: "0", count: 59) + "e-59") == 1_000_000)
    #expect(millionths("\(String(repeating: "1", count: 60))e-55") == 11_111_111_111)
  }

  @Test func theFastReadingAgreesWhereItSpeaks() throws {
    var random = Seeded(41)
    var spoken = 0
    for round in 0..<40_000 {
      var bytes = random.bytes(Int.random(in: 0...14, using: &random), of: "0123456789")
      if Bool.random(using: &random) {
        bytes += random.bytes(1, of: ".") + random.bytes(Int.random(in: 0...8, using: &random), of: "0123456789")
      }
      if Int.random(in: 0..<3, using: &random) == 0 { bytes = [UInt8(ascii: "-")] + bytes }
      if round % 5 == 0, !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = random.bytes(1, of: ".,-+e $")[0]
      }
      guard let fast = AmountReader.readPlain(bytes.span) else { continue }
      spoken += 1
      let slow = AmountReader.read(bytes.span, currency: nil)?.millionths
      try #require(slow?.value == fast && slow?.isRounded == false, "\(String(decoding: bytes, as: UTF8.self))")
    }
    #expect(spoken > 10_000)
  }

  /// The styles are each other's mirror; millionths are whole, and what is finer is rounded later.
  @Test func stylesOfAmounts() {
    func read(_ text: String, _ style: AmountStyle) -> Int64? {
      let bytes = Array(text.utf8)
      let plain = AmountReader.readPlain(bytes.span, style)
      let full = AmountReader.read(bytes.span, currency: nil, style)?.millionths?.value
      if let plain { #expect(plain == full, "\(text)") }
      return full
    }
    #expect(read("1.234,50", .decimalComma) == 1_234_500_000 && read("1,234.50", .decimalComma) == nil)
    #expect(read("-12,5", .decimalComma) == -12_500_000 && read("12.5", .decimalComma) == nil)
    #expect(read("1.234", .decimalComma) == 1_234_000_000 && read("1,234", .decimalComma) == 1_234_000)
    #expect(read("1.234.567 €", .decimalComma) == 1_234_567_000_000 && read(",5", .decimalComma) == 500_000)
    #expect(read("1234500000", .micros) == 1_234_500_000 && read("-1", .micros) == -1 && read("0", .micros) == 0)
    #expect(read("1e6", .micros) == 1_000_000 && read("2.5", .micros) == 2 && read("1,234", .micros) == 1234)
    #expect(read("-12.5e-1", .micros) == -1 && read("1.5e3", .micros) == 1500 && read("3.5", .micros) == 4)
    #expect(read("1,234.50", .decimalPoint) == 1_234_500_000)
  }
}
