import Credit
import Tables
import Values

/// A report that does not add up: a fault of the program, found before anything is published.
public struct ReconciliationError: Error, Equatable, CustomStringConvertible {
  /// Which figures do not agree.
  public let finding: String

  /// An error with this finding.
  package init(finding: String) { self.finding = finding }

  /// The message of the run.
  public var description: String {
    "the report does not add up: \(finding); nothing was published. This is a fault of the program: please report it"
  }
}
