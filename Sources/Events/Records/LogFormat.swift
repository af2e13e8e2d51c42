/// How the records of a log are laid out.
public enum LogFormat: Hashable, Sendable {
  /// One record a line, but for what quotes hold together; a header line first, or none.
  case delimited(Dialect)
  /// One JSON object a line.
  case jsonLines

  /// RFC 4180's commas.
  public static let csv = LogFormat.delimited(.csv)

  /// The format of a name that `--format` takes.
  public init?(name: String) {
    if name.lowercased() == Self.jsonLinesName {
      self = .jsonLines
      return
    }
    guard let found = Dialect.named.first(where: { $0.name == name.lowercased() }) else { return nil }
    self = .delimited(found.dialect)
  }

  /// The name that `--format` takes.
  public var name: String {
    switch self {
    case .delimited(let dialect): dialect.name
    case .jsonLines: Self.jsonLinesName
    }
  }

  /// Every name that `--format` takes.
  public static var names: [String] { Dialect.named.map(\.name) + [jsonLinesName] }

  private static let jsonLinesName = "jsonl"
}
