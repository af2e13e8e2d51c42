import Values

extension Currency {
  /// Money as reports print it: whole millionths of the major unit, to the currency's decimals, half to even.
  public func text(millionths: Int128) -> String {
    var divisor: Int128 = 1
    for _ in decimals..<6 { divisor *= 10 }
    return Decimal.text(Rounding.halfEven(millionths, by: divisor), decimals: decimals)
  }
}
