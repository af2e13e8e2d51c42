import Values

/// Whole numbers of some decimal unit, as text.
package enum Decimal {
  /// Appends `units` × 10⁻ᵈᵉᶜⁱᵐᵃˡˢ with all its decimals: (−5, 2) is `-0.05`.
  static func append(_ units: Int128, decimals: Int, point: UInt8 = 0x2E, to bytes: inout [UInt8]) {
    // Filled from the end, so that nothing is reversed. 128 bits have 39 digits.
    var digits = InlineArray<64, UInt8>(repeating: 0)
    var start = 64, count = 0
    func prepend(_ digit: UInt8) {
      start -= 1
      digits[start] = 0x30 + digit
      count += 1
      if count == decimals {
        start -= 1
        digits[start] = point
      }
    }
    var large = units.magnitude
    while large > UInt128(UInt64.max) {
      let (q, r) = large.quotientAndRemainder(dividingBy: 10)
      prepend(UInt8(r))
      large = q
    }
    var small = UInt64(large)
    // At least one digit precedes the point.
    while small > 0 || count <= decimals {
      prepend(UInt8(small % 10))
      small /= 10
    }
    if units < 0 {
      start -= 1
      digits[start] = 0x2D
    }
    bytes.append(copying: digits.span.extracting(start..<64))
  }

  /// The same as a string.
  package static func text(_ units: Int128, decimals: Int) -> String {
    var bytes: [UInt8] = []
    append(units, decimals: decimals, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
