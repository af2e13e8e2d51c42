import Glibc

/// The few things publishing asks of directories, as sentences. Each throws `OutputError.cannotWrite`.
enum DirectoryTree {
  /// The names in a directory, sorted by bytes, `.` and `..` aside; nil where there is no such directory.
  static func names(in path: String) throws(OutputError) -> [String]? {
    let names: [[UInt8]]
    do { names = try SystemPath(path).entries() } catch {
      if error.call == "opendir" && error.number == ENOENT { return nil }
      throw .cannotWrite(path: path, call: error.call, code: error.number)
    }
    return names.map { String(decoding: $0, as: UTF8.self) }.filter { $0 != "." && $0 != ".." }.sorted()
  }

  enum Kind { case directory, link, file }

  /// What stands at `path` itself, links not followed; nil for nothing.
  static func kind(of path: String) -> Kind? {
    switch SystemPath(path).ownStatus()?.kind {
    case nil: nil
    case .directory: .directory
    case .link: .link
    case .regular, .other: .file
    }
  }

  /// Bytes of a file; 0 where none stands.
  static func byteCount(of path: String) -> Int64 {
    SystemPath(path).status()?.byteCount ?? 0
  }

  /// Removes a file, or a directory with all in it; links are removed, never followed. Nothing there is no error.
  static func remove(_ path: String) throws(OutputError) {
    if kind(of: path) == .directory {
      for name in try names(in: path) ?? [] { try remove(path + "/" + name) }
      if !SystemPath(path).rmdir(), errno != ENOENT { throw .cannotWrite(path: path, call: "rmdir", code: errno) }
    } else if !SystemPath(path).unlink(), errno != ENOENT {
      throw .cannotWrite(path: path, call: "unlink", code: errno)
    }
  }

  static func create(_ path: String) throws(OutputError) {
    if !SystemPath(path).mkdir() { throw .cannotWrite(path: path, call: "mkdir", code: errno) }
  }

  static func rename(_ old: String, to new: String) throws(OutputError) {
    if !SystemPath(old).rename(to: SystemPath(new)) { throw .cannotWrite(path: new, call: "rename", code: errno) }
  }

  /// Makes `link` point to `target` in one step, by way of a new link in the directory `workshop`.
  static func point(_ link: String, to target: String, by workshop: String) throws(OutputError) {
    let new = workshop + "/" + InsideLayout.draft(getpid())
    try remove(new)
    if !SystemPath(new).symlink(to: target) { throw .cannotWrite(path: new, call: "symlink", code: errno) }
    try rename(new, to: link)
  }

  /// What a link points to, as written; nil where there is no link.
  static func target(ofLink path: String) -> String? { SystemPath(path).linkTarget }

  /// Waits until the directory's entries are on the disk.
  static func sync(_ path: String) throws(OutputError) { try open(path).finish() }

  /// The directory as a file whose entries may not be on the disk yet.
  static func open(_ path: String) throws(OutputError) -> UnsyncedFile {
    let descriptor = SystemPath(path).open(O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor < 0 { throw .cannotWrite(path: path, call: "open", code: errno) }
    return UnsyncedFile(path: path, descriptor: descriptor)
  }

  /// The path with links, `.` and `..` resolved; nil where it does not exist.
  static func resolved(_ path: String) -> String? { SystemPath(path).resolved }
}
