/// How messages are written to standard error.
public enum MessageFormat: String, CaseIterable, Sendable {
  /// For people.
  case text
  /// One JSON object a line.
  case json

  /// The words that `--log-format` takes.
  public static var names: [String] { allCases.map(\.rawValue) }
}
