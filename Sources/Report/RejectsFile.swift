import Text
import Platform
import Values

/// Rejected rows as CSV, `source,line,reason,column,text`, at a path of the user's own (`--rejects FILE`).
///
/// Written as rows come, whatever becomes of the run; gzip where the name ends in `.gz`. The report's own list is
/// written by `writeReport`.
public struct RejectsFile: ~Copyable {
  private var text: RejectsText
  private var file: OutputFile

  /// - Throws: `OutputError.cannotWrite`.
  public init(path: String, dialect: CSVDialect = .plain) throws(OutputError) {
    text = RejectsText(dialect)
    file = try OutputFile(path: path, gzip: path.hasSuffix(".gz") ? .dense : nil)
  }

  /// Whether a list of rejected rows stands at `path`, by its first bytes: the header in any dialect, or a gzip's.
  public static func isOne(_ path: String) -> Bool {
    guard let start = WholeFile.beginning(of: path, limit: 64) else { return false }
    if start.starts(with: [0x1F, 0x8B]) { return true }
    let text = start.starts(with: [0xEF, 0xBB, 0xBF]) ? start.dropFirst(3) : start[...]
    return [",", ";"].contains { text.starts(with: "source\($0)line\($0)reason".utf8) }
  }

  public mutating func append(_ row: RejectedRow) throws(OutputError) {
    text.append(row)
    if text.csv.bytes.count >= ReportPolicy.flushBytes { try flush() }
  }

  /// Writes what is pending and waits for the disk.
  public mutating func finish() throws(OutputError) {
    try flush()
    try file.finish()
  }

  private mutating func flush() throws(OutputError) {
    try file.write(text.csv.bytes)
    text.csv.clear()
  }
}

/// Rejected rows as CSV in memory, below their header.
struct RejectsText {
  var csv: CSVText

  init(_ dialect: CSVDialect = .plain) {
    csv = CSVText(dialect)
    csv.record(RejectsText.description(path: "").columns.map(\.name))
  }

  /// What the file at `path` in the report holds, column by column.
  static func description(path: String) -> TableDescription {
    TableDescription(
      name: "rejects", path: path, title: "Rows that could not be used",
      columns: [
        ReportColumn("source", .text, "The file, and after ! the member of an archive."),
        ReportColumn("line", .optionalInteger, "The line on which the record starts, the header being line 1."),
        ReportColumn("reason", .text, "Why the row was rejected."),
        ReportColumn("column", .optionalText, "The column that offended; empty where the whole record did."),
        ReportColumn("text", .optionalText, "What stood there, cut."),
      ], primaryKey: [])
  }

  mutating func append(_ row: RejectedRow) {
    csv.cell(row.source)
    if row.line > 0 { csv.cell(row.line) } else { csv.emptyCell() }
    csv.cell(row.reason.label)
    csv.cell(row.column)
    csv.cell(row.text)
    csv.endRecord()
  }

  /// Writes a report's list into `directory`: `rejects.csv`, or `rejects.csv.gz` above `plainBytes` of text; gives the
  /// file's name. Holds at most `plainBytes` in memory.
  static func write(
    _ rows: some Sequence<RejectedRow>, into directory: borrowing OutputDirectory, dialect: CSVDialect = .plain,
    plainBytes: Int = ReportPolicy.plainRejectsBytes
  ) throws(OutputError) -> String {
    var text = RejectsText(dialect)
    var rows = rows.makeIterator()
    while let row = rows.next() {
      text.append(row)
      guard text.csv.bytes.count > plainBytes else { continue }
      var file = try directory.create("rejects.csv.gz", gzip: .dense)
      try file.write(text.csv.bytes)
      text.csv.clear()
      while let row = rows.next() {
        text.append(row)
        if text.csv.bytes.count >= ReportPolicy.flushBytes {
          try file.write(text.csv.bytes)
          text.csv.clear()
        }
      }
      try file.write(text.csv.bytes)
      try file.finish()
      return "rejects.csv.gz"
    }
    var file = try directory.create("rejects.csv")
    try file.write(text.csv.bytes)
    try file.finish()
    return "rejects.csv"
  }
}
