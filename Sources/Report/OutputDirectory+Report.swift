import Platform
import Tables
import Values

extension OutputDirectory {
  /// The directory at `path`, locked for a report of this program; see `OutputDirectory`.
  ///
  /// Open it before reading, so that a second run on the same output ends at once.
  public static func forReport(at path: String) throws(OutputError) -> OutputDirectory {
    try OutputDirectory(
      path, manifest: ReportManifest(fileName: SummaryFile.name, listedFiles: SummaryFile.listedFiles))
  }

  /// Whether there is a report at `path`. Creates nothing.
  ///
  /// - Throws: what `forReport` would throw for this path.
  @discardableResult
  public static func checkForReport(at path: String) throws(OutputError) -> Bool {
    try check(path, manifest: ReportManifest(fileName: SummaryFile.name, listedFiles: SummaryFile.listedFiles))
  }
}
