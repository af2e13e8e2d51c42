import Glibc

/// What the system says about a file, following links.
struct FileStatus: Hashable, Sendable {
  enum Kind: Sendable { case regular, directory, other }

  let kind: Kind
  let byteCount: Int64
  let device: UInt64
  let inode: UInt64
  /// Nanoseconds since 1970.
  let modified: Int64
  let changed: Int64

  /// Nil with `errno` set on failure. The corresponding C function is `stat`.
  init?(path: PathBytes) {
    var status = stat()
    guard unsafe path.withCString({ unsafe stat($0, &status) }) == 0 else { return nil }
    self.init(status)
  }

  /// Nil with `errno` set on failure. The corresponding C function is `fstat`.
  init?(descriptor: Int32) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .directory
      default: .other
      }
    byteCount = kind == .regular ? Int64(status.st_size) : 0
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    changed = Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
  }

  /// Whether both are one file, under whatever names.
  func isSameFile(as other: FileStatus) -> Bool { device == other.device && inode == other.inode }

  /// Whether nobody wrote to it in between, as far as size and time of writing tell.
  func hasSameContent(as other: FileStatus) -> Bool {
    isSameFile(as: other) && byteCount == other.byteCount && modified == other.modified
  }
}
