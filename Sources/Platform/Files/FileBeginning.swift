/// The first bytes of a file, to tell what it is.
public enum FileBeginning {
  /// At most `limit` bytes; nil where the file cannot be read.
  public static func read(_ path: String, limit: Int) -> [UInt8]? { DirectoryTree.beginning(of: path, limit: limit) }
}
