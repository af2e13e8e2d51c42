import Figures
import Platform
import Text
import Values

/// Writes a whole report into `directory` and publishes it. Nothing appears unless everything adds up and is on the disk.
///
/// The files are one for each of the contents' tables, `datapackage.json`, which describes them, and `summary.json`. For
/// memory and time see `TablePass`.
///
/// - Returns: what a screen can show of the report.
/// - Throws: `ReconciliationError`; `OutputError`; what reading the credits or the rejected rows throws. The former report
///   is then as it was.
@discardableResult
public func writeReport(
  _ contents: ReportContents, into directory: inout OutputDirectory
) throws -> ReportOverview {
  try writeReport(contents, tables: contents.tables, into: &directory)
}

/// Writes a report of these tables.
///
/// A format that is added here, such as HTML or XLSX, receives the same rows as the others.
@discardableResult
func writeReport(
  _ contents: ReportContents, tables: [any ReportTable], into directory: inout OutputDirectory
) throws -> ReportOverview {
  let files = TableFiles(contents.dialect, in: directory.files)
  let screen = OverviewWriter(of: contents)
  var pass = try TablePass(tables, to: [files, screen])
  try pass.run(contents)
  let paths = files.files.map(\.path)
  try write(DataPackage.json(of: files.files.map { ($0.table, $0.path) }, contents.dialect), as: DataPackage.name, into: directory)
  try write(
    SummaryFile.json(of: contents, files: ReportContents.fileNames(ofTables: paths)), as: SummaryFile.name, into: directory)
  try directory.publish()
  return screen.overview
}

private func write(_ json: JSONValue, as name: String, into directory: borrowing OutputDirectory) throws(OutputError) {
  var file = try directory.create(name)
  try file.write(json.bytes)
  try file.finish()
}

extension ReportContents {
  /// The files of a report, as its summary lists them: those of its tables and those about them, in byte order.
  fileprivate static func fileNames(ofTables paths: [String]) -> [String] {
    (paths + [DataPackage.name, SummaryFile.name]).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The files that a report would have, with few rejected rows.
  public static func fileNames(withCredits hasCredits: Bool) -> [String] {
    let tables = tables(models: [], currency: .none, credits: hasCredits ? CreditList.empty : nil, rejects: RejectList())
    return fileNames(ofTables: tables.map { TableFile.path(of: $0.description) })
  }
}
