/// Which file it is, whatever its paths: the device it is on and its inode there.
public struct FileIdentity: Hashable, Sendable {
  public let device: UInt64
  public let inode: UInt64

  package init(device: UInt64, inode: UInt64) {
    self.device = device
    self.inode = inode
  }

  /// The file at a path, links followed; nil where there is none.
  package init?(path: String) {
    guard let status = SystemPath(path).status() else { return nil }
    self = status.identity
  }
}
