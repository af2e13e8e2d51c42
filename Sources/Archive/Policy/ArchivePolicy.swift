/// The tuning numbers of this target, and the bounds on unpacking.
public struct ArchivePolicy: Sendable, Equatable {
  /// Bytes of a file taken by one read before unpacking: they stay in the second cache. With a mebibyte, which each file
  /// needs anew from the system, 30 files of a mebibyte took 5 % longer; with 64 KiB zstd takes 40 % longer, because hardly any of
  /// its blocks is whole in one read.
  public var readBytes = 256 << 10

  /// `--max-depth`: compressions and archives around each other before a file is refused. Honest files have four at most,
  /// a gzip in a zip in a tar in a gzip; every layer costs a buffer of `readBytes`, and an archive that holds itself would
  /// never end.
  public var maxDepth = 6

  /// `--max-ratio`: how many times its own size a file may unpack to. Logs come to 50, a test's repeated rows close to the
  /// 1,032 that gzip can reach at most; bombs go beyond it, or reach it by layers within each other.
  public var maxRatio: Int64 = 1_000

  /// Below so many unpacked bytes no ratio is judged: a small file may hold a few thousand like rows, and this much is read
  /// in a blink.
  public var ratioFreeBytes: Int64 = 64 << 20

  /// What a pipe is judged to hold at least, for its size is not known before its end: its first frame may be a few kilobytes
  /// of like rows, and megabytes follow.
  public var ratioFreePipeBytes: Int64 = 1 << 20

  /// `--max-unpacked`: bytes that one file may unpack to, all layers together. 1 TiB: 9 billion rows, more than a report of
  /// one machine is made of, and an hour's work for eight cores.
  public var maxUnpackedBytes: Int64 = 1 << 40

  /// How often a wait on a pipe looks for Ctrl-C, in milliseconds: well within the second that a stop may take.
  public var pipeWaitMilliseconds: Int32 = 200

  public init() {}

  /// No more than malloc gives: what is aligned further never fits where its like was freed, and with 64 each gzip file took
  /// 256 KiB more memory.
  static let bufferAlignment = 16

  /// Bytes that tell what a file is: one block of tar, whose header has a checksum but no magic bytes in old files.
  static let peekBytes = 512

  /// The zeros that tar and all others write for an archive without members, 20 blocks, where two would do. More of them are
  /// left by a crash instead of a log.
  static let emptyTarBytes = 1_024...10_240

  /// Bytes kept from the end of an archive, to see that it has one: a block of tar, or zip's last record, 22 bytes and
  /// a comment of at most 65,535.
  static let tailBytes = 66 << 10

  /// Directories below each other before a walk gives up; the longest path of Linux has fewer than 2,048.
  static let directoryDepth = 2_048

  /// Bytes taken by one read of what is left of a layer and thrown away.
  static let drainBytes = 64 << 10

  /// Bytes taken by one read of content that is only checked: a piece that stays in the second cache.
  static let checkBytes = 256 << 10
}
