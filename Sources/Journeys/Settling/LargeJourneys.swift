import Events
import Platform
import Values

/// Settles what no split makes smaller: a partition of few keys, some of them larger than a worker's memory.
///
/// Rows are sorted in scratch by journey, time and input order and then streamed. The rows of a journey that fits in memory
/// stay there; those of a larger one go to scratch once more (`LargeJourney`). Slow, not fatal: about 1 µs a row.
struct LargeJourneys {
  private let context: SettlingContext
  private var builder: JourneyBuilder

  /// - Parameter spellings: where the ids of the partition's journeys are spelled.
  init(_ context: SettlingContext, demand: JourneyDemand, spellings: KeyMap) {
    self.context = context
    builder = JourneyBuilder(context, demand: demand)
    builder.spellings = spellings
  }

  /// The rows of one journey that are kept in memory before it counts as large.
  private var mostRowsInMemory: Int {
    max(1024, context.bytesPerWorker / 4 / (JourneyRows.bytesPerRow + JourneyRows.bytesPerExtras))
  }

  mutating func settle<Visitor: JourneyVisitor>(
    _ pieces: [PartitionStore.Piece], into totals: inout JourneyTotals, timed clock: inout SettlingClock,
    visiting visitor: inout Visitor
  ) throws {
    let sort = ExternalSort<SortedRow>(bytes: context.bytesPerWorker / 2, by: SortedRow.inJourneyOrder) { [context] in
      try context.scratch.newFile()
    }
    try addRows(of: pieces, to: sort)
    clock.order()
    totals.settledRows += Int64(sort.count)
    var current = JourneyRows()
    var large: LargeJourney?
    func finish(_ builder: inout JourneyBuilder, _ totals: inout JourneyTotals, _ visitor: inout Visitor) throws {
      if let journey = large {
        try builder.gather(journey, into: &totals)
        try builder.conclude(&totals, visiting: &visitor)
        large = nil
      } else if !current.rows.isEmpty {
        try builder.gather(current, 0..<current.rows.count, into: &totals)
        try builder.conclude(&totals, visiting: &visitor)
      }
      current.removeAll()
    }
    var last: SortedRow?
    try sort.forEach { row in
      if let last, !last.isSameJourney(as: row) { try finish(&builder, &totals, &visitor) }
      last = row
      if let journey = large {
        try journey.add(row)
        return
      }
      current.append(row)
      if current.rows.count < mostRowsInMemory { return }
      let journey = LargeJourney(file: try context.scratch.newFile())
      for row in current.rows { try journey.add(SortedRow(row, current.extras(of: row))) }
      large = journey
      current.removeAll()
    }
    try finish(&builder, &totals, &visitor)
    builder.giveCosts(to: &visitor)
    // The sort was merged meanwhile.
    clock.credit(sort.count, of: Int64(sort.count))
  }

  private func addRows(of pieces: [PartitionStore.Piece], to sort: ExternalSort<SortedRow>) throws {
    for piece in pieces {
      let meanings = context.partitions.meanings[piece.dictionary]
      var stream = CellStream(piece)
      try stream.forEachRow { mark, cell, extras in
        let input = InputPosition(mark, rank: context.partitions.sourceRanks[Int(mark.source)], cell)
        let row = JourneyRow(
          cell, meanings[Int(cell.label & ~EventRow.hasExtras)], source: mark.source, input: input, extras: -1)
        try sort.add(SortedRow(row, extras))
      }
    }
  }
}

/// A row with its extras beside it, for sorting outside memory.
struct SortedRow: BitwiseCopyable {
  var row: JourneyRow
  var extras: EventExtras
  var hasExtras: Bool

  init(_ row: JourneyRow, _ extras: EventExtras?) {
    self.row = row
    self.extras = extras ?? EventExtras()
    hasExtras = extras != nil
  }

  func isSameJourney(as other: SortedRow) -> Bool {
    row.keyLow == other.row.keyLow && row.keyHigh == other.row.keyHigh
  }

  static func inJourneyOrder(_ a: SortedRow, _ b: SortedRow) -> Bool {
    if a.row.keyLow != b.row.keyLow { return a.row.keyLow < b.row.keyLow }
    if a.row.keyHigh != b.row.keyHigh { return a.row.keyHigh < b.row.keyHigh }
    if a.row.time != b.row.time { return a.row.time < b.row.time }
    return a.row.position < b.row.position
  }
}
