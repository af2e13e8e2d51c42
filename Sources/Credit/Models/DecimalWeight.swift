/// A non-negative decimal as written: `digits` × 10^−`decimals`, exact, without trailing zeros after the point.
struct DecimalWeight: Equatable {
  let digits: UInt64
  let decimals: Int

  /// What is wrong with a text that is no weight.
  struct Unreadable: Error { let reason: String }

  /// Reads digits with at most one decimal point (`.5` and `5.` too), spaces around and a plus sign allowed.
  init(_ text: String) throws(Unreadable) {
    var bytes = Array(text.utf8)[...]
    while bytes.first == UInt8(ascii: " ") { bytes.removeFirst() }
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    guard bytes.first != UInt8(ascii: "-") else { throw Unreadable(reason: "a weight is not negative") }
    if bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
    let whole = bytes.prefix { $0 != UInt8(ascii: ".") }
    var fraction = bytes.dropFirst(whole.count + 1)
    while fraction.last == UInt8(ascii: "0") { fraction.removeLast() }
    guard bytes.contains(where: { $0 != UInt8(ascii: ".") }) else { throw Unreadable(reason: "no number") }
    var digits: UInt64 = 0
    for byte in whole + fraction {
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { throw Unreadable(reason: "not a decimal") }
      guard let longer = Self.appending(byte - UInt8(ascii: "0"), to: digits) else {
        throw Unreadable(reason: "more than 18 digits")
      }
      digits = longer
    }
    guard fraction.count <= CreditPolicy.mostWeightDigits else { throw Unreadable(reason: "more than 18 decimals") }
    self.digits = digits
    decimals = fraction.count
  }

  /// The same weight counted in units of 10^−`decimals`, or nil where that needs more than 18 digits.
  func scaled(to decimals: Int) -> UInt64? {
    var scaled = digits
    for _ in self.decimals..<max(self.decimals, decimals) {
      guard let longer = Self.appending(0, to: scaled) else { return nil }
      scaled = longer
    }
    return scaled
  }

  private static func appending(_ digit: UInt8, to digits: UInt64) -> UInt64? {
    guard digits < CreditPolicy.greatestWeight / 10 else { return nil }
    return digits * 10 + UInt64(digit)
  }
}
