import Settings
import Archive
import Events
import Platform
import Report

/// `--rejects FILE`: where rejected rows go whatever becomes of the run.
extension RunContext {
  /// Empties the file, before anything is read: a path that cannot be written is told at once, and rows of a former run
  /// never stand for this one's.
  ///
  /// - Throws: a usage error where writing would destroy something that the run reads or the last good report; status 73
  ///   where another file stands there that is no list of rejected rows.
  func startRejectsFile(besides inputs: [InputFile], output: String) throws {
    guard let path = configuration.rejectsFile else { return }
    if let status = SystemPath(path).status() {
      let others = try InputList.expand(configuration.spendFiles + configuration.ratesFiles)
      if let input = (inputs + others).first(where: { $0.isRegular && $0.identity == status.identity }) {
        throw RunError.usage("--rejects \(path) is the input \(input.path), which it would overwrite; name another file")
      }
      if let read = filesOfChoices.first(where: { FileIdentity(path: $0) == status.identity }) {
        throw RunError.usage("--rejects \(path) is \(read), which this run reads and it would overwrite; name another file")
      }
      // A pipe or a device takes the rows once, at the end.
      if status.kind != .regular { return }
      if status.byteCount > 0, !RejectsFile.isOne(path) {
        throw RunError(
          status: 73,
          "--rejects \(path): a file stands there that is no list of rejected rows; it is left as it is. Name another, "
            + "or remove it")
      }
    }
    if let folder = FileIdentity(path: Self.folder(of: path)), FileIdentity(path: output) == folder {
      throw RunError.usage(
        "--rejects \(path) stands in the report's own directory, which a run replaces as a whole; name a file outside it")
    }
    var file = try RejectsFile(path: path, dialect: configuration.dialect)
    try file.finish()
  }

  /// Files beside logs, spend and rates that a run reads.
  private var filesOfChoices: [String] {
    [configuration.configurationFile, configuration.channelMap?.name, configuration.credits?.keyFile].compactMap { $0 }
  }

  /// Writes all rejected rows known so far.
  func writeRejectsFile(_ spend: SpendInputs) throws {
    guard let path = configuration.rejectsFile else { return }
    var file = try RejectsFile(path: path, dialect: configuration.dialect)
    let rows = eventRejects
    for row in rows { try file.append(row) }
    try rows.check()
    for row in spend.rejects { try file.append(row) }
    try file.finish()
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
