/// The tuning numbers of this target.
enum PlatformPolicy {
  /// Stack of a thread of our own in bytes; the first of several workers has its caller's. Sorting and inflating need well under 100 KiB; only touched pages cost memory,
  /// so the rest is room for deep formatting code and debug builds.
  static let stackBytes = 4 << 20

  /// Pieces of more bytes are taken from the system one by one and given back at once; smaller ones come from heaps, of which
  /// so many free bytes at their end are kept. With the C library's own 128 KiB each file's buffers were given back and asked
  /// for again, a sixth of the processor time of many small files.
  static let mostHeapPieceBytes: Int32 = 1 << 20, keptHeapBytes: Int32 = 4 << 20

  /// Longest thread name Linux keeps, in bytes, without the closing zero.
  static let threadNameBytes = 15

  /// Largest file under /proc or /sys that is read as text, in bytes: they are all a few KiB.
  static let textFileBytes = 64 << 10
}
