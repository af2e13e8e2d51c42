import Glibc

/// The few things publishing asks of directories, as sentences. Each throws `OutputError.cannotWrite`.
enum DirectoryTree {
  /// The names in a directory, sorted by bytes, `.` and `..` aside; nil where there is no such directory.
  static func names(in path: String) throws(OutputError) -> [String]? {
    guard let directory = unsafe opendir(path) else {
      if errno == ENOENT { return nil }
      throw .cannotWrite(path: path, call: "opendir", code: errno)
    }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(directory) else { break }
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    if errno != 0 { throw .cannotWrite(path: path, call: "readdir", code: errno) }
    return names.sorted()
  }

  enum Kind { case directory, link, file }

  /// What stands at `path` itself, links not followed; nil for nothing.
  static func kind(of path: String) -> Kind? {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .directory
    case S_IFLNK: return .link
    default: return .file
    }
  }

  /// Bytes of a file; 0 where none stands.
  static func byteCount(of path: String) -> Int64 {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? Int64(status.st_size) : 0
  }

  /// Removes a file, or a directory with all in it; links are removed, never followed. Nothing there is no error.
  static func remove(_ path: String) throws(OutputError) {
    if kind(of: path) == .directory {
      for name in try names(in: path) ?? [] { try remove(path + "/" + name) }
      if unsafe rmdir(path) != 0, errno != ENOENT { throw .cannotWrite(path: path, call: "rmdir", code: errno) }
    } else if unsafe unlink(path) != 0, errno != ENOENT {
      throw .cannotWrite(path: path, call: "unlink", code: errno)
    }
  }

  static func create(_ path: String) throws(OutputError) {
    if unsafe mkdir(path, 0o777) != 0 { throw .cannotWrite(path: path, call: "mkdir", code: errno) }
  }

  static func rename(_ old: String, to new: String) throws(OutputError) {
    if unsafe Glibc.rename(old, new) != 0 { throw .cannotWrite(path: new, call: "rename", code: errno) }
  }

  /// Makes `link` point to `target` in one step, by way of a new link in the directory `workshop`.
  static func point(_ link: String, to target: String, by workshop: String) throws(OutputError) {
    let new = workshop + "/" + InsideLayout.draft(getpid())
    try remove(new)
    if unsafe symlink(target, new) != 0 { throw .cannotWrite(path: new, call: "symlink", code: errno) }
    try rename(new, to: link)
  }

  /// What a link points to, as written; nil where there is no link.
  static func target(ofLink path: String) -> String? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe bytes.withUnsafeMutableBytes { unsafe readlink(path, $0.baseAddress!, $0.count) }
    return count < 0 ? nil : String(decoding: bytes[0..<count], as: UTF8.self)
  }

  /// Waits until the directory's entries are on the disk.
  static func sync(_ path: String) throws(OutputError) { try open(path).finish() }

  /// The directory as a file whose entries may not be on the disk yet.
  static func open(_ path: String) throws(OutputError) -> UnsyncedFile {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor < 0 { throw .cannotWrite(path: path, call: "open", code: errno) }
    return UnsyncedFile(path: path, descriptor: descriptor)
  }

  /// The first `limit` bytes of a file, or nil where it cannot be read.
  static func beginning(of path: String, limit: Int) -> [UInt8]? {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: limit)
    while bytes.count < limit {
      let count = unsafe block.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        return nil
      }
      bytes.append(contentsOf: block[0..<count])
    }
    return bytes
  }

  /// The path with links, `.` and `..` resolved; nil where it does not exist.
  static func resolved(_ path: String) -> String? {
    guard let real = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }
}
