/// 2^(−age / half-life) of touches, relative to the newest of them.
///
/// A weight relative to the newest touch does not depend on when the goal itself was: the factor is common to all.
struct DecayCurve: Sendable {
  /// In microseconds.
  let halfLife: UInt64
  /// ⌊(2¹²⁸ − 1) / half-life⌋, in two halves.
  private let inverseHigh: UInt64, inverseLow: UInt64
  private let table = ExponentTable.shared

  /// - Precondition: the half-life, in microseconds, is above 0.
  init(halfLife: Int64) {
    precondition(halfLife > 0, "a half-life is above 0")
    self.halfLife = UInt64(halfLife)
    let inverse = UInt128.max / UInt128(halfLife)
    inverseHigh = UInt64(inverse >> 64)
    inverseLow = UInt64(truncatingIfNeeded: inverse)
  }

  /// The weight of a touch `age` microseconds older than the newest, whose own is 2⁶³: within
  /// `ExponentTable.narrowError`, and exact where the age is whole half-lives, at most 63.
  @inline(__always)
  func narrowWeight(age: UInt64) -> UInt64 {
    let (halvings, rest) = age.quotientAndRemainder(dividingBy: halfLife)
    if halvings > 63 { return 0 }
    // rest / half-life in 0.64: the inverse cuts off less than one unit, so it is low by at most two.
    let fraction = rest &* inverseHigh &+ rest.multipliedFullWidth(by: inverseLow).high
    return table.narrowPower(fraction) >> halvings
  }

  /// The same with the newest at 2¹²⁷: within `ExponentTable.wideError`, and exact for up to 127 whole half-lives.
  func wideWeight(age: UInt64) -> UInt128 {
    let (halvings, rest) = age.quotientAndRemainder(dividingBy: halfLife)
    if halvings > 127 { return 0 }
    let high = halfLife.dividingFullWidth((rest, 0))
    let low = halfLife.dividingFullWidth((high.remainder, 0))
    return table.widePower(UInt128(high.quotient) << 64 | UInt128(low.quotient)) >> UInt128(halvings)
  }
}
