/// Creates the files of a report that is not published yet, for writers that open their file late and so cannot borrow the
/// `OutputDirectory`.
///
/// Creating a file after the report is published fails: its draft is gone.
public struct DraftFiles {
  let draft: String
  let unsynced: UnsyncedFiles

  /// A new file of the report. `finish` it before the report is published.
  ///
  /// - Throws: `OutputError.cannotWrite`.
  public func create(_ name: String, gzip: GzipLevel? = nil) throws(OutputError) -> OutputFile {
    try OutputFile(path: draft + "/" + name, gzip: gzip, unsynced: unsynced)
  }
}
