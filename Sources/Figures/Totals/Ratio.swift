import Values

/// The quotients of Specification, section 6, from exact figures, in millionths, half to even; nil where one does not exist.
///
/// A goal without money has a cost per conversion and no other quotient.
package enum Ratio {
  /// amount / total.
  package static func share(of amount: Int128, in total: Int128, hasMoney: Bool) -> Int128? {
    hasMoney && total != 0 ? millionths(amount, total) : nil
  }

  /// (amount − spend) / spend.
  package static func roi(amount: Int128, spend: Int128, hasMoney: Bool) -> Int128? {
    hasMoney && spend > 0 ? millionths(amount - spend, spend) : nil
  }

  /// amount / spend.
  package static func roas(amount: Int128, spend: Int128, hasMoney: Bool) -> Int128? {
    hasMoney && spend > 0 ? millionths(amount, spend) : nil
  }

  /// spend / conversions, in whole units of the currency's last decimal.
  package static func costPerConversion(spend: Int128, conversions: Int128, decimals: Int) -> Int128? {
    guard spend > 0, conversions != 0 else { return nil }
    // Both are millionths, so their quotient is in major units.
    return Rounding.halfEven(spend * (1_000_000 / MoneyColumn.unit(decimals: decimals)), by: conversions)
  }

  private static func millionths(_ part: Int128, _ whole: Int128) -> Int128 {
    // A billion rows of the largest amount are 2⁹³ millionths; times 2²⁰ is within 127 bits.
    Rounding.halfEven(part * FiguresPolicy.ratioScale, by: whole)
  }
}
