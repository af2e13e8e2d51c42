/// The delimiter between the fields of delimited text, and how a field can contain a delimiter or a line feed.
public struct Dialect: Hashable, Sendable {
  /// How a field holds a delimiter or a line feed.
  public enum Quoting: Sendable {
    /// Quotes around the field, as Python's csv module reads them.
    case quotes
    /// Not at all: quotes are plain bytes, and every line is a record.
    case none
    /// A backslash before it.
    case backslash
  }

  public var delimiter: UInt8
  public var quoting: Quoting

  public init(delimiter: UInt8, quoting: Quoting = .quotes) {
    self.delimiter = delimiter
    self.quoting = quoting
  }

  /// RFC 4180's commas.
  public static let csv = Dialect(delimiter: UInt8(ascii: ","))
  /// What spreadsheets write where the comma is a decimal sign.
  public static let semicolon = Dialect(delimiter: UInt8(ascii: ";"))
  public static let pipe = Dialect(delimiter: UInt8(ascii: "|"))
  /// What spreadsheets and data frames write with tabs.
  public static let tsv = Dialect(delimiter: ASCII.tab)
  /// What web logs are shipped as (Snowplow): tabs, and nothing in a field that ends it.
  public static let unquotedTSV = Dialect(delimiter: ASCII.tab, quoting: .none)
  /// What databases and Adobe's data feeds write.
  public static let escapedTSV = Dialect(delimiter: ASCII.tab, quoting: .backslash)

  /// Every dialect by the name that `--format` takes.
  static let named: [(name: String, dialect: Dialect)] = [
    ("csv", .csv), ("tsv", .tsv), ("tsv-unquoted", .unquotedTSV), ("tsv-escaped", .escapedTSV),
    ("semicolon", .semicolon), ("pipe", .pipe),
  ]

  /// The name that `--format` takes.
  public var name: String { Self.named.first { $0.dialect == self }?.name ?? "delimited" }
}
