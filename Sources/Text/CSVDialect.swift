/// How the tables of a report are written: for programs, or for a spreadsheet.
public struct CSVDialect: Sendable, Equatable {
  /// Whether a file begins with UTF-8's byte-order mark, without which Excel reads the text in the computer's own code page.
  public var hasByteOrderMark = false
  /// Whether a text cell has an apostrophe in front if a spreadsheet would take it for a formula: if it starts with `=`, `+`,
  /// `-`, `@`, tab or CR. Numbers are not text, so −5 stays a number.
  ///
  /// Source: OWASP, "CSV Injection". Campaigns come out of links that anybody can write.
  public var guardsFormulas = false
  /// Whether numbers are written `1234,56` and fields are separated by semicolons, as spreadsheets expect where the comma is
  /// decimal.
  public var hasDecimalComma = false

  public init() {}

  /// RFC 4180 (Specification, section 7).
  public static let plain = CSVDialect()
  /// The form that Excel opens correctly by a double click.
  public static var excel: CSVDialect {
    var dialect = CSVDialect()
    dialect.hasByteOrderMark = true
    dialect.guardsFormulas = true
    return dialect
  }

  var separator: UInt8 { hasDecimalComma ? 0x3B : 0x2C }
  var decimalPoint: UInt8 { hasDecimalComma ? 0x2C : 0x2E }

  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Whether a text that starts with this byte could be taken for a formula.
  static func startsFormula(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D: true
    default: false
    }
  }
}
