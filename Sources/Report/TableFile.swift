import Figures
import Platform
import Text
import Values

/// One table, being written as CSV (Specification, section 7).
///
/// Rows collect in memory and go to the file when 256 KiB are full. A table that is usually short stays in memory until it
/// is clear whether its file is compressed.
final class TableFile: TableWriter {
  let table: TableDescription
  private let open: (String, GzipLevel?) throws(OutputError) -> OutputFile
  /// Bytes of text above which a table that is usually short is compressed.
  private let plainBytes: Int
  private var records: CSVRecords
  private var file: OutputFile?
  /// Bytes of text at which the text goes to the file.
  private var flushBytes: Int
  /// The name of the file, known when the table is finished.
  private(set) var path: String

  /// A file of the report.
  ///
  /// - Throws: `OutputError.cannotWrite`.
  init(
    _ table: TableDescription, dialect: CSVDialect, in files: DraftFiles, plainBytes: Int = ReportPolicy.plainRejectsBytes
  ) throws(OutputError) {
    open = { (name, gzip) throws(OutputError) in try files.create(name, gzip: gzip) }
    (self.table, self.plainBytes) = (table, plainBytes)
    path = Self.path(of: table)
    records = CSVRecords(of: table, dialect)
    flushBytes = ReportPolicy.flushBytes
    switch table.extent {
    case .names: file = try open(path, nil)
    case .log: file = try open(path, .fast)
    case .usuallyShort: flushBytes = plainBytes + 1
    }
    if file != nil { records.text.reserve(ReportPolicy.flushBytes + ReportPolicy.rowRoom) }
  }

  /// A file that is open already, of its own name and compression.
  init(_ table: TableDescription, dialect: CSVDialect, as file: consuming OutputFile) {
    open = { (name, _) throws(OutputError) in throw .cannotWrite(path: name, call: "open", code: 0) }
    (self.table, plainBytes) = (table, 0)
    path = file.path
    records = CSVRecords(of: table, dialect)
    flushBytes = ReportPolicy.flushBytes
    self.file = consume file
  }

  /// The name of a table's file. A table that is usually short may get `.gz` behind it.
  static func path(of table: TableDescription) -> String { table.name + (table.extent == .log ? ".csv.gz" : ".csv") }

  func write(_ block: borrowing TableBlock, rowCount: Int) throws(OutputError) {
    var row = 0
    while row < rowCount {
      row = records.append(block, rows: row..<rowCount, until: flushBytes)
      if records.text.bytes.count >= flushBytes { try flush() }
    }
  }

  func finish(rowCount: Int) throws(OutputError) {
    if file == nil { file = try open(path, nil) }
    try flush()
    try file!.finish()
  }

  private func flush() throws(OutputError) {
    if file == nil {
      path += ".gz"
      file = try open(path, .dense)
      flushBytes = ReportPolicy.flushBytes
    }
    try file!.write(records.text.bytes)
    records.text.clear()
  }
}

/// The rows of a table as CSV in memory, below their header.
///
/// A value, so that a block of rows is one access to its owner: an access for each cell took a tenth of the time of writing.
private struct CSVRecords {
  /// What the writer needs of a column.
  private enum Column: BitwiseCopyable {
    case text, instant
    case number(decimals: Int)
    /// A column that files do not have.
    case none
  }

  private let table: String
  private let columns: [Column]
  /// By column: the zone of its instants.
  private let zones: [ReportZone?]
  var text: CSVText

  init(of table: TableDescription, _ dialect: CSVDialect) {
    self.table = table.name
    columns = table.columns.map { column in
      if !column.isInFiles { return .none }
      return switch column.unit {
      case .text: .text
      case .instant: .instant
      case .count, .ordinal, .conversions, .ratio, .money, .exactMoney: .number(decimals: column.decimals)
      }
    }
    zones = table.columns.map { column in
      if case .instant(let zone) = column.unit { zone } else { nil }
    }
    text = CSVText(dialect)
    text.record(table.columns.filter(\.isInFiles).map(\.name))
  }

  /// Appends rows of a block until there are so many bytes; gives the first row that is not appended.
  mutating func append(_ block: borrowing TableBlock, rows: Range<Int>, until byteCount: Int) -> Int {
    // Once for all cells: each access from another module would retain and release.
    let columns = columns, cells = block.cells, blockText = block.utf8
    let utf8 = blockText.span
    var next = rows.lowerBound * columns.count
    for row in rows {
      for i in columns.indices {
        switch (columns[i], cells[next]) {
        case (.none, _): break
        case (_, .empty): text.emptyCell()
        case (_, .text(let start, let end)): text.cell(utf8: utf8.extracting(Int(start)..<Int(end)))
        case (.number(let decimals), .number(let units)): text.cell(units, decimals: decimals)
        case (.instant, .instant(let instant)): text.cell(instant, in: zones[i]!)
        default: preconditionFailure("\(table): a cell is not of its column's type")
        }
        next += 1
      }
      text.endRecord()
      if text.bytes.count >= byteCount { return row + 1 }
    }
    return rows.upperBound
  }
}

/// The tables of a report as CSV files.
final class TableFiles: ReportFormat {
  private let dialect: CSVDialect
  private let draft: DraftFiles
  /// In the order of the tables.
  private(set) var files: [TableFile] = []

  /// Files in `draft`.
  init(_ dialect: CSVDialect, in draft: DraftFiles) {
    self.dialect = dialect
    self.draft = draft
  }

  func writer(of table: TableDescription) throws -> (any TableWriter)? {
    let file = try TableFile(table, dialect: dialect, in: draft)
    files.append(file)
    return file
  }
}
