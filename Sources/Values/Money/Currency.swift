/// A currency by its three capital letters.
public struct Currency: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// The three letters, first in the highest of the lower 24 bits: comparing numbers compares names.
  public let packed: UInt32

  public init(packed: UInt32) { self.packed = packed }

  /// The currency of three ASCII letters of any case, or nil.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 3 else { return nil }
    self.init(bytes[0], bytes[1], bytes[2])
  }

  /// The currency of three ASCII letters of any case, or nil.
  public init?(_ a: UInt8, _ b: UInt8, _ c: UInt8) {
    func capital(_ x: UInt8) -> UInt32? {
      switch x {
      case 0x41...0x5A: UInt32(x)
      case 0x61...0x7A: UInt32(x) - 0x20
      default: nil
      }
    }
    guard let x = capital(a), let y = capital(b), let z = capital(c) else { return nil }
    packed = x << 16 | y << 8 | z
  }

  public var code: String {
    String(decoding: [UInt8(packed >> 16), UInt8(packed >> 8 & 0xFF), UInt8(packed & 0xFF)], as: UTF8.self)
  }

  public static func < (a: Currency, b: Currency) -> Bool { a.packed < b.packed }

  /// "No currency" of ISO 4217: printed where neither the data nor the caller names one.
  public static let none = Currency(packed: 0x585858)

  /// Digits after the decimal point of printed money: ISO 4217's minor unit, two where it names none.
  ///
  /// Source: ISO 4217 list one, as published by SIX, 2025.
  public var decimals: Int {
    switch code {
    case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF",
      "XOF", "XPF":
      0
    case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
    case "CLF", "UYW": 4
    default: 2
    }
  }
}

/// Money is whole millionths of a currency's major unit: exact in 64 bits up to ±9.2 × 10¹² units.
public enum Money {
  public static let millionthsPerUnit: Int64 = 1_000_000
}
