/// 2^−x for 0 ≤ x < 1, without floating point: x is cut into bytes, and the powers of the bytes are multiplied.
///
///     x = 0 . byte byte byte byte byte byte rest
///     2^−x = table[0][byte] × table[1][byte] × … × (1 − rest·ln 2 + (rest·ln 2)² / 2)
///
/// Values are in 1.127 (wide) or 1.63 (narrow) fixed point, so that 1 itself can be written. The narrow one uses three
/// bytes, the wide one six: the series' third term is then below 2⁻⁷⁴ and 2⁻¹⁴⁶.
struct ExponentTable: Sendable {
  private let wide: [UInt128]
  private let narrow: [UInt64]

  /// How far a weight can be from the true one, in units of its last bit. Each narrow factor is off by at most 1, each
  /// of three products and the series by 2 at most: under 10. Each wide factor is a product of up to eight
  /// constants, off by 8, six times, and as many products: under 64.
  static let narrowError: UInt64 = 16
  static let wideError: UInt128 = 64

  private static let wideBytes = 6, narrowBytes = 3
  static let shared = ExponentTable()

  private init() {
    var entries: [UInt128] = []
    for byte in 0..<Self.wideBytes {
      let start = entries.count
      entries.append(1 << 127)
      for value in 1..<256 {
        // The bits of a byte from the highest stand for the halvings 8·byte + 1, + 2, …
        let lowest = value.trailingZeroBitCount
        let constant = ExponentConstants.halvings[8 * byte + 7 - lowest]
        entries.append(Self.product(entries[start + (value & (value - 1))], constant))
      }
    }
    wide = entries
    narrow = entries[..<(256 * Self.narrowBytes)].map { UInt64(truncatingIfNeeded: ($0 + (1 << 63)) >> 64) }
  }

  /// 2^−x in 1.63; `x` in 0.64. Exact for x = 0.
  @inline(__always)
  func narrowPower(_ x: UInt64) -> UInt64 {
    var power = Self.product(narrow[Int(x >> 56)], narrow[256 + Int(x >> 48 & 0xFF)])
    power = Self.product(power, narrow[512 + Int(x >> 40 & 0xFF)])
    let rest = x & (1 << 40 - 1)
    let y = rest.multipliedFullWidth(by: UInt64(truncatingIfNeeded: ExponentConstants.ln2 >> 64)).high
    let z = y &- y.multipliedFullWidth(by: y).high >> 1
    return power &- power.multipliedFullWidth(by: z).high
  }

  /// 2^−x in 1.127; `x` in 0.128. Exact for x = 0.
  func widePower(_ x: UInt128) -> UInt128 {
    var power = wide[Int(truncatingIfNeeded: x >> 120)]
    for byte in 1..<Self.wideBytes {
      let value = Int(truncatingIfNeeded: x >> UInt128(120 - 8 * byte)) & 0xFF
      if value != 0 { power = Self.product(power, wide[256 * byte + value]) }
    }
    let rest = x & (1 << 80 - 1)
    let y = rest.multipliedFullWidth(by: ExponentConstants.ln2).high
    let z = y &- y.multipliedFullWidth(by: y).high >> 1
    return power &- power.multipliedFullWidth(by: z).high
  }

  /// The product of two numbers in 1.63 or 1.127 fixed point, its last bit cut.
  @inline(__always)
  private static func product<Word: FixedWidthInteger & UnsignedInteger>(_ a: Word, _ b: Word) -> Word
  where Word.Magnitude == Word {
    let (high, low) = a.multipliedFullWidth(by: b)
    return high << 1 | low >> (Word(truncatingIfNeeded: Word.bitWidth) - 1)
  }
}
