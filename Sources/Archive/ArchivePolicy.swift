/// The tuning numbers of this target.
public struct ArchivePolicy: Sendable {
  /// Bytes of a file taken by one read before inflating. 1 MiB: as fast as any larger size, and the reads are few enough
  /// to hash and count one by one.
  public var readBytes = 1 << 20

  /// Compressions and archives around each other before a file is refused. Honest files have three at most, a gzip in a
  /// zip in a tar; every layer costs a buffer of `readBytes`.
  public var layers = 6

  /// How often a wait on a pipe looks for Ctrl-C, in milliseconds: well within the second that a stop may take.
  public var pipeWaitMilliseconds: Int32 = 200

  public init() {}

  /// Bytes that tell what a file is: one block of tar, whose header has a checksum but no magic bytes in old files.
  static let peekBytes = 512

  /// Bytes kept from the end of an archive, to see that it has one: a block of tar, or zip's last record, 22 bytes and
  /// a comment of at most 65,535.
  static let tailBytes = 66 << 10

  /// Directories below each other before a walk gives up; the longest path of Linux has fewer than 2,048.
  static let directoryDepth = 2_048
}
