import Events
import Platform
import Values

/// Spreads a worker's events over partitions by their keys; spills to scratch when the budget refuses memory.
///
/// One per worker.
@safe public struct PartitionWriter: ~Copyable {
  private let worker: Int
  private let dictionary: Int
  private let partition: Placement
  private let policy: PartitionPolicy
  private let pool: ChunkPool
  private let scratch: ScratchSource
  private let open: OpenChunks
  private var full: [[Chunk]]
  private var segments: [Segment] = []
  private var page: [UInt8] = []

  /// A writer of `worker`, which alone appends to its scratch file; the labels it writes are those of `dictionary`.
  /// `skippingBits`: key bits that earlier partitioning used up.
  public init(
    worker: Int, dictionary: Int, policy: PartitionPolicy, budget: MemoryBudget, scratch: ScratchSource,
    skippingBits: Int = 0
  ) {
    self.worker = worker
    self.dictionary = dictionary
    self.policy = policy
    self.scratch = scratch
    partition = Placement(bits: policy.bits, skipping: skippingBits, isConstant: policy.constantPlacement)
    pool = ChunkPool(budget: budget, openChunks: policy.partitionCount)
    open = OpenChunks(count: policy.partitionCount)
    full = Array(repeating: [], count: policy.partitionCount)
  }

  /// Adds the rows of a batch. `spelledAt` is the offset at which the batch's spelled ids begin in their log.
  ///
  /// About 10 ns a row. Throws when the scratch space is full.
  public mutating func add(
    _ batch: borrowing EventBatch, source: UInt32, _ numbering: RowNumbering, spelledAt: UInt64 = 0
  ) throws {
    let marks = BatchMarks(rows: batch.rows.count, source: source, numbering)
    var nextExtras = 0
    var i = 0
    while i < batch.rows.count {
      let mark = marks.mark(ofRow: i)
      let end = marks.end(ofRunAt: i, upTo: batch.rows.count)
      while i < end {
        i = open.fill(with: batch.rows.span, i..<end, marks, partition, under: mark)
        if i == end { break }
        // A row with extras, or one whose partition has no room left.
        let row = batch.rows[i]
        let p = partition(row.keyHigh)
        let cell = EventCell(row, position: marks.position(ofRow: i))
        if row.label & EventRow.hasExtras == 0 {
          try add(cell, to: p, under: mark)
        } else {
          var extras = batch.extras[nextExtras]
          if extras.parts.contains(.spelled), extras.dealSpelling != SpelledIDs.none { extras.dealSpelling += spelledAt }
          try add(cell, extras, to: p, under: mark)
          nextExtras += 1
        }
        i += 1
      }
    }
  }

  /// Adds the offsets of a batch's spelled ids, each to the partition of its key. The batch's begin at `start`.
  mutating func addSpelled(of batch: borrowing EventBatch, at start: UInt64) throws {
    for id in batch.spelled.ids {
      let row = EventRow(time: Int64(bitPattern: start + id.place), key: id.key, label: 0)
      try add(EventCell(row, position: 0), to: partition(id.key.high), under: RunMark(source: 0, rowNumber: 0))
    }
  }

  /// Adds a row that has extras to the partition of its key.
  mutating func add(_ row: EventRow, _ extras: EventExtras, position: UInt16, under mark: RunMark) throws {
    try add(EventCell(row, position: position), extras, to: partition(row.keyHigh), under: mark)
  }

  /// Adds a row of another partition under a key of its own: a row that moves to its journey.
  mutating func add(_ cell: EventCell, _ extras: EventExtras?, movedTo key: JourneyKey, under mark: RunMark) throws {
    var moved = cell
    moved.setKey(key)
    let p = partition(key.high)
    if let extras { try add(moved, extras, to: p, under: mark) } else { try add(moved, to: p, under: mark) }
  }

  /// Adds a row of another partition by the key bits that it still has.
  mutating func add(_ cell: EventCell, _ extras: EventExtras?, under mark: RunMark) throws {
    let p = partition(cell.keyHigh)
    if let extras { try add(cell, extras, to: p, under: mark) } else { try add(cell, to: p, under: mark) }
  }

  private mutating func add(_ cell: EventCell, to p: Int, under mark: RunMark) throws {
    if !open.hasRoom(in: p, for: 1) { try openChunk(p) }
    open.add(cell, to: p, under: mark)
  }

  private mutating func add(
    _ cell: EventCell, _ extras: EventExtras, to p: Int, under mark: RunMark
  ) throws {
    if !open.hasRoom(in: p, for: 1 + PackedExtras.cells(extras.parts)) { try openChunk(p) }
    open.add(cell, extras, to: p, under: mark)
  }

  private mutating func openChunk(_ p: Int) throws {
    if let chunk = open.close(p) {
      full[p].append(chunk)
      if policy.spillAlways { try spill() }
    }
    if let cells = unsafe pool.take() {
      unsafe open.open(p, unsafeCells: cells)
      return
    }
    try spill()
    var cells = unsafe pool.take()
    if unsafe cells == nil {
      // Nothing was full: every chunk of this worker is open. Write the open ones too.
      closeAll()
      try spill()
      unsafe cells = unsafe pool.take()
    }
    guard let cells = unsafe cells else { preconditionFailure("a worker's open chunks are granted whatever the budget") }
    unsafe open.open(p, unsafeCells: cells)
  }

  private mutating func closeAll() {
    for p in full.indices { if let chunk = open.close(p) { full[p].append(chunk) } }
  }

  /// Writes every full chunk to scratch and takes its memory back.
  private mutating func spill() throws {
    let file = try scratch.file(of: worker)
    for p in full.indices where !full[p].isEmpty {
      segments.append(
        try Segment.write(full[p], partition: p, dictionary: dictionary, to: file, through: &page))
      for chunk in full[p] { unsafe pool.giveBack(chunk.cells) }
      full[p].removeAll(keepingCapacity: true)
    }
  }

  /// Hands over everything written. The store keeps the memory of the chunks.
  public consuming func finish() throws -> WrittenPartitions {
    closeAll()
    // A short log fills no chunk: without this, forcing would spill nothing of it.
    if policy.spillAlways { try spill() }
    return WrittenPartitions(dictionary: dictionary, pool: pool, chunks: full, segments: segments)
  }
}

/// What one writer wrote: the rows that are in memory and those that were spilled.
public struct WrittenPartitions: Sendable {
  let dictionary: Int
  let pool: ChunkPool
  let chunks: [[Chunk]]
  let segments: [Segment]
}
