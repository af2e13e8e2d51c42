import Journeys
import SeededTesting
import Testing
import Values

@testable import Credit

/// Time decay against weights of 300 bits, made by series.
@Suite struct DecayTests {
  private static let week = 7 * SampleJourney.day

  /// Shares with exact weights, and those the program gives.
  private func compare(_ journey: SampleJourney, _ amount: Int64, halfLife: Int64) throws -> [(UInt64, UInt64)] {
    let given = journey.shares(try builtIn("time-decay", halfLife: halfLife), journey.event(amount))
    #expect(given.amounts.reduce(0, &+) == amount)
    let exact = SlowCredit.shares(
      of: amount.magnitude, weights: SlowCredit.decayWeights(times: journey.times, halfLife: halfLife))
    return Array(zip(exact, given.amounts.map(\.magnitude)))
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func noShareIsOffByMoreThanOne(seed: UInt64) throws {
    var random = Seeded(seed)
    for _ in 0..<20 {
      let count = Int.random(in: 1...40, using: &random)
      let span = [90 * SampleJourney.day, 3_600_000_000, 50, 3000 * SampleJourney.day].randomElement(using: &random)!
      let journey = SampleJourney(count: count, within: span, &random)
      let amount = Int64.random(in: 1...[100, 1_000_000_000, 1_000_000_000_000_000_000].randomElement(using: &random)!)
      let halfLife = [Self.week, 1, 7, 86_399_999_999, Int64.max].randomElement(using: &random)!
      for (exact, given) in try compare(journey, amount, halfLife: halfLife) {
        #expect(max(exact, given) - min(exact, given) <= 1, "\(amount) over \(count), half-life \(halfLife)")
      }
    }
  }

  /// As much money as 64-bit weights are trusted with, and a unit more.
  @Test(arguments: [11, 12, 13] as [UInt64])
  func noShareIsOffByMoreThanOneAtTheBoundOfNarrowWeights(seed: UInt64) throws {
    var random = Seeded(seed)
    for _ in 0..<30 {
      let count = Int.random(in: 2...60, using: &random)
      let journey = SampleJourney(count: count, within: [3, 30, 90].randomElement(using: &random)! * SampleJourney.day, &random)
      var touches = TouchSequence(pages: ColumnPages(times: journey.times, slots: journey.slots), count: count)
      var weights: [UInt64] = []
      let stream = DecayStream<UInt64>(along: DecayCurve(halfLife: Self.week), of: &touches, window: 0..<count, &weights)
      let total = stream.divider.total
      var low: UInt64 = 0, high = UInt64(Int64.max)
      while low < high {
        let middle = low + (high - low + 1) / 2
        if DecaySplit.isFine(total: total, units: middle, touches: count) { low = middle } else { high = middle - 1 }
      }
      #expect(low > 1_000_000_000_000_000 && low < UInt64(Int64.max))
      for amount in [low, low - UInt64.random(in: 1..<low / 2, using: &random), low + 1] {
        for (exact, given) in try compare(journey, Int64(amount), halfLife: Self.week) {
          #expect(max(exact, given) - min(exact, given) <= 1, "\(amount) over \(count)")
        }
      }
    }
  }

  @Test func typicalJourneysAreExactToTheUnit() throws {
    var random = Seeded(5)
    for _ in 0..<40 {
      let journey = SampleJourney(count: Int.random(in: 2...20, using: &random), within: 13 * Self.week, &random)
      let amount = Int64.random(in: 1...50_000, using: &random) * 10_000
      for (exact, given) in try compare(journey, amount, halfLife: Self.week) { #expect(exact == given) }
    }
  }

  @Test(arguments: [1_000_000_000, 15, 1_000_000_007, 1_000_000_000_000_000_000, Int64.max, -1_000_000_000])
  func wholeHalfLivesAreExact(amount: Int64) throws {
    let journey = SampleJourney(days: [0, 7, 7, 14, 21, 70, 210])
    for (exact, given) in try compare(journey, amount, halfLife: Self.week) { #expect(exact == given) }
  }

  @Test func oldTouchesFadeToNothing() throws {
    let journey = SampleJourney(days: [0, 7 * 400, 7 * 401])
    #expect(journey.shares(try builtIn("time-decay"), journey.event(3000)).amounts == [0, 1000, 2000])
  }

  @Test func agesAreMeasuredFarBeyondTheCalendar() throws {
    var journey = SampleJourney(days: [0, 1])
    journey.times = [Int64.min + 1, Int64.max - 1]
    var event = journey.event(9)
    event.reference = .max
    #expect(journey.shares(try builtIn("time-decay"), event).amounts == [0, 9])
    let slow = try builtIn("time-decay", halfLife: .max)
    #expect(journey.shares(slow, event).amounts.reduce(0, +) == 9)
  }

  @Test func weightsAreAsGoodAsTheySay() {
    var random = Seeded(8)
    for halfLife in [Self.week, 1_000_003, 3, Int64.max] {
      let curve = DecayCurve(halfLife: halfLife)
      for _ in 0..<60 {
        let age = UInt64.random(in: 0...min(UInt64(halfLife), 1 << 62) * 3 / 2, using: &random)
        let exact = SlowCredit.decayWeights(times: [0, Int64(age)], halfLife: halfLife)[0]
        // Exact weights are × 2^320, ten limbs; six fewer are × 2^128, and half of that is 1.127.
        let reference = (exact / 2).shifted(limbs: -6).low
        let wide = curve.wideWeight(age: age)
        #expect(max(wide, reference) - min(wide, reference) <= ExponentTable.wideError)
        let narrow = UInt128(curve.narrowWeight(age: age)) << 64
        #expect(max(narrow, reference) - min(narrow, reference) <= UInt128(ExponentTable.narrowError) << 64)
      }
      #expect(curve.wideWeight(age: 0) == 1 << 127 && curve.narrowWeight(age: 0) == 1 << 63)
    }
  }

  @Test func narrowWeightsAreFineUpToAQuarter() throws {
    // The 16 that a weight may be off by are shifted out for 20 touches; 2 for the bits cut off, and 21 touches, and quarters.
    let most: UInt64 = (1 << 62) / (21 * 2 * 4)
    #expect(DecaySplit.isFine(total: 1 << 62, units: most, touches: 20))
    #expect(!DecaySplit.isFine(total: 1 << 62, units: most + 1, touches: 20))
    #expect(DecaySplit.isFine(total: 1 << 62, units: most / 2, touches: 20, part: 8))
    #expect(!DecaySplit.isFine(total: 1 << 62, units: most / 2 + 1, touches: 20, part: 8))
    #expect(!DecaySplit.isFine(total: .max, units: .max, touches: 1 << 40))
    #expect(!DecaySplit.isFine(total: .max, units: .max, touches: .max - 1))
    #expect(DecayStream<UInt64>.headroom(touches: 1) == 0)
    #expect(DecayStream<UInt64>.headroom(touches: 2) == 1)
    #expect(DecayStream<UInt64>.headroom(touches: 3) == 2)
    #expect(DecayStream<UInt64>.headroom(touches: 8192) == 13)
  }
}

/// The constants, derived a second time.
@Suite struct ExponentConstantTests {
  @Test func eachHalvingIsTheRootOfTheOneBefore() {
    // 2^(−1/2) in 1.127: the whole square root of 2^253, bit by bit.
    var before: UInt128 = 1 << 126
    for constant in ExponentConstants.halvings {
      let product = BigNatural(before) * BigNatural(UInt128(1) << 127)
      var root: UInt128 = 0
      for bit in (0..<128).reversed() {
        let larger = root | UInt128(1) << UInt128(bit)
        if BigNatural(larger) * BigNatural(larger) <= product { root = larger }
      }
      #expect(max(root, constant) - min(root, constant) <= 1)
      before = constant
    }
    #expect(ExponentConstants.halvings.count == 48)
  }

  @Test func ln2IsItsSeries() {
    // ln 2 = Σ 1 / (k·2^k), in 192 bits.
    var sum = BigNatural(0), power = BigNatural(1).shifted(limbs: 6)
    for k in 1...200 {
      power = power / 2
      sum = sum + power / UInt32(k)
    }
    let series = sum.shifted(limbs: -2).low
    #expect(max(series, ExponentConstants.ln2) - min(series, ExponentConstants.ln2) <= 1)
  }

  @Test func dividersAgreeWithPlainDivision() {
    var random = Seeded(77)
    for _ in 0..<2000 {
      let total = UInt64.random(in: 1 ... .max, using: &random) >> UInt64.random(in: 0..<64, using: &random)
      let positive = max(1, total)
      let weight = UInt64.random(in: 0...positive, using: &random)
      let units = UInt64.random(in: 0 ... .max, using: &random) >> UInt64.random(in: 0..<64, using: &random)
      let (quotient, remainder) = (UInt128(units) * UInt128(weight)).quotientAndRemainder(
        dividingBy: UInt128(positive))
      let narrow = NarrowDivider(total: positive).share(of: units, weight: weight)
      #expect(narrow == (UInt64(quotient), UInt64(remainder)))
      let wide = WideDivider(total: UInt128(positive) << 60).share(of: units, weight: UInt128(weight) << 60)
      #expect(wide == (UInt64(quotient), remainder << 60))
    }
    let most = NarrowDivider(total: .max).share(of: .max, weight: .max)
    #expect(most == (.max, 0))
  }
}
