/// The two widths in which weights are counted. 64 bits serve nearly every journey; 128 the largest amounts, the
/// longest windows and the finest tables.
protocol WeightWord: FixedWidthInteger, UnsignedInteger, Sendable where Magnitude == Self {
  associatedtype Divider: ShareDivider where Divider.Word == Self
  /// A decay weight, the newest touch's being 2^(bitWidth − 1), and how far it may be from the true one.
  static func decayWeight(age: UInt64, on curve: DecayCurve) -> Self
  static var decayError: Self { get }
}

/// Amounts times weight by a fixed total of weights.
protocol ShareDivider: Sendable {
  associatedtype Word: WeightWord
  var total: Word { get }
  /// - Precondition: `total` is above 0.
  init(total: Word)
  /// ⌊amount × weight / total⌋ and what is left over, exact.
  ///
  /// - Precondition: `weight` ≤ `total`.
  func share(of amount: UInt64, weight: Word) -> (floor: UInt64, remainder: Word)
}

extension UInt64: WeightWord {
  @inline(__always)
  static func decayWeight(age: UInt64, on curve: DecayCurve) -> UInt64 { curve.narrowWeight(age: age) }
  static var decayError: UInt64 { ExponentTable.narrowError }
  typealias Divider = NarrowDivider
}

extension UInt128: WeightWord {
  static func decayWeight(age: UInt64, on curve: DecayCurve) -> UInt128 { curve.wideWeight(age: age) }
  static var decayError: UInt128 { ExponentTable.wideError }
  typealias Divider = WideDivider
}

/// Division by one 64-bit total many times, by multiplication with its reciprocal.
///
/// Source: Möller and Granlund, "Improved division by invariant integers", IEEE Transactions on Computers 60 (2011),
/// algorithm 4.
struct NarrowDivider: ShareDivider {
  let total: UInt64
  private let normalised: UInt64, reciprocal: UInt64, shift: UInt64

  init(total: UInt64) {
    self.total = total
    shift = UInt64(truncatingIfNeeded: total.leadingZeroBitCount)
    normalised = total << shift
    reciprocal = normalised.dividingFullWidth((~normalised, .max)).quotient
  }

  @inline(__always)
  func share(of amount: UInt64, weight: UInt64) -> (floor: UInt64, remainder: UInt64) {
    let product = UInt128(amount) &* UInt128(weight) &<< UInt128(shift)
    let high = UInt64(truncatingIfNeeded: product >> 64), low = UInt64(truncatingIfNeeded: product)
    let guess = UInt128(high) &* UInt128(reciprocal) &+ product
    var quotient = UInt64(truncatingIfNeeded: guess >> 64) &+ 1
    var remainder = low &- quotient &* normalised
    if remainder > UInt64(truncatingIfNeeded: guess) {
      quotient &-= 1
      remainder &+= normalised
    }
    if remainder >= normalised {
      quotient &+= 1
      remainder &-= normalised
    }
    return (quotient, remainder &>> shift)
  }
}

/// Division by a 128-bit total.
struct WideDivider: ShareDivider {
  let total: UInt128

  init(total: UInt128) { self.total = total }

  func share(of amount: UInt64, weight: UInt128) -> (floor: UInt64, remainder: UInt128) {
    let product = weight.multipliedFullWidth(by: UInt128(amount))
    let (quotient, remainder) =
      product.high == 0
      ? product.low.quotientAndRemainder(dividingBy: total) : total.dividingFullWidth(product)
    return (UInt64(truncatingIfNeeded: quotient), remainder)
  }
}
