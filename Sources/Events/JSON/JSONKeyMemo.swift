/// Remembers the targets of a log's keys, and which key followed which. The lines of one log are alike, so the next key is
/// mostly a guess that one comparison confirms. Otherwise the key is looked up by its hash.
struct JSONKeyMemo {
  private struct Entry: BitwiseCopyable {
    var hash: UInt64
    /// Of the opening quote.
    var start: Int32
    /// Of the key alone.
    var length: Int32
    var node: Int32
    var target: Int32
    /// The entry that followed last.
    var next: Int32
    var isExact: Bool
  }

  /// Each key with its quotes and colon has room of so many bytes, or a multiple: they are compared at once.
  private static let stride = 32

  private let seed: UInt64
  private var entries: [Entry]
  private var bytes: [UInt8] = []
  /// Open addressing over the entries, 0 being empty; at most half full.
  private var slots = [Int32](repeating: 0, count: 2 * ReadingPolicy.rememberedKeys)
  private var previous = 0

  init(seed: UInt64) {
    self.seed = seed
    // The entry before a line's first key.
    entries = [Entry(hash: 0, start: 0, length: 0, node: -1, target: -1, next: 0, isExact: false)]
  }

  mutating func startLine() { previous = 0 }

  /// A key that was expected.
  struct Guess: BitwiseCopyable {
    fileprivate var entry: Int
    var target: Int
    var isExact: Bool
    /// The byte after its colon.
    var end: Int
  }

  /// The key that followed last time, if `start` has that key in quotes and a colon; nil otherwise.
  @inline(__always)
  func guess(_ line: Span<UInt8>, from start: Int, below node: Int32) -> Guess? {
    let next = Int(entries[previous].next)
    let entry = entries[next]
    let length = Int(entry.length) &+ 3
    guard entry.node == node, length <= Self.stride, start &+ Self.stride <= line.count else { return nil }
    if !bytes.span.isSame(from: Int(entry.start), as: line, from: start, count: length) { return nil }
    return Guess(entry: next, target: Int(entry.target), isExact: entry.isExact, end: start &+ length)
  }

  mutating func accept(_ guess: Guess) { previous = guess.entry }

  /// What a key without escapes leads to.
  mutating func find(
    _ key: Range<Int>, in line: Span<UInt8>, below node: Int32, _ paths: JSONPaths
  ) -> (target: Int, isExact: Bool) {
    let hash = line.hash(key, seed: seed &+ UInt64(bitPattern: Int64(node)))
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let found = Int(slots[slot])
      let entry = entries[found]
      if entry.hash == hash, entry.node == node, Int(entry.length) == key.count, matches(entry, line, key.lowerBound) {
        follow(found)
        return (Int(entry.target), entry.isExact)
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    let text = key.map { line[$0] }
    let answer = paths.target(of: text, below: Int(node))
    if entries.count < ReadingPolicy.rememberedKeys, key.count <= ReadingPolicy.rememberedKeyBytes {
      entries.append(
        Entry(
          hash: hash, start: Int32(bytes.count), length: Int32(key.count), node: node, target: Int32(answer.target), next: 0,
          isExact: answer.isExact))
      bytes += [ASCII.quote] + text + [ASCII.quote, JSONByte.colon]
      while bytes.count % Self.stride != 0 { bytes.append(0) }
      slots[slot] = Int32(entries.count - 1)
      follow(entries.count - 1)
    }
    return answer
  }

  private mutating func follow(_ entry: Int) {
    entries[previous].next = Int32(entry)
    previous = entry
  }

  private func matches(_ entry: Entry, _ line: Span<UInt8>, _ start: Int) -> Bool {
    for i in 0..<Int(entry.length) where bytes[Int(entry.start) + 1 + i] != line[start + i] { return false }
    return true
  }
}
