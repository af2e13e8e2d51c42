import Events
import Tables
import Values

/// Logs of one kind: which files they are, and how they read beside what the whole run says.
///
/// **To add a property**: it stands here, in `InputSetReader` as a key and in `InputSetChecking` as what the key sets.
public struct InputSet: Sendable, Equatable {
  /// Files, directories, globs or `-`.
  public var paths: [String]
  /// Canonical column → field of the header; nil: found by the usual spellings.
  public var columns: [EventColumn: String]?
  /// Columns that every row has, and what stands there.
  public var constants: [EventColumn: String] = [:]
  /// Of times without an offset; nil: the report zone.
  public var zone: ReportZone?
  /// Of amounts and costs whose row names no currency; nil: the report's.
  public var currency: Currency?
  /// How the texts read; nil: as those of the whole run, or found out.
  public var format: LogFormat?
  public var encoding: TextEncoding?
  /// The fields of logs without a header line.
  public var header: [String]?
  /// Where the set was written, for messages: `plan.yaml:3:5`, or `--spend`.
  public var origin = ""

  public init(paths: [String], columns: [EventColumn: String]? = nil) {
    self.paths = paths
    self.columns = columns
  }

  /// Whether nothing is said of these logs but their paths and what the whole run says.
  func isPlain(columns usual: [EventColumn: String]?) -> Bool {
    columns == usual && constants.isEmpty && zone == nil && currency == nil && format == nil && encoding == nil && header == nil
  }

  /// Whether some row may name an account.
  package var mayNameAccounts: Bool { constants[.accountID] != nil || columns.map { $0[.accountID] != nil } ?? true }

  public static func == (a: InputSet, b: InputSet) -> Bool {
    a.paths == b.paths && a.columns == b.columns && a.constants == b.constants && a.zone?.name == b.zone?.name
      && a.currency == b.currency && a.format == b.format && a.encoding == b.encoding && a.header == b.header
  }
}

/// Spend files of one kind.
public struct SpendSet: Sendable, Equatable {
  public var paths: [String]
  public var layout = SpendLayout()
  public var origin = ""

  public init(paths: [String]) { self.paths = paths }
}

/// A set of files, whatever they hold: for what is true of any.
package protocol FileSet {
  var paths: [String] { get }
  var origin: String { get }
}

extension InputSet: FileSet {}
extension SpendSet: FileSet {}
