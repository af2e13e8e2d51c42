/// Tells a report of ours from anybody else's files, by the list that each report carries.
public struct ReportManifest: Sendable {
  /// The file of a report that lists all of them, itself included.
  public let fileName: String
  /// The names a manifest lists, from its first bytes (64 KiB); nil where it is no manifest of ours.
  public let listedFiles: @Sendable (_ beginning: [UInt8]) -> [String]?

  public init(fileName: String, listedFiles: @escaping @Sendable (_ beginning: [UInt8]) -> [String]?) {
    self.fileName = fileName
    self.listedFiles = listedFiles
  }

  /// The files of the report in `directory` as its manifest lists them, the manifest last; empty where there is none.
  func files(in directory: String) -> [String] {
    let limit = OutputPolicy.manifestBytes
    guard let text = WholeFile.beginning(of: directory + "/" + fileName, limit: limit),
      let listed = listedFiles(text)
    else { return [] }
    return listed.filter { $0 != fileName && !$0.contains("/") } + [fileName]
  }

  /// The first thing in `output` that no run of ours put there, as a path below it; nil where all is ours.
  func stranger(in output: String) throws(OutputError) -> String? {
    let ours = Set(files(in: output))
    for name in try DirectoryTree.names(in: output) ?? [] {
      let kind = DirectoryTree.kind(of: output + "/" + name)
      switch (name, kind) {
      case (InsideLayout.link, .link), (InsideLayout.lock, .file): continue
      // What mkfs leaves at the root of a disk.
      case ("lost+found", .directory): continue
      case (InsideLayout.reports, .directory):
        if let found = try strangerAmongReports(in: output + "/" + name) { return name + "/" + found }
      case (_, .file) where ours.contains(name): continue
      default: return name
      }
    }
    return nil
  }

  private func strangerAmongReports(in reports: String) throws(OutputError) -> String? {
    for name in try DirectoryTree.names(in: reports) ?? [] {
      if InsideLayout.isDraft(name) { continue }
      let path = reports + "/" + name
      guard DirectoryTree.kind(of: path) == .directory else { return name }
      let ours = Set(files(in: path))
      for file in try DirectoryTree.names(in: path) ?? [] where !ours.contains(file) { return name + "/" + file }
    }
    return nil
  }
}

/// Where things stand when the output cannot be exchanged as a whole:
///
///     OUTPUT/latest → reports/1772357400123456-4711
///     OUTPUT/reports/1772357400123456-4711/…
enum InsideLayout {
  static let link = "latest"
  static let reports = "reports"
  static let lock = ".tributary.lock"
  static let draftPrefix = ".tmp-"

  static func draft(_ process: Int32) -> String { draftPrefix + String(process) }
  static func isDraft(_ name: String) -> Bool { name.utf8.starts(with: draftPrefix.utf8) }
}
