import COutput

/// The tuning numbers of output files.
enum OutputPolicy {
  /// 64 KiB: deflate's own window and pending buffer are of that size; more is not faster.
  static let deflateRoom = 64 << 10
  /// A report's list of its files stands at the top of its manifest: some hundred bytes, with room for many more files.
  static let manifestBytes = 64 << 10
}
