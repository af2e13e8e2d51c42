import Values

/// Numbers for people: `1,234.50`, or `1.234,50`.
public struct NumberText: Sendable {
  private let decimalComma: Bool

  public init(decimalComma: Bool = false) { self.decimalComma = decimalComma }

  /// `units` × 10⁻ᵈᵉᶜⁱᵐᵃˡˢ.
  public func text(_ units: Int128, decimals: Int) -> String {
    let digits = Array(Decimal.text(units, decimals: decimals).utf8)
    let whole = digits.count - (decimals > 0 ? decimals + 1 : 0)
    let first = units < 0 ? 1 : 0
    var bytes: [UInt8] = []
    for (index, byte) in digits.enumerated() {
      let isGroupStart = index > first && index < whole && (whole - index) % 3 == 0
      if isGroupStart { bytes.append(decimalComma ? 0x2E : 0x2C) }
      bytes.append(byte == 0x2E && decimalComma ? 0x2C : byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
