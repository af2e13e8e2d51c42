import Events
import Platform
import Values

/// Keeps the ids that one worker read, as they are spelled: the texts in a log, and each text's offset in the partition of its
/// key.
///
/// What is clever: an offset is stored as a row of no label, whose time is the offset, so that it is spilled and read back as
/// rows are. `PartitionWriter.addSpelled` writes it, `Spellings.offsets(of:)` reads it: they must change together.
public struct SpellingWriter: ~Copyable {
  private var log: SpellingLog
  private var offsets: PartitionWriter

  /// The writer of `worker`; spills to scratch when the budget refuses memory.
  public init(worker: Int, policy: PartitionPolicy, budget: MemoryBudget, scratch: ScratchSource) {
    log = SpellingLog(worker: worker, scratch: scratch)
    offsets = PartitionWriter(worker: worker, dictionary: 0, policy: policy, budget: budget, scratch: scratch)
  }

  /// Adds a batch's ids and gives the offset from which the batch's own offsets count. Throws when the scratch space is full.
  public mutating func add(_ batch: borrowing EventBatch) throws -> UInt64 {
    if batch.spelled.bytes.isEmpty { return 0 }
    let start = try log.append(batch.spelled)
    try offsets.addSpelled(of: batch, at: start)
    return start
  }

  /// Hands over everything written.
  public consuming func finish() throws -> WrittenSpellings {
    try log.finish(offsets: offsets.finish())
  }
}

/// The texts of one worker: the first in memory, the others in scratch.
private struct SpellingLog: ~Copyable {
  private let worker: Int
  private let scratch: ScratchSource
  private var start: [UInt8] = []
  private var pending: [UInt8] = []
  private var flushed: UInt64 = 0
  private var file: ScratchFile?

  /// Touches no disk before `PartitionPolicy.spellingBytes` are written.
  init(worker: Int, scratch: ScratchSource) {
    self.worker = worker
    self.scratch = scratch
  }

  /// Appends a batch's spelled ids and gives the offset of the first byte. Throws when the scratch space is full.
  mutating func append(_ spelled: borrowing SpelledIDs) throws -> UInt64 {
    let offset = UInt64(start.count + pending.count) + flushed
    if file == nil, start.count + spelled.bytes.count <= PartitionPolicy.spellingBytes {
      start += spelled.bytes
    } else {
      if file == nil { file = try scratch.newFile() }
      pending += spelled.bytes
      if pending.count >= PartitionPolicy.spellingPageBytes { try flush() }
    }
    return UInt64(worker) << WrittenSpellings.offsetBits | offset
  }

  private mutating func flush() throws {
    guard let file, !pending.isEmpty else { return }
    _ = try file.append(pending)
    flushed += UInt64(pending.count)
    pending.removeAll(keepingCapacity: true)
  }

  /// Everything written, for reading back.
  consuming func finish(offsets: WrittenPartitions) throws -> WrittenSpellings {
    try flush()
    return WrittenSpellings(worker: worker, offsets: offsets, start: start, file: file)
  }
}

/// What one worker spelled.
public struct WrittenSpellings: Sendable {
  let worker: Int
  let offsets: WrittenPartitions
  let start: [UInt8]
  let file: ScratchFile?

  /// An offset has the worker's number above these bits.
  static let offsetBits: UInt64 = 48

  func read(at offset: UInt64, count: Int) throws -> [UInt8] {
    guard offset >= UInt64(start.count) else { return Array(start[Int(offset)..<(Int(offset) + count)]) }
    guard let file else { preconditionFailure("a spelling beyond its log") }
    return try file.elements(at: Int64(offset) - Int64(start.count), count: count)
  }
}

/// The spelled ids of a run: the offsets of each partition's, and the text at each offset.
public struct Spellings: Sendable {
  /// Offsets, by the key of an id that a journey may go by.
  let offsets: PartitionStore
  private let written: [Int: WrittenSpellings]

  /// Of what every worker wrote, in the order of the workers.
  public init(_ written: [WrittenSpellings], policy: PartitionPolicy) {
    offsets = PartitionStore(written.map(\.offsets), policy: policy)
    self.written = Dictionary(uniqueKeysWithValues: written.map { ($0.worker, $0) })
  }

  /// The id at `offset`, in UTF-8. Two reads of scratch where it is not in memory.
  public func spelled(at offset: UInt64) throws -> (kind: IDKind, id: [UInt8]) {
    guard let log = written[Int(offset >> WrittenSpellings.offsetBits)] else { preconditionFailure("a spelling of no worker") }
    let at = offset & (1 << WrittenSpellings.offsetBits - 1)
    let header = try log.read(at: at, count: SpelledIDs.headerBytes)
    let count = (0..<4).reduce(0) { $0 | Int(header[1 + $1]) << (8 * $1) }
    let bytes = try log.read(at: at + UInt64(SpelledIDs.headerBytes), count: count)
    guard let kind = IDKind(rawValue: header[0]) else { preconditionFailure("a spelling of no id") }
    return (kind, bytes)
  }

  /// The offsets of a partition's ids, by their keys: of each id the first found, for all have the same text. An offset is the
  /// value's `low`.
  func offsets(of partition: Int) throws -> KeyMap {
    var map = KeyMap()
    for piece in offsets.pieces(of: partition) {
      var stream = CellStream(piece)
      try stream.forEachRow { _, cell, _ in
        if map[cell.key] == nil { map.insert(cell.key, JourneyKey(low: UInt64(bitPattern: cell.time), high: 0)) }
      }
    }
    return map
  }
}
