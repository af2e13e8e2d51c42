/// How a text was read: what was given of it, and what was found out.
public struct TextForm: Sendable, Equatable {
  public var format: LogFormat
  public var encoding: TextEncoding
  /// The encoding was chosen for want of a better one.
  public var isEncodingGuessed: Bool
  /// The fields' names, and whether the text's own first line says them; empty where none were met.
  public var header: [String] = []
  public var hasHeaderLine = false
  /// Which field holds which column; nil where no header was met.
  public var columns: ColumnMap?

  public init(format: LogFormat, encoding: TextEncoding, isEncodingGuessed: Bool = false) {
    self.format = format
    self.encoding = encoding
    self.isEncodingGuessed = isEncodingGuessed
  }
}
