import Glibc

/// The directory a report is published into: all its files at once, or none.
///
///     parent/.NAME.lock        held while this value lives
///     parent/.NAME.tmp-4711    the draft: files are written here
///     parent/NAME              exchanged with the draft in one step, when all is on the disk
///
/// At a mount point, or on a file system that cannot exchange, the report goes into `NAME/reports/<run>` and the link
/// `NAME/latest` is replaced in one step. Dropping the value without `publish` removes the draft; a killed run leaves
/// one behind, which the next run removes, and no lock.
public struct OutputDirectory: ~Copyable {
  /// Where the report will stand, links resolved.
  public let path: String
  private let manifest: ReportManifest
  private let parent: String
  private let isInside: Bool
  private let lock: DirectoryLock
  /// The draft's path until it is published.
  private var draft: String?
  private let unsynced = UnsyncedFiles()

  /// Locks the output, makes sure that it is ours to replace, and opens a draft. Nothing of a former report changes.
  ///
  /// - Throws: `heldByAnotherRun`, `notOurs`, `noSuchPlace` or `cannotWrite`.
  public init(_ path: String, manifest: ReportManifest) throws(OutputError) {
    try self.init(path, manifest: manifest, isInside: nil)
  }

  /// Whether a report could be published here, as far as can be told without making anything: there is such a place, it is
  /// ours to replace, and its folder can be written. Gives whether a report of ours stands there.
  @discardableResult
  public static func check(_ path: String, manifest: ReportManifest) throws(OutputError) -> Bool {
    let (parent, name) = try place(of: path)
    let output = (parent == "/" ? "" : parent) + "/" + name
    if let stranger = try manifest.stranger(in: output) { throw .notOurs(path: path, file: stranger) }
    let written = SystemPath(output).isMountPoint ? output : parent
    if !SystemPath(written).allows(W_OK) { throw .cannotWrite(path: written, call: "access", code: errno) }
    return !manifest.files(in: output).isEmpty || DirectoryTree.kind(of: output + "/" + InsideLayout.link) == .link
  }

  /// With `isInside`, takes the place inside or beside the output whatever it stands on.
  init(_ path: String, manifest: ReportManifest, isInside forced: Bool?) throws(OutputError) {
    let (parent, name) = try Self.place(of: path)
    let folder = parent == "/" ? "" : parent
    let output = folder + "/" + name
    let inside = if let forced { forced } else { SystemPath(output).isMountPoint }
    let lockPath = inside ? output + "/" + InsideLayout.lock : folder + "/." + name + ".lock"
    let lock = try DirectoryLock(path: lockPath, of: path)
    if let stranger = try manifest.stranger(in: output) { throw .notOurs(path: path, file: stranger) }
    let drafts = inside ? output + "/" + InsideLayout.reports : parent
    draft = try Self.newDraft(in: drafts, prefix: inside ? InsideLayout.draftPrefix : "." + name + ".tmp-")
    self.path = output
    self.parent = parent
    self.manifest = manifest
    isInside = inside
    self.lock = lock
  }

  deinit {
    guard let draft else { return }
    // A network file system keeps what is open, and then the folder it stands in.
    unsynced.close()
    // What cannot be removed now, the next run removes.
    do { try DirectoryTree.remove(draft) } catch {}
    // Succeeds only where this run made it and nothing is in it.
    if isInside { _ = SystemPath(path + "/" + InsideLayout.reports).rmdir() }
  }

  /// Bytes of the files of the report that stands here; 0 where none does.
  public var byteCount: Int64 {
    let inside = path + "/" + InsideLayout.link
    let folder = DirectoryTree.kind(of: inside) == .link ? inside : path
    return manifest.files(in: folder).reduce(0) { $0 + DirectoryTree.byteCount(of: folder + "/" + $1) }
  }

  /// Creates the report's files, also for writers that open theirs late.
  public var files: DraftFiles {
    guard let draft else { preconditionFailure("the report is published already") }
    return DraftFiles(draft: draft, unsynced: unsynced)
  }

  /// A new file of the report. `finish` it before `publish`.
  public func create(_ name: String, gzip: GzipLevel? = nil) throws(OutputError) -> OutputFile {
    try files.create(name, gzip: gzip)
  }

  /// Waits until the finished files are on the disk, puts the report in its place, for good, and removes the former one.
  /// Afterwards no more files can be created.
  ///
  /// - Throws: `OutputError`; then the former report stands as it was.
  public mutating func publish() throws(OutputError) {
    guard let draft else { preconditionFailure("the report is published already") }
    if let stranger = try manifest.stranger(in: path) { throw .notOurs(path: path, file: stranger) }
    unsynced.add(try DirectoryTree.open(draft))
    try unsynced.finish()
    if isInside {
      try publishInside(draft)
    } else if DirectoryTree.kind(of: path) == nil {
      try DirectoryTree.rename(draft, to: path)
      do { try DirectoryTree.sync(parent) } catch {
        try DirectoryTree.rename(path, to: draft)
        throw error
      }
    } else {
      Self.copyRights(from: path, to: draft)
      if try !exchange(draft) { try publishInside(draft) }
    }
    self.draft = nil
  }

  /// Exchanges draft and output and removes the former report; false where this file system cannot.
  private func exchange(_ draft: String) throws(OutputError) -> Bool {
    if !SystemPath(draft).exchange(with: SystemPath(path)) {
      if [EINVAL, ENOSYS, EBUSY, EXDEV, EOPNOTSUPP].contains(errno) { return false }
      throw .cannotWrite(path: path, call: "renameat2", code: errno)
    }
    do { try DirectoryTree.sync(parent) } catch {
      if !SystemPath(draft).exchange(with: SystemPath(path)) {
        throw .cannotWrite(path: path, call: "renameat2", code: errno)
      }
      throw error
    }
    // The new report stands; what is left of the old one, the next run removes.
    do { try DirectoryTree.remove(draft) } catch {}
    return true
  }

  private func publishInside(_ draft: String) throws(OutputError) {
    let reports = path + "/" + InsideLayout.reports
    if DirectoryTree.kind(of: reports) == nil { try DirectoryTree.create(reports) }
    let run = Self.runName()
    let former = try DirectoryTree.names(in: reports) ?? []
    let link = path + "/" + InsideLayout.link
    let formerTarget = DirectoryTree.target(ofLink: link)
    try DirectoryTree.rename(draft, to: reports + "/" + run)
    do {
      try DirectoryTree.sync(reports)
      try DirectoryTree.point(link, to: InsideLayout.reports + "/" + run, by: reports)
      try DirectoryTree.sync(path)
    } catch {
      do {
        if let formerTarget { try DirectoryTree.point(link, to: formerTarget, by: reports) }
        if formerTarget == nil { try DirectoryTree.remove(link) }
        try DirectoryTree.remove(reports + "/" + run)
      } catch {}
      throw error
    }
    // The new report stands; what is left of the old one, the next run removes.
    do {
      for name in former { try DirectoryTree.remove(reports + "/" + name) }
      for name in manifest.files(in: path) { try DirectoryTree.remove(path + "/" + name) }
    } catch {}
  }
}

extension OutputDirectory {
  /// Removes the drafts of runs that died, which the lock makes sure of, and makes an empty one.
  private static func newDraft(in drafts: String, prefix: String) throws(OutputError) -> String {
    for stale in try DirectoryTree.names(in: drafts) ?? [] where isDraft(stale, prefix: prefix) {
      try DirectoryTree.remove(drafts + "/" + stale)
    }
    if DirectoryTree.kind(of: drafts) == nil { try DirectoryTree.create(drafts) }
    let draft = (drafts == "/" ? "" : drafts) + "/" + prefix + String(getpid())
    try DirectoryTree.create(draft)
    return draft
  }

  /// The directory that holds `path`, links resolved, and its name there.
  private static func place(of path: String) throws(OutputError) -> (parent: String, name: String) {
    if let real = DirectoryTree.resolved(path) {
      guard DirectoryTree.kind(of: real) == .directory else {
        throw .noSuchPlace(path: path, reason: "is a file; a report is a directory, give --output another name")
      }
      guard let slash = real.lastIndex(of: "/"), real != "/" else {
        throw .noSuchPlace(path: path, reason: "is the root of all files; give --output a directory below it")
      }
      return (slash == real.startIndex ? "/" : String(real[..<slash]), String(real[real.index(after: slash)...]))
    }
    if DirectoryTree.kind(of: path) == .link {
      throw .noSuchPlace(path: path, reason: "is a link to nothing; remove it, or create what it points to")
    }
    var parts = path.split(separator: "/")
    guard let name = parts.popLast() else { throw .noSuchPlace(path: path, reason: "names no directory") }
    let folder = (path.hasPrefix("/") ? "/" : "./") + parts.joined(separator: "/")
    guard let parent = DirectoryTree.resolved(folder) else {
      throw .noSuchPlace(path: path, reason: "there is no folder '\(folder)' to put it in; create that first")
    }
    return (parent, String(name))
  }

  /// `.NAME.tmp-4711`, and not the draft of an output called `NAME.tmp-x`.
  private static func isDraft(_ name: String, prefix: String) -> Bool {
    guard name.utf8.starts(with: prefix.utf8) else { return false }
    let process = name.utf8.dropFirst(prefix.utf8.count)
    return !process.isEmpty && process.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// A shared directory stays shared: readers of the former report may read the new one.
  private static func copyRights(from old: String, to new: String) {
    guard let status = SystemPath(old).status() else { return }
    // Only the superuser and members may give a group away; without that the report belongs to ours.
    _ = SystemPath(new).chown(group: status.group)
    _ = SystemPath(new).chmod(status.rights)
  }

  /// `1772357400123456-4711`, microseconds since 1970 and process: sorts by time, and differs from every other run's.
  private static func runName() -> String {
    "\(SystemClock.microseconds)-\(getpid())"
  }
}
