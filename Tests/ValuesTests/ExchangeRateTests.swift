import Testing

@testable import Values

/// A small generator of the same numbers every time.
private struct Dice: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}

private func written(_ magnitude: UInt128, _ scale: Int = 0, hasTail: Bool = false) -> WrittenDecimal {
  WrittenDecimal(magnitude: magnitude, scale: scale, hasTail: hasTail)
}

@Suite struct ExchangeRateTests {
  @Test func convertsAndRoundsOnceHalfToEven() throws {
    let won = try #require(ExchangeRate(written(14_505, 1)))
    #expect(won.millionths(of: Int64(2_000_000)) == 2_901_000_000)
    #expect(won.millionths(of: Int64(-2_000_000)) == -2_901_000_000)
    // 0.0000014 × 2,000,000 is 2.8; rounded to millionths first it would be 2.
    let many = try #require(ExchangeRate(written(2_000_000)))
    #expect(many.millionths(of: written(14, 7)) == 2_800_000)
    let half = try #require(ExchangeRate(written(5, 1)))
    #expect([1, 2, 3, 5, -1, -3].map { half.millionths(of: Int64($0)) } == [0, 1, 2, 2, 0, -2])
    #expect(half.millionths(of: written(5, 6, hasTail: true)) == 3)
    #expect(half.millionths(of: Int64(0)) == 0)
  }

  @Test func theInverseIsExact() throws {
    let third = try #require(ExchangeRate(written(3)))
    #expect(third.inverse.millionths(of: Int64(10_000_000)) == 3_333_333)
    #expect(third.inverse.inverse == third)
    #expect(ExchangeRate(written(625, 6))?.inverse == ExchangeRate(written(1600)))
    // There and back again, without a rounding between.
    let odd = try #require(ExchangeRate(written(123_456_789, 5)))
    #expect(odd * odd.inverse == ExchangeRate(written(1)))
    #expect((third.inverse * third).millionths(of: Int64(1)) == 1)
  }

  @Test func whatIsNoRate() {
    #expect(ExchangeRate(written(0)) == nil)
    #expect(ExchangeRate(WrittenDecimal(isNegative: true, magnitude: 1, scale: 0)) == nil)
    #expect(ExchangeRate(written(1, 0, hasTail: true)) == nil)
  }

  @Test func beyondAllAmountsIsNil() throws {
    let many = try #require(ExchangeRate(written(2)))
    #expect(many.millionths(of: Int64.max) == nil)
    #expect(many.millionths(of: Int64.max / 2) == Int64.max - 1)
    #expect(many.inverse.millionths(of: Int64.max) == Int64.max / 2 + 1)
    let huge = try #require(ExchangeRate(written(10_000_000_000_000_000_000_000_000_000_000_000_000)))
    #expect(huge.millionths(of: Int64.max) == nil && huge.millionths(of: Int64(0)) == 0)
    // The written amount may be beyond what millionths hold, if only the product is not.
    let tiny = try #require(ExchangeRate(written(1, 9)))
    #expect(tiny.millionths(of: written(20_000_000_000_000_000)) == 20_000_000_000_000)
  }

  /// Figures by Python's fractions.
  @Test func productsOfAnySize() throws {
    let a = try #require(ExchangeRate(written(98_765_432_109_876_543_210_987_654_321_098_765_432, 37)))
    let third = try #require(ExchangeRate(written(3))).inverse
    #expect((a * third).millionths(of: written(12_345_678_901_234_567_890_123_456_789_012_345_678, 37)) == 4_064_421)
    let pi = try #require(ExchangeRate(written(31_415_926_535_897_932_384_626_433_832_795_028_841, 37)))
    #expect(pi.millionths(of: written(99_999_999_999_999_999_999_999_999_999_999_999_999, 44)) == 3)
    let barelyMore = try #require(ExchangeRate(written(1_000_000_000_000_000_000_000_000_000_001, 30)))
    let one = try #require(ExchangeRate(written(1)))
    #expect([barelyMore, one].map { $0.millionths(of: written(5, 7)) } == [1, 0])
    #expect(ExchangeRate(written(1_000_000))?.millionths(of: written(922_337_203_685_477_580_700_000, 17)) == Int64.max)
    let dust = try #require(ExchangeRate(written(1, 9999)))
    #expect(dust.millionths(of: Int64.max) == 0 && dust.inverse.millionths(of: written(1, 9999)) == 1_000_000)
  }

  /// Narrow, 128-bit and wide arithmetic against the definition: |amount × rate − result| ≤ ½, a tie being even.
  @Test func roundsAsDefined() throws {
    var dice = Dice(state: 11)
    for _ in 0..<3_000 {
      let magnitude = (UInt128(dice.next()) << UInt128(dice.next() % 60)) >> UInt128(dice.next() % 64)
      let amount = written(magnitude, Int(dice.next() % 30))
      let top = UInt128(dice.next() >> (dice.next() % 60)) + 1, bottom = UInt128(dice.next() >> (dice.next() % 60)) + 1
      let rate = try #require(ExchangeRate(written(top, Int(dice.next() % 24))))
      let other = try #require(ExchangeRate(written(bottom, Int(dice.next() % 24))))
      for rate in [rate, rate.inverse, rate * other.inverse] {
        guard let result = rate.millionths(of: amount) else { continue }
        let (above, below) = rate.parts
        let n = WideNatural(2) * WideNatural(amount.magnitude) * above * WideNatural(1_000_000)
        let d = below * WideNatural.powerOfTen(amount.scale)
        let upper = d * WideNatural(UInt128(result) * 2 + 1)
        #expect(result % 2 == 0 ? n <= upper : n <= upper && n != upper)
        if result > 0 {
          let lower = d * WideNatural(UInt128(result) * 2 - 1)
          #expect(result % 2 == 0 ? lower <= n : lower <= n && lower != n)
        }
      }
    }
  }
}

@Suite struct WideNaturalTests {
  @Test func agreesWithWords() {
    var dice = Dice(state: 5)
    for _ in 0..<2_000 {
      let a = UInt128(dice.next() >> (dice.next() % 64)), b = UInt128(dice.next() >> (dice.next() % 64)) + 1
      #expect(WideNatural(a) * WideNatural(b) == WideNatural(a * b))
      #expect((WideNatural(a) <= WideNatural(b)) == (a <= b))
      let (q, r) = a.quotientAndRemainder(dividingBy: b)
      let rounded = q + (r * 2 > b || (r * 2 == b && q & 1 == 1) ? 1 : 0)
      let expected = rounded <= UInt128(Int64.max) ? UInt64(rounded) : nil
      #expect(WideNatural(a).dividedHalfEven(by: WideNatural(b), hasTail: false) == expected)
    }
    #expect(WideNatural(0).bitWidth == 0 && WideNatural(UInt128.max).bitWidth == 128)
    #expect(WideNatural.powerOfTen(38) == WideNatural(100_000_000_000_000_000_000_000_000_000_000_000_000))
    #expect(WideNatural.powerOfTen(60) == WideNatural.powerOfTen(23) * WideNatural.powerOfTen(37))
  }
}
