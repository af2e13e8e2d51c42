import Settings
import Journeys

/// How a run divides its threads and its memory: every tuning number with its reason.
struct PipelinePolicy {
  /// Bytes of a block that its reader parses itself: stays in the second cache between inflating and parsing.
  static let ownBlockBytes = 256 << 10
  /// Bytes of a block handed to another thread: 8,000 rows. Half of it makes no difference, an eighth costs 5 to 8 % in waking
  /// threads.
  static let sharedBlockBytes = 1 << 20
  /// Below this budget shared blocks are small, too: a block costs nine times its bytes with its field positions.
  static let ampleMemoryBytes = 192 << 20
  /// An input of more than 1/(4 × threads) of all bytes is read by a thread of its own, for all workers to parse.
  static let shareOfLargeInput = 4
  /// What the program takes before its first row: code, Foundation's tables, stacks (measured 18 MiB on x86-64).
  static let baseBytes = 24 << 20
  /// Field positions per byte of a block: two arrays of four bytes.
  static let positionBytesPerByte = 8
  /// So much of the scratch that is estimated has to be there. Inputs differ in how well they are packed and in what their
  /// rows carry, and a run that may just fit is not refused.
  static let surePercentOfScratch: Int64 = 75
  /// Bytes of content that are still checked for damage where an input cannot be understood: a tenth of a second, and more
  /// than most files hold.
  static let checkedBytes: Int64 = 64 << 20

  /// Rejected rows kept in memory before they go to scratch: a run with few rejects touches no disk.
  static let rejectBytesInMemory = 4 << 20
  /// Bytes of a spend file, and of a table of rates, read at once: both are small, and rates smaller still.
  static let spendBlockBytes = 256 << 10, ratesBlockBytes = 64 << 10
  /// Bytes of a member unpacked at once to look at its beginning.
  static let beginningBytes = 64 << 10

  /// Spellings beyond this are as good as unique, and remembering them costs more than it saves: 16 MiB leave every cache.
  static let mostMappedSpellingBytes = 16 << 20

  /// Channels and campaigns of a run, whatever the memory: a million, or one for every four rows. Campaigns of fewer touches
  /// have no meaning, and ten million of them would take minutes to sort and files that no program opens.
  static func mostNames(rows: Int64) -> Int { max(1 << 20, Int(rows / 4)) }

  let blockBytes: Int
  let threads: Int
  let memoryBytes: Int

  init(_ configuration: RunConfiguration) {
    self.init(threads: configuration.threads, memoryBytes: configuration.memoryBytes, blockBytes: configuration.tests.blockBytes)
  }

  /// - Parameter blockBytes: bytes of a shared block, for tests; nil: what the memory allows.
  init(threads: Int, memoryBytes: Int, blockBytes: Int? = nil) {
    self.threads = threads
    self.memoryBytes = memoryBytes
    self.blockBytes = blockBytes ?? (memoryBytes < Self.ampleMemoryBytes ? Self.ownBlockBytes : Self.sharedBlockBytes)
  }

  /// Blocks that go round between readers and workers.
  func blockCount(readers: Int) -> Int { 2 * (threads + readers) }

  /// What partitions may take while they are filled. A third of the rest is left for settling them.
  func partitionBytes(readers: Int) -> Int {
    let own = min(blockBytes, Self.ownBlockBytes)
    let blocks =
      blockCount(readers: readers) * (readers > 0 ? blockBytes : 0)
      + threads * (own + (readers > 0 ? blockBytes : own) * Self.positionBytesPerByte) + (readers + threads) * (2 << 20)
    return max((memoryBytes - Self.baseBytes - blocks) / 3 * 2, memoryBytes / 4)
  }

  /// What one worker's names may take: an eighth of the memory among all workers, for they are merged once more.
  var namesBytes: Int { max(1 << 20, memoryBytes / (8 * threads)) }

  /// What a channel map's spellings may take of it: half, for what they become has to fit, too.
  var mappedSpellingBytes: Int { min(namesBytes / 2, Self.mostMappedSpellingBytes) }

  /// What one worker may take to sort single credits, out of what it may take to settle.
  static func creditBytes(of settling: Int) -> Int { settling / 4 }

  /// What one worker may take to settle a partition. The blocks are gone by then.
  func settlingBytes(partitionsHold: Int) -> Int {
    max((memoryBytes - Self.baseBytes - partitionsHold) / threads, memoryBytes / (4 * threads))
  }
}
