@testable import Text
import Testing

struct DecimalTests {
  @Test(
    arguments: [
      (0, 2, "0.00"), (-5, 2, "-0.05"), (5, 0, "5"), (-1234, 3, "-1.234"), (100, 2, "1.00"), (0, 0, "0"), (7, 6, "0.000007"),
    ] as [(Int128, Int, String)])
  func decimals(units: Int128, decimals: Int, expected: String) {
    #expect(Decimal.text(units, decimals: decimals) == expected)
  }

  @Test func numbersBeyond64Bits() {
    #expect(Decimal.text(Int128.min, decimals: 0) == "\(Int128.min)")
    #expect(Decimal.text(Int128(UInt64.max) * 1000 + 7, decimals: 3) == "18446744073709551615.007")
  }
}
