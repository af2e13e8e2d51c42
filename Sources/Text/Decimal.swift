import Values

/// Whole numbers of some decimal unit, as text.
package enum Decimal {
  /// Appends `units` × 10⁻ᵈᵉᶜⁱᵐᵃˡˢ with all its decimals: (−5, 2) is `-0.05`.
  static func append(_ units: Int128, decimals: Int, point: UInt8 = 0x2E, to bytes: inout [UInt8]) {
    if units < 0 { bytes.append(0x2D) }
    let start = bytes.count
    var count = 0
    func digit(_ d: UInt8, _ bytes: inout [UInt8]) {
      bytes.append(0x30 + d)
      count += 1
      if count == decimals { bytes.append(point) }
    }
    var large = units.magnitude
    while large > UInt128(UInt64.max) {
      let (q, r) = large.quotientAndRemainder(dividingBy: 10)
      digit(UInt8(r), &bytes)
      large = q
    }
    var small = UInt64(large)
    // At least one digit precedes the point.
    while small > 0 || count <= decimals {
      digit(UInt8(small % 10), &bytes)
      small /= 10
    }
    // Swapped by hand, because reversing a slice in place copies it, which takes a third of the time of a report.
    var low = start, high = bytes.count - 1
    while low < high {
      bytes.swapAt(low, high)
      low += 1
      high -= 1
    }
  }

  package static func text(_ units: Int128, decimals: Int) -> String {
    var bytes: [UInt8] = []
    append(units, decimals: decimals, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
