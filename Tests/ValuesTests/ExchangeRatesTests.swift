import Testing

@testable import Values

/// Which rate of a table holds (Specification, section 5).
@Suite struct ExchangeRatesTests {
  private func currency(_ code: String) throws -> Currency { try #require(Currency(code)) }

  private func rate(_ magnitude: UInt128, _ scale: Int = 0) throws -> ExchangeRate {
    try #require(ExchangeRate(WrittenDecimal(magnitude: magnitude, scale: scale)))
  }

  private func table(_ lines: [(Int, String, String, UInt128, Int)]) throws -> ExchangeRates {
    ExchangeRates(
      try lines.map { day, base, quote, magnitude, scale in
        ExchangeRates.Row(
          day: day, base: try currency(base), quote: try currency(quote), rate: try rate(magnitude, scale))
      })
  }

  @Test func theLatestOnOrBeforeTheDay() throws {
    let rates = try table([(20, "USD", "KRW", 1450, 0), (10, "USD", "KRW", 1400, 0)])
    let (usd, krw) = (try currency("USD"), try currency("KRW"))
    #expect(rates.rate(of: usd, in: krw, on: 9) == nil)
    for (day, won): (Int, UInt128) in [(10, 1400), (19, 1400), (20, 1450), (9_999, 1450)] {
      #expect(try rates.rate(of: usd, in: krw, on: day) == rate(won))
      #expect(try rates.rate(of: krw, in: usd, on: day) == rate(won).inverse)
    }
  }

  @Test func ofTwoForOneDayTheLaterRowWins() throws {
    let rates = try table([
      (10, "USD", "KRW", 1, 0), (20, "USD", "KRW", 5, 0), (10, "USD", "KRW", 2, 0), (10, "USD", "KRW", 3, 0),
    ])
    #expect(try rates.rate(of: currency("USD"), in: currency("KRW"), on: 15) == rate(3))
  }

  /// An old direct rate stands before a newer inverse one, and that before any way round.
  @Test func directThenInverseThenThrough() throws {
    let (usd, krw) = (try currency("USD"), try currency("KRW"))
    var lines: [(Int, String, String, UInt128, Int)] = [(1, "USD", "JPY", 150, 0), (1, "JPY", "KRW", 9, 0)]
    #expect(try table(lines).rate(of: usd, in: krw, on: 9) == rate(1350))
    lines.append((2, "KRW", "USD", 8, 4))
    #expect(try table(lines).rate(of: usd, in: krw, on: 9) == rate(1250))
    #expect(try table(lines).rate(of: usd, in: krw, on: 1) == rate(1350))
    lines.append((1, "USD", "KRW", 1400, 0))
    #expect(try table(lines).rate(of: usd, in: krw, on: 9) == rate(1400))
  }

  @Test func throughTheEuroFirstThenByName() throws {
    let (gbp, krw) = (try currency("GBP"), try currency("KRW"))
    var lines: [(Int, String, String, UInt128, Int)] = [
      (1, "GBP", "USD", 13, 1), (1, "USD", "KRW", 1000, 0), (1, "GBP", "CHF", 11, 1),
    ]
    #expect(try table(lines).rate(of: gbp, in: krw, on: 1) == rate(1300))
    lines.append((1, "KRW", "CHF", 1, 3))
    #expect(try table(lines).rate(of: gbp, in: krw, on: 1) == rate(1100))
    lines += [(1, "GBP", "EUR", 12, 1), (1, "EUR", "KRW", 1600, 0)]
    #expect(try table(lines).rate(of: gbp, in: krw, on: 1) == rate(1920))
    // Never through two.
    lines = [(1, "GBP", "EUR", 1, 0), (1, "EUR", "USD", 1, 0), (1, "USD", "KRW", 1, 0)]
    #expect(try table(lines).rate(of: gbp, in: krw, on: 1) == nil)
  }

  @Test func knowsWhenAnythingChanges() throws {
    let rates = try table([(20, "USD", "KRW", 1, 0), (10, "EUR", "KRW", 1, 0), (20, "EUR", "KRW", 1, 0)])
    #expect([5, 10, 15, 20, 25].map(rates.nextChange(after:)) == [10, 20, 20, nil, nil])
    #expect(ExchangeRates().isEmpty && ExchangeRates().nextChange(after: 0) == nil)
  }
}
