import Events

/// How the texts of a run read, as far as the user says; what is left open is found out file by file.
public struct TextSettings: Sendable {
  /// The format of the logs.
  public var format: LogFormat?
  /// The encoding of logs without a byte-order mark.
  public var encoding: TextEncoding?
  /// The fields of logs without a header line.
  public var header: [String]?
  /// A longer record is rejected.
  public var maxLineBytes = ReadingRules.usualMaxRecordBytes
  /// How amounts are written in logs, and in spend files.
  public var amounts = AmountStyle.decimalPoint, spendAmounts = AmountStyle.decimalPoint

  public init() {}

  /// The same for the logs of a set, by what it says itself.
  package func of(_ set: InputSet) -> TextSettings {
    var settings = self
    settings.format = set.format ?? format
    settings.encoding = set.encoding ?? encoding
    settings.header = set.header ?? header
    return settings
  }

  /// The encoding of small files (spend, rates, channel maps) that are neither UTF-16 nor UTF-8: they may come from
  /// elsewhere than the logs, so a name given for those does not make a file in UTF-8 something else.
  package var preferred: TextEncoding? { encoding == .cp949 || encoding == .latin1 ? encoding : nil }

  /// How rates are written: as the amounts of logs, but never in millionths.
  package var rates: AmountStyle { amounts == .micros ? .decimalPoint : amounts }
}
