import Glibc

/// What the system says about a file.
package struct FileStatus: Hashable, Sendable {
  package enum Kind: Sendable { case regular, directory, link, other }

  package let kind: Kind
  /// 0 for what is no regular file.
  package let byteCount: Int64
  package let identity: FileIdentity
  /// Nanoseconds since 1970.
  package let modified: Int64
  package let changed: Int64
  /// The group that owns it, and the rights to it.
  let group: gid_t
  let rights: mode_t

  init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .directory
      case S_IFLNK: .link
      default: .other
      }
    byteCount = kind == .regular ? Int64(status.st_size) : 0
    identity = FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    changed = Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
    group = status.st_gid
    rights = status.st_mode & 0o7777
  }

  /// Whether nobody wrote to it in between, as far as size and time of writing tell.
  package func hasSameContent(as other: FileStatus) -> Bool {
    identity == other.identity && byteCount == other.byteCount && modified == other.modified
  }
}
