@testable import Values
@testable import Figures
import SeededTesting
import Testing

/// The cut among remainders against `Rounding.split`, which sorts all of them.
struct UnitCutTests {
  private func expectSplit(_ parts: [Int128], unit: Int128, _ total: Int128) {
    var wanted = [Int128](repeating: 0, count: parts.count)
    Rounding.split(total, over: parts[...], unit: unit, into: &wanted)
    var remainders = Remainders()
    var missing = total
    for part in parts {
      let (floor, remainder) = Rounding.floor(part, by: unit)
      missing -= floor
      remainders.add(UInt32(remainder), unit: Int(unit))
    }
    var cut = missing == 0 ? nil : remainders.cut(Int(missing))
    let found = parts.map { part in
      let (floor, remainder) = Rounding.floor(part, by: unit)
      return floor + (cut?.takes(UInt32(remainder)) == true ? 1 : 0)
    }
    #expect(found == wanted)
    #expect(found.reduce(0, +) == total)
  }

  @Test(arguments: [1, 10_000, 1_000_000] as [Int128]) func givesTheUnitsThatSplittingGives(unit: Int128) {
    var random = Seeded(UInt64(unit))
    for _ in 0..<300 {
      let range: ClosedRange<Int128> = Bool.random(using: &random) ? -3 * unit...3 * unit : 0...2
      let parts = (0..<Int.random(in: 1...60, using: &random)).map { _ in Int128.random(in: range, using: &random) }
      let (floor, remainder) = Rounding.floor(parts.reduce(0, +), by: unit)
      expectSplit(parts, unit: unit, floor)
      if remainder > 0 { expectSplit(parts, unit: unit, floor + 1) }
    }
  }

  /// More parts than are sorted: they are counted by value.
  @Test func countsManyByValue() {
    var random = Seeded(3)
    for most in [9, 9_999] as [Int128] {
      let parts = (0..<FiguresPolicy.listedRemainders + 5000).map { _ in Int128.random(in: 0...most, using: &random) }
      expectSplit(parts, unit: 10_000, Rounding.halfEven(parts.reduce(0, +), by: 10_000))
    }
  }

  @Test func givesNoUnitToPartsThatHaveNothingLeft() {
    var remainders = Remainders()
    for remainder in [0, 7, 0] as [UInt32] { remainders.add(remainder, unit: 10) }
    #expect(remainders.cut(1)?.remainder == 7)
    #expect(remainders.cut(2) == nil)
  }
}
