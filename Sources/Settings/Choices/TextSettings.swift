import Events

/// How the texts of a run are read. What is nil is detected file by file.
public struct TextSettings: Sendable {
  /// The format of the logs; nil: detected log by log.
  public var format: LogFormat?
  /// The encoding of logs without a byte-order mark; nil: detected file by file.
  public var encoding: TextEncoding?
  /// The fields of logs without a header line; nil: their first line has them.
  public var header: [String]?
  /// The longest record, in bytes of UTF-8; a longer one is rejected.
  public var maxLineBytes = ReadingRules.usualMaxRecordBytes
  /// The style of amounts in logs.
  public var amounts = AmountStyle.decimalPoint
  /// The style of amounts in spend files.
  public var spendAmounts = AmountStyle.decimalPoint

  /// The settings of a run that names none.
  public init() {}

  /// The settings of an input set, whose format, encoding and header take precedence.
  package func of(_ set: InputSet) -> TextSettings {
    var settings = self
    settings.format = set.format ?? format
    settings.encoding = set.encoding ?? encoding
    settings.header = set.header ?? header
    return settings
  }

  /// The encoding of spend files, rates and channel maps that are neither UTF-16 nor UTF-8. These files may come from elsewhere
  /// than the logs, so an encoding that is given for logs is no reason to read a file in UTF-8 otherwise.
  package var preferred: TextEncoding? { TextSettings.preferred(encoding) }

  /// The encoding of small files in a run whose logs have this one.
  static func preferred(_ encoding: TextEncoding?) -> TextEncoding? { encoding == .cp949 || encoding == .latin1 ? encoding : nil }

  /// The style of exchange rates: that of amounts in logs, but never millionths.
  package var rates: AmountStyle { amounts == .micros ? .decimalPoint : amounts }
}
