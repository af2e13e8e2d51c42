/// A whole number of any size, for the few rates and amounts whose product no machine word holds.
///
/// Written for being right, not fast: about a microsecond an operation on 400 bits.
struct WideNatural: Equatable, Sendable {
  /// Lowest first; the last is not 0, and 0 has none.
  private(set) var limbs: [UInt64] = []

  init(_ value: UInt128) {
    limbs = [UInt64(truncatingIfNeeded: value), UInt64(truncatingIfNeeded: value >> 64)]
    trim()
  }

  static func powerOfTen(_ exponent: Int) -> WideNatural {
    var power = WideNatural(1)
    // 10¹⁹ is the largest power in one limb.
    for _ in 0..<exponent / 19 { power = power * WideNatural(10_000_000_000_000_000_000) }
    for _ in 0..<exponent % 19 { power = power * WideNatural(10) }
    return power
  }

  /// Bits up to the highest that is set; 0 for 0.
  var bitWidth: Int { limbs.isEmpty ? 0 : limbs.count * 64 - limbs[limbs.count - 1].leadingZeroBitCount }

  static func * (a: WideNatural, b: WideNatural) -> WideNatural {
    var product = WideNatural(0)
    product.limbs = Array(repeating: 0, count: a.limbs.count + b.limbs.count)
    for (i, x) in a.limbs.enumerated() {
      var carry: UInt64 = 0
      for (j, y) in b.limbs.enumerated() {
        // (2⁶⁴−1)² + 2 (2⁶⁴−1) is just below 2¹²⁸.
        let full = UInt128(x) * UInt128(y) + UInt128(product.limbs[i + j]) + UInt128(carry)
        product.limbs[i + j] = UInt64(truncatingIfNeeded: full)
        carry = UInt64(truncatingIfNeeded: full >> 64)
      }
      product.limbs[i + b.limbs.count] = carry
    }
    product.trim()
    return product
  }

  static func <= (a: WideNatural, b: WideNatural) -> Bool {
    if a.limbs.count != b.limbs.count { return a.limbs.count < b.limbs.count }
    for i in a.limbs.indices.reversed() where a.limbs[i] != b.limbs[i] { return a.limbs[i] < b.limbs[i] }
    return true
  }

  /// `self / divisor` to the nearest whole number, a half to the even one, or up where `hasTail` says that a little more
  /// than `self` was meant; nil where that is beyond 63 bits. The divisor is not 0.
  ///
  /// By shifting and subtracting: the quotient is short, however long the numbers are.
  func dividedHalfEven(by divisor: WideNatural, hasTail: Bool) -> UInt64? {
    let shift = max(0, bitWidth - divisor.bitWidth)
    guard shift <= 63 else { return nil }
    var remainder = self
    var subtrahend = divisor.shiftedLeft(by: shift)
    var quotient: UInt64 = 0
    for bit in stride(from: shift, through: 0, by: -1) {
      if subtrahend <= remainder {
        remainder.subtract(subtrahend)
        quotient |= 1 << UInt64(bit)
      }
      subtrahend.halve()
    }
    let double = remainder.shiftedLeft(by: 1)
    let isTie = double == divisor
    if isTie ? hasTail || quotient & 1 == 1 : divisor <= double {
      let (next, overflow) = quotient.addingReportingOverflow(1)
      if overflow { return nil }
      quotient = next
    }
    return quotient <= UInt64(Int64.max) ? quotient : nil
  }

  private func shiftedLeft(by bits: Int) -> WideNatural {
    var result = self
    let low = UInt64(bits % 64)
    if low > 0 {
      var carry: UInt64 = 0
      for i in result.limbs.indices {
        let limb = result.limbs[i]
        result.limbs[i] = limb << low | carry
        carry = limb >> (64 - low)
      }
      result.limbs.append(carry)
    }
    result.limbs.insert(contentsOf: repeatElement(0, count: bits / 64), at: 0)
    result.trim()
    return result
  }

  private mutating func halve() {
    var carry: UInt64 = 0
    for i in limbs.indices.reversed() {
      let limb = limbs[i]
      limbs[i] = limb >> 1 | carry
      carry = limb << 63
    }
    trim()
  }

  /// Takes away `other`, which is not above `self`.
  private mutating func subtract(_ other: WideNatural) {
    var borrow = false
    for i in limbs.indices {
      let (difference, first) = limbs[i].subtractingReportingOverflow(i < other.limbs.count ? other.limbs[i] : 0)
      let (result, second) = difference.subtractingReportingOverflow(borrow ? 1 : 0)
      limbs[i] = result
      borrow = first || second
    }
    trim()
  }

  private mutating func trim() {
    while limbs.last == 0 { limbs.removeLast() }
  }
}
