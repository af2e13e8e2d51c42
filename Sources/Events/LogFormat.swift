/// How the records of a log are laid out.
public enum LogFormat: Hashable, Sendable {
  /// One record a line, fields between `delimiter`s, quotes as in CSV, a header line first.
  case delimited(UInt8)
  /// One JSON object a line.
  case jsonLines

  /// RFC 4180's commas.
  public static let csv = LogFormat.delimited(UInt8(ascii: ","))
}
