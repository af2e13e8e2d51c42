import Values

/// Reads the amounts of Specification, section 1.
public enum AmountReader {
  /// Millionths of a plain number with at most six decimals and 12 digits before the point; nil where it is anything
  /// else, which `read` then decides. 6 ns for `1234.56`.
  @inline(__always)
  public static func readPlain(_ bytes: Span<UInt8>, _ style: AmountStyle = .decimalPoint) -> Int64? {
    if case .micros = style { return nil }
    var i = 0
    let negative = bytes.count > 0 && bytes[0] == UInt8(ascii: "-")
    if negative { i = 1 }
    let start = i
    var value: Int64 = 0
    while i < bytes.count, isDigit(bytes[i]) {
      value = value &* 10 &+ Int64(bytes[i] &- 0x30)
      i += 1
    }
    guard i > start, i - start <= 12 else { return nil }
    var scale: Int64 = Money.millionthsPerUnit
    if i < bytes.count {
      guard bytes[i] == style.point, bytes.count - i <= 7 else { return nil }
      i += 1
      while i < bytes.count {
        guard isDigit(bytes[i]) else { return nil }
        value = value &* 10 &+ Int64(bytes[i] &- 0x30)
        scale /= 10
        i += 1
      }
    }
    value &*= scale
    return negative ? -value : value
  }

  /// The number in a trimmed, non-empty text; nil if it is no number or can be read two ways.
  ///
  /// `currency` is the row's; its sign or code may come before or after the number. nil: not known, then any currency
  /// sign is accepted, and no code.
  public static func read(
    _ bytes: Span<UInt8>, currency: Currency?, _ style: AmountStyle = .decimalPoint
  ) -> WrittenDecimal? {
    var low = 0, high = bytes.count
    var negative = false, signs = 0, marks = 0
    if high - low >= 2, bytes[low] == UInt8(ascii: "("), bytes[high - 1] == UInt8(ascii: ")") {
      negative = true
      signs += 1
      low += 1
      high -= 1
    }
    // The marks accepted around the number, outermost first: signs and one currency mark, spaces between them.
    var moved = true
    while moved {
      moved = false
      while low < high, bytes[low] == ASCII.space, low > 0 { low += 1 }
      while low < high, bytes[high - 1] == ASCII.space { high -= 1 }
      if low < high, bytes[low] == UInt8(ascii: "-") || bytes[low] == UInt8(ascii: "+") {
        negative = negative || bytes[low] == UInt8(ascii: "-")
        signs += 1
        low += 1
        moved = true
      } else if low < high, bytes[high - 1] == UInt8(ascii: "-") {
        negative = true
        signs += 1
        high -= 1
        moved = true
      }
      let mark = CurrencyMark.length(atStartOf: bytes.extracting(low..<high), currency: currency)
      let tail = mark > 0 ? 0 : CurrencyMark.length(atEndOf: bytes.extracting(low..<high), currency: currency)
      if mark + tail > 0 {
        marks += 1
        low += mark
        high -= tail
        moved = true
      }
    }
    guard signs <= 1, marks <= 1, low < high else { return nil }
    return number(bytes.extracting(low..<high), negative: negative, style)
  }

  /// Digits with a point, an exponent, or commas between groups of three; point and comma as the style has them.
  private static func number(_ b: Span<UInt8>, negative: Bool, _ style: AmountStyle) -> WrittenDecimal? {
    var decimal = WrittenDecimal(isNegative: negative, magnitude: 0, scale: 0, hasTail: false)
    var i = 0, digits = 0, group = -1
    let grouped = b.count > 0 && b[0] != UInt8(ascii: "0")
    while i < b.count {
      if isDigit(b[i]) {
        decimal.append(b[i] &- 0x30, afterPoint: false)
        digits += 1
        if group >= 0 { group += 1 }
      } else if b[i] == style.comma, grouped, group < 0 ? (1...3).contains(digits) : group == 3 {
        group = 0
      } else {
        break
      }
      i += 1
    }
    guard group < 0 || group == 3 else { return nil }
    if i < b.count, b[i] == style.point {
      i += 1
      while i < b.count, isDigit(b[i]) {
        decimal.append(b[i] &- 0x30, afterPoint: true)
        digits += 1
        i += 1
      }
    }
    guard digits > 0 else { return nil }
    if i < b.count {
      guard let exponent = exponent(b.extracting(i..<b.count)) else { return nil }
      decimal.scale -= exponent
    }
    if case .micros = style { decimal.scale += 6 }
    return decimal.scaledUp
  }

  /// `e5`, `E+5`, `e-12`: at most four digits.
  private static func exponent(_ b: Span<UInt8>) -> Int? {
    guard b.count >= 2, b[0] | 0x20 == UInt8(ascii: "e") else { return nil }
    let signed = b[1] == UInt8(ascii: "-") || b[1] == UInt8(ascii: "+")
    let start = signed ? 2 : 1
    guard b.count > start, b.count - start <= 4 else { return nil }
    var value = 0
    for i in start..<b.count {
      guard isDigit(b[i]) else { return nil }
      value = value * 10 + Int(b[i] &- 0x30)
    }
    return b[1] == UInt8(ascii: "-") ? -value : value
  }
}

extension WrittenDecimal {
  /// Adds a digit on the right. Beyond 38 digits, digits before the point count as zeros of the scale.
  fileprivate mutating func append(_ digit: UInt8, afterPoint: Bool) {
    if magnitude < UInt128(10_000_000_000_000_000_000) * 1_000_000_000_000_000_000 {
      magnitude = magnitude * 10 + UInt128(digit)
      if afterPoint { scale += 1 }
    } else {
      if digit != 0 { hasTail = true }
      if !afterPoint { scale -= 1 }
    }
  }

  /// With a scale of 0 or more, or nil where the number is beyond any amount.
  fileprivate var scaledUp: WrittenDecimal? {
    var result = self
    if magnitude == 0 {
      result.scale = 0
      return result
    }
    while result.scale < 0 {
      let (product, overflow) = result.magnitude.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      result.magnitude = product
      result.scale += 1
    }
    return result
  }
}

/// Currency signs and codes as people write them around an amount.
private enum CurrencyMark {
  /// Length of the currency mark at the start of `b`; 0 if there is none that fits the currency.
  static func length(atStartOf b: Span<UInt8>, currency: Currency?) -> Int {
    for sign in signs where b.count >= sign.bytes.count && fits(sign, currency) {
      if matches(b, at: 0, sign.bytes) { return sign.bytes.count }
    }
    return currency != nil && b.count > 3 && code(b, at: 0) == currency ? 3 : 0
  }

  /// The same at the end.
  static func length(atEndOf b: Span<UInt8>, currency: Currency?) -> Int {
    for sign in signs where b.count >= sign.bytes.count && fits(sign, currency) {
      if matches(b, at: b.count - sign.bytes.count, sign.bytes) { return sign.bytes.count }
    }
    return currency != nil && b.count > 3 && code(b, at: b.count - 3) == currency ? 3 : 0
  }

  private struct Sign: Sendable {
    let bytes: [UInt8]
    let codes: [String]
  }

  private static let signs: [Sign] = [
    Sign(bytes: Array("$".utf8), codes: []), Sign(bytes: Array("€".utf8), codes: ["EUR"]),
    Sign(bytes: Array("£".utf8), codes: ["GBP"]), Sign(bytes: Array("¥".utf8), codes: ["JPY", "CNY"]),
    Sign(bytes: Array("￥".utf8), codes: ["JPY", "CNY"]), Sign(bytes: Array("₩".utf8), codes: ["KRW"]),
    Sign(bytes: Array("￦".utf8), codes: ["KRW"]),
  ]
  private static let claimed = ["EUR", "GBP", "JPY", "CNY", "KRW"]

  /// `$` is the sign of every currency without another sign here.
  private static func fits(_ sign: Sign, _ currency: Currency?) -> Bool {
    guard let code = currency?.code else { return true }
    return sign.codes.isEmpty ? !claimed.contains(code) : sign.codes.contains(code)
  }

  private static func matches(_ b: Span<UInt8>, at start: Int, _ bytes: [UInt8]) -> Bool {
    for i in 0..<bytes.count where b[start + i] != bytes[i] { return false }
    return true
  }

  private static func code(_ b: Span<UInt8>, at start: Int) -> Currency? {
    Currency(b[start], b[start + 1], b[start + 2])
  }
}
