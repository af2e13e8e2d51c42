/// How a text is read: what the user gave and what was detected.
public struct TextForm: Sendable, Equatable {
  public var format: LogFormat
  public var encoding: TextEncoding
  /// The encoding is a guess without evidence.
  public var isEncodingGuessed: Bool
  /// The fields' names, and whether the text's first line gives them; empty if there are none.
  public var header: [String] = []
  public var hasHeaderLine = false
  /// Which field holds which column; nil if no header was found.
  public var columns: ColumnMap?

  public init(format: LogFormat, encoding: TextEncoding, isEncodingGuessed: Bool = false) {
    self.format = format
    self.encoding = encoding
    self.isEncodingGuessed = isEncodingGuessed
  }
}
