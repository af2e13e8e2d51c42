@testable import Settings
import Events
import ProgramTesting
import Values

/// Configurations written by a test, read as a run would read them.
enum ConfigurationSample {
  /// Friday, 2026-05-15 at noon in UTC: the moment relative dates are told from unless a test says another.
  static let now = day("2026-05-15T12:00:00Z")

  /// The configuration of a file's text, over which `request` wins. The file is called `plan.yaml`.
  static func read(
    _ yaml: String, now: Instant = now, _ fill: (inout RunRequest) -> Void = { _ in }
  ) throws -> RunConfiguration {
    let workdir = try Workdir()
    var request = RunRequest()
    request.inputs = ["events.csv"]
    request.configurationFile = try workdir.write("plan.yaml", yaml)
    fill(&request)
    return try RunConfiguration(request, now: now)
  }

  /// Why a text is refused: the status, and the message with the folder of the file taken out; nil where it is not.
  static func refusal(
    of yaml: String, _ fill: (inout RunRequest) -> Void = { _ in }
  ) throws -> (status: Int32, message: String)? {
    do {
      _ = try read(yaml, fill)
      return nil
    } catch let error as RunError {
      let words = error.description.split(separator: " ", omittingEmptySubsequences: false)
      let message = words.map { word in
        word[(word.firstRange(of: "plan.yaml")?.lowerBound ?? word.startIndex)...]
      }
      return (error.status, message.joined(separator: " "))
    }
  }

  static func day(_ text: String) -> Instant {
    var times = TimeReader(zone: .utc)
    guard let microseconds = times.read(Array(text.utf8).span) else { preconditionFailure("'\(text)' is no time") }
    return Instant(microseconds: microseconds)
  }
}
