import Platform
import Tables
import Values

extension OutputDirectory {
  /// The directory at `path`, locked for a report of ours; see `OutputDirectory`.
  ///
  /// Open it before reading: a second run learns at once that it must wait.
  public static func forReport(at path: String) throws(OutputError) -> OutputDirectory {
    try OutputDirectory(
      path, manifest: ReportManifest(fileName: SummaryFile.name, listedFiles: SummaryFile.listedFiles))
  }

  /// Refuses what `forReport` would refuse of a place, and makes nothing there. Gives whether a report stands there.
  @discardableResult
  public static func checkForReport(at path: String) throws(OutputError) -> Bool {
    try check(path, manifest: ReportManifest(fileName: SummaryFile.name, listedFiles: SummaryFile.listedFiles))
  }
}
