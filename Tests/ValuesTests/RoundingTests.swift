@testable import Values
import SeededTesting
import Testing

struct RoundingTests {
  @Test(
    arguments: [
      (5, 2, 2), (7, 2, 4), (-5, 2, -2), (-7, 2, -4), (5, -2, -2), (1, 3, 0), (2, 3, 1), (-1, 3, 0), (-2, 3, -1), (0, 7, 0),
      (-6, -4, 2), (6, 4, 2), (10, 4, 2), (14, 4, 4),
    ] as [(Int128, Int128, Int128)])
  func halvesGoToTheEvenNumber(n: Int128, d: Int128, expected: Int128) {
    #expect(Rounding.halfEven(n, by: d) == expected)
  }

  @Test func largeNumbersAgreeWithSmallOnes() {
    let scale: Int128 = 1 << 70
    for n in -40...40 {
      for d in 1...9 {
        #expect(Rounding.halfEven(Int128(n) * scale, by: Int128(d) * scale) == Rounding.halfEven(Int128(n), by: Int128(d)))
      }
    }
  }

  @Test func splitsTowardMinusInfinityThenTheLargestRemainders() {
    func split(_ total: Int128, _ parts: [Int128]) -> [Int128] {
      var printed = [Int128](repeating: 0, count: parts.count)
      Rounding.split(total, over: parts[...], unit: 10_000, into: &printed)
      return printed
    }
    #expect(split(-100, [-333_334, -333_333, -333_333]) == [-34, -33, -33])
    #expect(split(-1, [-5_000, -5_000]) == [0, -1])
    #expect(split(0, [4_000, 1_000]) == [0, 0])
    #expect(split(1, [5_000, 4_000]) == [1, 0])
    #expect(split(3, [10_000, 10_000, 10_000]) == [1, 1, 1])
    #expect(split(0, []) == [])
  }

  @Test func everyLevelAddsUp() {
    var generator = Seeded(2026)
    for _ in 0..<500 {
      let parts = (0..<Int.random(in: 1...30, using: &generator)).map { _ in
        Int128(Int64.random(in: -3_000_000...3_000_000, using: &generator))
      }
      for unit: Int128 in [1, 100, 1_000, 10_000, 1_000_000] {
        let sum = parts.reduce(0, +)
        var printed = [Int128](repeating: 0, count: parts.count)
        let total = Rounding.halfEven(sum, by: unit)
        Rounding.split(total, over: parts[...], unit: unit, into: &printed)
        #expect(printed.reduce(0, +) == total, "\(parts) in units of \(unit)")
        for (part, print) in zip(parts, printed) { #expect(abs(print * unit - part) < unit, "\(parts)") }
      }
    }
  }
}
