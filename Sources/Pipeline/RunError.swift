import Archive
import Events
import Journeys
import Platform
import Report
import Spend
import Values

/// A run that cannot go on: what, where, what would fix it, and the exit status of SPEC section 8.
public struct RunError: Error, Sendable, CustomStringConvertible {
  public let status: Int32
  public let description: String

  public init(status: Int32, _ description: String) {
    self.status = status
    self.description = description
  }

  public static func configuration(_ message: String) -> RunError { RunError(status: 78, message) }

  /// A first word of the command line that is none of the commands; `known` are those.
  public static func unknownCommand(_ word: String, known: [String]) -> RunError {
    let question = NearName.question(for: word, among: known)
    return .usage(
      "there is no command '\(word)'"
        + (question.isEmpty ? "; commands are \(known.joined(separator: ", ")), as in 'tributary run logs/'" : question))
  }

  /// The run error that any error of a stage amounts to.
  init(_ error: any Error) {
    switch error {
    case let error as RunError: self = error
    case let error as InputError: self.init(status: 66, error.description)
    case let error as ArchiveError: self.init(status: Self.status(of: error), error.description)
    case let error as ScratchError: self.init(status: 73, error.description)
    case let error as SegmentError: self.init(status: 74, error.description)
    case let error as OutputError: self.init(status: error.exitStatus, error.description)
    case let error as SpendFileError: self.init(status: error.exitStatus, error.description)
    case let error as RatesFileError: self.init(status: 78, error.description)
    case let error as ReconciliationError: self.init(status: 70, error.description)
    default: self.init(status: 70, "\(error)")
    }
  }

  private static func status(of error: ArchiveError) -> Int32 {
    switch error.kind {
    case .damaged, .truncated, .beyondLimit, .changed: 74
    case .foreign: 65
    case .unreadable: 66
    case .scratch: 73
    case .interrupted(let signal): 128 + signal
    }
  }
}
