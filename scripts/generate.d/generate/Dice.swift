/// Random numbers that depend on a seed and a place alone, so that any row can be made without those before it.
///
/// Source: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014 (SplitMix64).
struct Dice {
  private var state: UInt64

  /// The dice of a place (a row, a deal, an account) under a seed.
  @inline(__always)
  init(_ seed: UInt64, _ place: Int) {
    state = seed ^ Dice.mix(UInt64(bitPattern: Int64(place)))
  }

  @inline(__always)
  static func mix(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  @inline(__always)
  mutating func next() -> UInt64 {
    let value = Dice.mix(state)
    state &+= 0x9E37_79B9_7F4A_7C15
    return value
  }

  /// 0 to `limit - 1`, all alike but for one in 2⁶⁴ / `limit`. `limit` is at least 1.
  @inline(__always)
  mutating func below(_ limit: Int) -> Int {
    Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(limit)).high)
  }

  /// True `count` times in `limit`.
  @inline(__always)
  mutating func chance(_ count: Int, of limit: Int) -> Bool { below(limit) < count }

  /// 0 to 1.
  mutating func part() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

  /// About normal with mean 0 and deviation 1: the sum of twelve uniform parts. No call of the C library, whose last digits
  /// differ between machines.
  mutating func bell() -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += part() }
    return sum
  }

  /// Log-normal: `median` × e^(`spread` × normal).
  mutating func logNormal(median: Double, spread: Double) -> Double {
    // e^x = (1 + x / 1024)^1024: multiplication alone, so that machines agree.
    var power = 1 + spread * bell() / 1024
    for _ in 0..<10 { power *= power }
    return median * power
  }
}
