import Events

/// The chunk of each partition that a writer is filling.
///
/// The memory of the chunks is their pool's. Used by one thread at a time.
@safe final class OpenChunks {
  @safe private struct Open {
    var cells: UnsafeMutablePointer<EventCell>?
    var count = 0
    /// The mark of the chunk's last rows.
    var mark = RunMark(source: .max, bits: .max)

    /// Cells that fit beside a mark, which may be due.
    var room: Int { unsafe cells == nil ? 0 : ChunkPool.cellsPerChunk - 1 - count }

    /// Writes the mark where it differs from the last; the chunk has room for it.
    @inline(__always)
    mutating func begin(under mark: RunMark) {
      if self.mark == mark { return }
      unsafe (cells! + count).initialize(to: EventCell(mark: mark))
      count += 1
      self.mark = mark
    }

    @inline(__always)
    mutating func append(_ cell: EventCell) {
      unsafe (cells! + count).initialize(to: cell)
      count += 1
    }
  }

  private let open: UnsafeMutableBufferPointer<Open>

  init(count: Int) {
    unsafe open = .allocate(capacity: count)
    unsafe open.initialize(repeating: Open())
  }

  deinit { unsafe open.deallocate() }

  func hasRoom(in p: Int, for cells: Int) -> Bool { unsafe open[p].room >= cells }

  /// Adds rows without extras while their partitions have room, and gives the index of the first that was not added.
  ///
  /// The one loop that every row of a run passes. Reads and writes through pointers that it looked up once: through the
  /// writer's own properties a row cost twice as much.
  @inline(__always)
  func fill(
    with rows: Span<EventRow>, _ range: Range<Int>, _ marks: BatchMarks, _ partition: Placement, under mark: RunMark
  ) -> Int {
    let open = unsafe self.open
    for i in range {
      let row = rows[i]
      let p = partition(row.keyHigh)
      guard row.label & EventRow.hasExtras == 0, unsafe open[p].room >= 1 else { return i }
      unsafe open[p].begin(under: mark)
      unsafe open[p].append(EventCell(row, position: marks.position(ofRow: i)))
    }
    return range.upperBound
  }

  /// Adds a row; there is room for it.
  func add(_ cell: EventCell, to p: Int, under mark: RunMark) {
    unsafe open[p].begin(under: mark)
    unsafe open[p].append(cell)
  }

  /// Adds a row and its extras; there is room for them.
  func add(_ cell: EventCell, _ extras: EventExtras, to p: Int, under mark: RunMark) {
    unsafe open[p].begin(under: mark)
    unsafe open[p].append(cell)
    unsafe PackedExtras.pack(extras, into: open[p].cells! + open[p].count)
    unsafe open[p].count += PackedExtras.cells(extras.parts)
  }

  /// Gives the partition an empty chunk.
  func open(_ p: Int, unsafeCells cells: UnsafeMutablePointer<EventCell>) {
    unsafe open[p] = Open(cells: cells)
  }

  /// Takes the partition's chunk, if it has one.
  func close(_ p: Int) -> Chunk? {
    guard let cells = unsafe open[p].cells else { return nil }
    let count = unsafe open[p].count
    unsafe open[p] = Open()
    return unsafe Chunk(unsafeCells: cells, count: count)
  }
}
