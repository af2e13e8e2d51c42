/// A whole number of any size, slow and obvious: 32-bit limbs, lowest first, no leading zeros.
struct BigNatural: Comparable {
  private(set) var limbs: [UInt32]

  init(_ value: UInt128) {
    limbs = (0..<4).map { UInt32(truncatingIfNeeded: value >> UInt128(32 * $0)) }
    trim()
  }

  private init(limbs: [UInt32]) {
    self.limbs = limbs
    trim()
  }

  private mutating func trim() { while limbs.last == 0 { limbs.removeLast() } }

  static func < (a: Self, b: Self) -> Bool {
    if a.limbs.count != b.limbs.count { return a.limbs.count < b.limbs.count }
    for i in a.limbs.indices.reversed() where a.limbs[i] != b.limbs[i] { return a.limbs[i] < b.limbs[i] }
    return false
  }

  static func + (a: Self, b: Self) -> Self {
    var sum: [UInt32] = []
    var carry: UInt64 = 0
    for i in 0..<max(a.limbs.count, b.limbs.count) {
      carry += UInt64(i < a.limbs.count ? a.limbs[i] : 0) + UInt64(i < b.limbs.count ? b.limbs[i] : 0)
      sum.append(UInt32(truncatingIfNeeded: carry))
      carry >>= 32
    }
    return Self(limbs: sum + [UInt32(carry)])
  }

  /// - Precondition: `b` is not above `a`.
  static func - (a: Self, b: Self) -> Self {
    var difference = a.limbs
    var borrow: Int64 = 0
    for i in difference.indices {
      let digit = Int64(difference[i]) - (i < b.limbs.count ? Int64(b.limbs[i]) : 0) + borrow
      difference[i] = UInt32(truncatingIfNeeded: digit)
      borrow = digit < 0 ? -1 : 0
    }
    precondition(borrow == 0)
    return Self(limbs: difference)
  }

  static func * (a: Self, b: Self) -> Self {
    var product = [UInt32](repeating: 0, count: a.limbs.count + b.limbs.count + 1)
    for i in a.limbs.indices {
      var carry: UInt64 = 0
      for j in b.limbs.indices {
        carry += UInt64(a.limbs[i]) * UInt64(b.limbs[j]) + UInt64(product[i + j])
        product[i + j] = UInt32(truncatingIfNeeded: carry)
        carry >>= 32
      }
      product[i + b.limbs.count] = UInt32(carry)
    }
    return Self(limbs: product)
  }

  /// Divided by a small number, the rest cut.
  static func / (a: Self, b: UInt32) -> Self {
    var quotient = a.limbs
    var rest: UInt64 = 0
    for i in quotient.indices.reversed() {
      let (q, r) = (rest << 32 | UInt64(quotient[i])).quotientAndRemainder(dividingBy: UInt64(b))
      quotient[i] = UInt32(q)
      rest = r
    }
    return Self(limbs: quotient)
  }

  /// Times 2^(32·`limbs`), or by as much less.
  func shifted(limbs count: Int) -> Self {
    count >= 0
      ? Self(limbs: [UInt32](repeating: 0, count: count) + limbs) : Self(limbs: Array(limbs.dropFirst(-count)))
  }

  /// The quotient, which fits 128 bits, and what is left; bit by bit from the highest.
  func divided(by divisor: Self, quotientBits: Int = 64) -> (quotient: UInt128, remainder: Self) {
    var quotient: UInt128 = 0
    for bit in (0..<quotientBits).reversed() {
      let larger = quotient | UInt128(1) << UInt128(bit)
      if BigNatural(larger) * divisor <= self { quotient = larger }
    }
    return (quotient, self - BigNatural(quotient) * divisor)
  }

  /// The lowest 128 bits.
  var low: UInt128 {
    limbs.prefix(4).enumerated().reduce(0) { $0 | UInt128($1.element) << UInt128(32 * $1.offset) }
  }
}
