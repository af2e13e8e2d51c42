/// How a log writes its amounts.
public enum AmountStyle: String, Sendable, CaseIterable {
  /// `1,234.50`.
  case decimalPoint = "decimal-point"
  /// `1.234,50`.
  case decimalComma = "decimal-comma"
  /// Millionths of the currency, as advertising interfaces give them: `1234500000`.
  case micros

  /// The sign before the decimals, and the sign between groups of three digits.
  var point: UInt8 { isComma ? UInt8(ascii: ",") : UInt8(ascii: ".") }
  var comma: UInt8 { isComma ? UInt8(ascii: ".") : UInt8(ascii: ",") }

  /// By its case: `==` would compare the names.
  private var isComma: Bool {
    if case .decimalComma = self { true } else { false }
  }
}
