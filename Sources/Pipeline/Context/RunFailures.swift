import Archive
import Events
import Figures
import Journeys
import Platform
import Report
import Settings
import Tables
import Values

extension RunError {
  /// The run error that any error of a stage amounts to.
  package init(_ error: any Error) {
    switch error {
    case let error as RunError: self = error
    case let error as InputError: self.init(status: 66, error.description)
    case let error as ArchiveError: self.init(status: Self.status(of: error), error.description)
    case let error as ScratchError: self.init(status: 73, error.description)
    case let error as SegmentError: self.init(status: 74, error.description)
    case let error as OutputError: self.init(status: error.exitStatus, error.description)
    case let error as TableError: self.init(status: error.exitStatus, error.description)
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
