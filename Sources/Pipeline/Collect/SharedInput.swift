import Platform

/// A large file with nothing to decompress. Workers pass its reader around. The worker that has it reads the next block, so that
/// the block is still in that core's cache when its rows are parsed.
///
/// A reader thread would fill each block in another core's cache, which costs 6 % more processor time (10 million rows of plain
/// CSV, 2 threads; blocks of 256 KiB and 1 MiB alike).
final class SharedInput: Sendable {
  /// The input number.
  let input: Int
  /// Holds the reader while no worker reads.
  private let readers = BoundedQueue<Turn>(capacity: 1)

  /// One worker has it at a time.
  private struct Turn: ~Copyable, @unchecked Sendable {
    let reader: BlockReader
    consuming func taken() -> BlockReader { reader }
  }

  init(_ reader: consuming BlockReader, input: Int) {
    self.input = input
    readers.push(Turn(reader: reader))
  }

  /// Waits for the reader; nil when the input has ended.
  func takeReader() -> BlockReader? {
    guard let turn = readers.pop() else { return nil }
    return turn.taken()
  }

  /// The next worker may read.
  func giveBack(_ reader: consuming BlockReader) { readers.push(Turn(reader: reader)) }

  /// No worker reads on. The one that took the reader keeps it.
  func end() { readers.close() }
}
