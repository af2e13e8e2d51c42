import Events
import Tables
import Values

/// Event logs of one kind: their paths, and how they are read where that differs from the whole run.
///
/// **To add a property**: add it here, its key to `InputSetReader`, and what the key sets to `InputSetChecking`.
public struct InputSet: Sendable, Equatable {
  /// Files, directories, globs or `-`.
  public var paths: [String]
  /// Canonical column → header field; nil: found by the usual names.
  public var columns: [EventColumn: String]?
  /// Column → the value that every row has there.
  public var constants: [EventColumn: String] = [:]
  /// The zone of times without an offset; nil: the report zone.
  public var zone: ReportZone?
  /// The currency of amounts and costs whose row names none; nil: the report's.
  public var currency: Currency?
  /// The format; nil: that of the whole run, or detected.
  public var format: LogFormat?
  /// The encoding; nil: that of the whole run, or detected.
  public var encoding: TextEncoding?
  /// The fields of logs without a header line.
  public var header: [String]?
  /// The location of the set, for messages: `plan.yaml:3:5`, or `--spend`.
  public var origin = ""

  /// Logs of which nothing is known but their paths and columns.
  public init(paths: [String], columns: [EventColumn: String]? = nil) {
    self.paths = paths
    self.columns = columns
  }

  /// Whether these logs are read as the whole run reads logs; `usual` are its columns.
  func isPlain(columns usual: [EventColumn: String]?) -> Bool {
    columns == usual && constants.isEmpty && zone == nil && currency == nil && format == nil && encoding == nil && header == nil
  }

  /// Whether some row may name an account.
  package var mayNameAccounts: Bool { constants[.accountID] != nil || columns.map { $0[.accountID] != nil } ?? true }

  /// Whether two sets have the same values; zones are compared by name, and the location is not compared.
  public static func == (a: InputSet, b: InputSet) -> Bool {
    a.paths == b.paths && a.columns == b.columns && a.constants == b.constants && a.zone?.name == b.zone?.name
      && a.currency == b.currency && a.format == b.format && a.encoding == b.encoding && a.header == b.header
  }
}

/// Spend files of one kind.
public struct SpendSet: Sendable, Equatable {
  /// Files, directories, globs or `-`.
  public var paths: [String]
  /// Columns, constants and currency; those of the set alone.
  public var layout = SpendLayout()
  /// The location of the set, for messages: `plan.yaml:3:5`, or `--spend`.
  public var origin = ""

  /// Files of which nothing is known but their paths.
  public init(paths: [String]) { self.paths = paths }

  /// The files of `--spend`.
  init(_ files: [Setting]) {
    paths = files.map(\.text)
    origin = files.first?.origin ?? ""
  }
}

/// A set of files of any kind.
package protocol FileSet {
  var paths: [String] { get }
  var origin: String { get }
}

extension InputSet: FileSet {}
extension SpendSet: FileSet {}
