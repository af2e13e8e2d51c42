import Events
import Platform
import Values

/// Takes one worker's spelled ids: what they are into a log, and where they stand there into the partitions of their keys.
public struct SpellingWriter: ~Copyable {
  private var log: SpellingLog
  private var places: PartitionWriter

  /// The writer of `worker`; spills to scratch when the budget refuses memory.
  public init(worker: Int, policy: PartitionPolicy, budget: MemoryBudget, scratch: ScratchSource) {
    log = SpellingLog(worker: worker, scratch: scratch)
    places = PartitionWriter(worker: worker, dictionary: 0, policy: policy, budget: budget, scratch: scratch)
  }

  /// Adds a batch's ids; gives the place that its own places count from. Throws when the scratch space is full.
  public mutating func add(_ batch: borrowing EventBatch) throws -> UInt64 {
    if batch.spelled.bytes.isEmpty { return 0 }
    let start = try log.append(batch.spelled)
    try places.addSpelled(of: batch, at: start)
    return start
  }

  /// Hands over everything written.
  public consuming func finish() throws -> WrittenSpellings {
    try log.finish(places: places.finish())
  }
}

/// Where one worker's spelled ids go: a part of memory first, then scratch. What is written is found again by its place.
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

  /// Appends a batch's spelled ids and gives the place of its first byte. Throws when the scratch space is full.
  mutating func append(_ spelled: borrowing SpelledIDs) throws -> UInt64 {
    let place = UInt64(start.count + pending.count) + flushed
    if file == nil, start.count + spelled.bytes.count <= PartitionPolicy.spellingBytes {
      start += spelled.bytes
    } else {
      if file == nil { file = try scratch.newFile() }
      pending += spelled.bytes
      if pending.count >= PartitionPolicy.spellingPageBytes { try flush() }
    }
    return UInt64(worker) << WrittenSpellings.placeBits | place
  }

  private mutating func flush() throws {
    guard let file, !pending.isEmpty else { return }
    _ = try file.append(pending)
    flushed += UInt64(pending.count)
    pending.removeAll(keepingCapacity: true)
  }

  /// Everything written, for reading back.
  consuming func finish(places: WrittenPartitions) throws -> WrittenSpellings {
    try flush()
    return WrittenSpellings(worker: worker, places: places, start: start, file: file)
  }
}

/// What one worker spelled.
public struct WrittenSpellings: Sendable {
  let worker: Int
  let places: WrittenPartitions
  let start: [UInt8]
  let file: ScratchFile?

  /// The worker's number stands above these bits of a place.
  static let placeBits: UInt64 = 48

  func read(at place: UInt64, count: Int) throws -> [UInt8] {
    guard place >= UInt64(start.count) else { return Array(start[Int(place)..<(Int(place) + count)]) }
    guard let file else { preconditionFailure("a spelling stands nowhere") }
    return try file.elements(at: Int64(place) - Int64(start.count), count: count)
  }
}

/// The spelled ids of a run: where each partition's are, and what stands there.
public struct Spellings: Sendable {
  /// By the key of an id that a journey may go by.
  let places: PartitionStore
  private let written: [Int: WrittenSpellings]

  /// Of what every worker wrote, in the order of the workers.
  public init(_ written: [WrittenSpellings], policy: PartitionPolicy) {
    places = PartitionStore(written.map(\.places), policy: policy)
    self.written = Dictionary(uniqueKeysWithValues: written.map { ($0.worker, $0) })
  }

  /// The id spelled at `place`, in UTF-8. Two reads of scratch where it does not stand in memory.
  public func spelled(at place: UInt64) throws -> (kind: IDKind, id: [UInt8]) {
    guard let log = written[Int(place >> WrittenSpellings.placeBits)] else { preconditionFailure("a spelling of no worker") }
    let at = place & (1 << WrittenSpellings.placeBits - 1)
    let header = try log.read(at: at, count: SpelledIDs.headerBytes)
    let count = (0..<4).reduce(0) { $0 | Int(header[1 + $1]) << (8 * $1) }
    let bytes = try log.read(at: at + UInt64(SpelledIDs.headerBytes), count: count)
    guard let kind = IDKind(rawValue: header[0]) else { preconditionFailure("a spelling of no id") }
    return (kind, bytes)
  }

  /// Where the ids of a partition are spelled, by their keys: of each the first found, for all are the same. The place is
  /// the value's `low`.
  func places(of partition: Int) throws -> KeyMap {
    var map = KeyMap()
    for piece in places.pieces(of: partition) {
      var stream = CellStream(piece)
      try stream.forEachRow { _, cell, _ in
        if map[cell.key] == nil { map.insert(cell.key, JourneyKey(low: UInt64(bitPattern: cell.time), high: 0)) }
      }
    }
    return map
  }
}
