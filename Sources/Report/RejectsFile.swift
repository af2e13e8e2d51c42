import Figures
import Platform
import Text
import Values

/// Rejected rows as CSV, `source,line,reason,column,text`, at a path of the user's own (`--rejects FILE`).
///
/// The file is written whatever becomes of the run; gzip where the name ends in `.gz`. The report's own list is written by
/// `writeReport`. Both have the columns of `RejectsTable`.
public struct RejectsFile: ~Copyable {
  private var rows: TableRows

  /// Creates, or empties, the file at `path`.
  ///
  /// - Throws: `OutputError.cannotWrite`.
  public init(path: String, dialect: CSVDialect = .plain) throws(OutputError) {
    let table = RejectsTable().description
    let file = try OutputFile(path: path, gzip: path.hasSuffix(".gz") ? .dense : nil)
    rows = TableRows(of: table, for: [TableFile(table, dialect: dialect, as: file)])
  }

  /// Whether the file at `path` is a list of rejected rows, by its first bytes: the header in any dialect, or a gzip's.
  public static func isOne(_ path: String) -> Bool {
    guard let start = WholeFile.beginning(of: path, limit: 64) else { return false }
    if start.starts(with: [0x1F, 0x8B]) { return true }
    let text = start.starts(with: [0xEF, 0xBB, 0xBF]) ? start.dropFirst(3) : start[...]
    return [",", ";"].contains { text.starts(with: "source\($0)line\($0)reason".utf8) }
  }

  /// Adds a row.
  ///
  /// - Throws: `OutputError.cannotWrite`.
  public mutating func append(_ row: RejectedRow) throws { try RejectsTable.add(row, to: &rows) }

  /// Writes what is pending and waits for the disk.
  ///
  /// - Throws: `OutputError.cannotWrite`.
  public mutating func finish() throws { try rows.finish() }
}
