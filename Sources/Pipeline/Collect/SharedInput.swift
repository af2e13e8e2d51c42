import Platform

/// A large file with nothing to unpack: its reader goes round among the workers, and whoever has it fetches the next block, which
/// is then still in its cache when it reads the rows.
///
/// With a thread of its own to read it, each block came out of another core's cache: 6 % more processor time for a plain file (10
/// million rows, 2 threads; blocks of 256 KiB and 1 MiB alike).
final class SharedInput: Sendable {
  /// Its place among all inputs.
  let input: Int
  /// Holds the reader while nobody reads.
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

  /// Nobody reads on: whoever took the reader keeps it.
  func end() { readers.close() }
}
