/// How messages are written to standard error.
public enum MessageFormat: String, CaseIterable, Sendable {
  /// For people.
  case text
  /// One JSON object a line.
  case json

  /// What the environment asks for, until the command line is understood.
  public static var ofEnvironment: MessageFormat {
    Environment.value(RunRequest.variable(of: .logFormat)).flatMap { MessageFormat(rawValue: $0) } ?? .text
  }

  /// What `--log-format` takes.
  public static var names: [String] { allCases.map(\.rawValue) }
}
