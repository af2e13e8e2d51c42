import Text

/// A message for people or programs, and how it is written.
struct Message {
  enum Level: String { case error, warning, progress, info }

  var level: Level
  var text: String
  /// Figures for programs, in order.
  var figures: [JSONValue.Member] = []

  /// One JSON object with the time, without a line's end.
  func json(at time: String) -> String {
    let members: [JSONValue.Member] = [
      .init("time", .text(time)), .init("level", .text(level.rawValue)), .init("message", .text(text.harmless)),
    ]
    return String(decoding: JSONValue.object(members + figures).line, as: UTF8.self)
  }

  /// As people read it, `tributary: warning: …`; its first words in colour where there are any.
  func line(isColored: Bool) -> String {
    let warning = level == .warning ? "warning:" : ""
    let text = (warning.isEmpty ? "" : " ") + text.harmless
    switch level {
    case .error where isColored: return "\(Self.red)tributary:\(Self.plain) \(self.text.harmless)"
    case .warning: return "tributary: " + (isColored ? "\(Self.yellow)\(warning)\(Self.plain)" : warning) + text
    case .error, .progress, .info: return "tributary: " + text
    }
  }

  private static let red = "\u{1B}[1;31m", yellow = "\u{1B}[1;33m", plain = "\u{1B}[0m"
}
