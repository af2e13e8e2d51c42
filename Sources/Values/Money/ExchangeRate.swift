/// What one unit of a currency costs in another: an exact fraction above 0.
///
/// A rate with 64 bits above and below the line (nearly every one, in lowest terms) converts an amount in 4 ns; any
/// other takes a microsecond, and is as exact.
public struct ExchangeRate: Equatable, Sendable {
  private enum Fraction: Equatable, Sendable {
    /// In lowest terms.
    case narrow(UInt64, UInt64)
    case wide(WideNatural, WideNatural)
  }

  private let fraction: Fraction

  private init(_ fraction: Fraction) { self.fraction = fraction }

  /// The rate a number says; nil where it is not above 0, or has more than 38 digits and so is not known exactly.
  public init?(_ written: WrittenDecimal) {
    guard !written.isNegative, written.magnitude > 0, !written.hasTail, written.scale >= 0 else { return nil }
    var (magnitude, scale) = (written.magnitude, written.scale)
    while scale > 0, magnitude % 10 == 0 {
      magnitude /= 10
      scale -= 1
    }
    guard let power = Self.powerOfTen(scale) else {
      self.init(.wide(WideNatural(magnitude), WideNatural.powerOfTen(scale)))
      return
    }
    let divisor = Self.greatestDivisor(magnitude, power)
    if let above = UInt64(exactly: magnitude / divisor), let below = UInt64(exactly: power / divisor) {
      self.init(.narrow(above, below))
    } else {
      self.init(.wide(WideNatural(magnitude / divisor), WideNatural(power / divisor)))
    }
  }

  /// What one unit of the other currency costs in the first.
  public var inverse: ExchangeRate {
    switch fraction {
    case .narrow(let above, let below): ExchangeRate(.narrow(below, above))
    case .wide(let above, let below): ExchangeRate(.wide(below, above))
    }
  }

  /// The rate of two conversions, one after the other, without rounding between them.
  public static func * (a: ExchangeRate, b: ExchangeRate) -> ExchangeRate {
    if case .narrow(let a1, let a2) = a.fraction, case .narrow(let b1, let b2) = b.fraction {
      let left = greatestDivisor(a1, b2), right = greatestDivisor(b1, a2)
      let (above, tooHigh) = (a1 / left).multipliedReportingOverflow(by: b1 / right)
      let (below, tooLow) = (a2 / right).multipliedReportingOverflow(by: b2 / left)
      if !tooHigh, !tooLow { return ExchangeRate(.narrow(above, below)) }
    }
    let (a, b) = (a.parts, b.parts)
    return ExchangeRate(.wide(a.above * b.above, a.below * b.below))
  }

  /// `amount` millionths of the one currency in millionths of the other, half to even; nil beyond ±9.2 × 10¹² units.
  @inline(__always)
  public func millionths(of amount: Int64) -> Int64? {
    guard case .narrow(let above, let below) = fraction else {
      return millionths(of: WrittenDecimal(isNegative: amount < 0, magnitude: UInt128(amount.magnitude), scale: 6))
    }
    return Self.signed(Self.halfEven(amount.magnitude, above, below, hasTail: false), isNegative: amount < 0)
  }

  /// The written amount times the rate in millionths, rounded half to even once (Specification, section 5); nil beyond
  /// ±9.2 × 10¹² units of the currency it comes out in.
  ///
  /// Exact for up to 38 digits; digits beyond weigh in where those leave a tie.
  public func millionths(of amount: WrittenDecimal) -> Int64? {
    // amount × above × 10⁶ / (below × 10^scale), the powers of ten cancelled.
    let value = narrowMillionths(of: amount) ?? wideMillionths(of: amount)
    return Self.signed(value, isNegative: amount.isNegative)
  }

  /// nil where a word of 128 bits may not do.
  private func narrowMillionths(of amount: WrittenDecimal) -> UInt64? {
    guard case .narrow(let above, let below) = fraction, let up = Self.powerOfTen(6 - min(6, amount.scale)),
      let down = Self.powerOfTen(max(6, amount.scale) - 6)
    else { return nil }
    let (factor, tooHigh) = amount.magnitude.multipliedReportingOverflow(by: up)
    let (divisor, tooLow) = UInt128(below).multipliedReportingOverflow(by: down)
    if tooHigh || tooLow { return nil }
    if let factor = UInt64(exactly: factor), let divisor = UInt64(exactly: divisor) {
      return Self.halfEven(factor, above, divisor, hasTail: amount.hasTail)
    }
    return Self.halfEven(factor, UInt128(above), divisor, hasTail: amount.hasTail).flatMap { UInt64(exactly: $0) }
  }

  private func wideMillionths(of amount: WrittenDecimal) -> UInt64? {
    let (above, below) = parts
    let dividend = WideNatural(amount.magnitude) * above * WideNatural.powerOfTen(6 - min(6, amount.scale))
    let divisor = below * WideNatural.powerOfTen(max(6, amount.scale) - 6)
    return dividend.dividedHalfEven(by: divisor, hasTail: amount.hasTail)
  }

  /// The fraction, however it is kept.
  var parts: (above: WideNatural, below: WideNatural) {
    switch fraction {
    case .narrow(let above, let below): (WideNatural(UInt128(above)), WideNatural(UInt128(below)))
    case .wide(let above, let below): (above, below)
    }
  }

  /// `a × above / below` half to even, a tie going up where `hasTail`; nil where it does not fit.
  @inline(__always)
  private static func halfEven<Word: FixedWidthInteger & UnsignedInteger>(
    _ a: Word, _ above: Word, _ below: Word, hasTail: Bool
  ) -> Word? where Word.Magnitude == Word {
    let product = a.multipliedFullWidth(by: above)
    guard product.high < below else { return nil }
    let (quotient, remainder) = below.dividingFullWidth(product)
    let rest = below - remainder
    guard remainder > rest || (remainder == rest && (hasTail || quotient & 1 == 1)) else { return quotient }
    let (next, overflow) = quotient.addingReportingOverflow(1)
    return overflow ? nil : next
  }

  @inline(__always)
  private static func signed(_ magnitude: UInt64?, isNegative: Bool) -> Int64? {
    guard let magnitude, let value = Int64(exactly: magnitude) else { return nil }
    return isNegative ? -value : value
  }

  private static func greatestDivisor<Word: UnsignedInteger>(_ a: Word, _ b: Word) -> Word {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }

  /// nil beyond 128 bits.
  private static func powerOfTen(_ exponent: Int) -> UInt128? {
    guard exponent <= 38 else { return nil }
    var power: UInt128 = 1
    for _ in 0..<exponent { power *= 10 }
    return power
  }
}
