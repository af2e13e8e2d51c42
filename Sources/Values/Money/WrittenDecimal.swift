/// A decimal number as written: `magnitude` × 10^−`scale`, exact up to 38 digits.
public struct WrittenDecimal: Equatable, Sendable {
  public var isNegative: Bool
  public var magnitude: UInt128
  public var scale: Int
  /// Digits other than 0 stood beyond the 38th; they weigh in where a rounding is a tie.
  public var hasTail: Bool

  public init(isNegative: Bool = false, magnitude: UInt128, scale: Int, hasTail: Bool = false) {
    self.isNegative = isNegative
    self.magnitude = magnitude
    self.scale = scale
    self.hasTail = hasTail
  }

  /// Whole millionths, half to even, and whether anything was rounded; nil beyond ±9.2 × 10¹² units.
  public var millionths: (value: Int64, isRounded: Bool)? {
    var value = magnitude
    var isRounded = hasTail
    if scale < 6 {
      for _ in 0..<(6 - scale) {
        let (product, overflow) = value.multipliedReportingOverflow(by: 10)
        if overflow { return nil }
        value = product
      }
    } else if scale > 6 {
      (value, isRounded) = rounded(cutting: scale - 6)
    }
    guard value <= UInt128(Int64.max) else { return nil }
    return (isNegative ? -Int64(value) : Int64(value), isRounded)
  }

  /// Whether a digit other than 0 stands beyond the sixth decimal.
  public var isFinerThanMillionths: Bool { hasTail || (scale > 6 && rounded(cutting: scale - 6).1) }

  private func rounded(cutting digits: Int) -> (UInt128, Bool) {
    guard digits <= 38 else { return (0, magnitude > 0 || hasTail) }
    var divisor: UInt128 = 1
    for _ in 0..<digits { divisor *= 10 }
    let (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: divisor)
    let half = divisor / 2
    let up = remainder > half || (remainder == half && (hasTail || quotient & 1 == 1))
    return (quotient + (up ? 1 : 0), remainder > 0 || hasTail)
  }
}
