import Events
import Platform
import Values

/// Settles what no split makes smaller: a partition of few keys, some of them larger than a worker's memory.
///
/// Rows are sorted in scratch by journey, time and input order and then streamed. A journey that fits in memory is built
/// as any other; a larger one keeps only its stage events there (`LargeJourney`). Slow, not fatal: about 1 µs a row.
struct LargeJourneys {
  private let context: SettlingContext
  private var builder: JourneyBuilder

  /// `spellings`: where the ids of the partition's journeys are spelled.
  init(_ context: SettlingContext, spellings: KeyMap) {
    self.context = context
    builder = JourneyBuilder(context)
    builder.spellings = spellings
  }

  /// Rows of one journey that are kept in memory before it counts as large.
  private var mostRowsInMemory: Int {
    max(1024, context.bytesPerWorker / 4 / (JourneyRows.bytesPerRow + JourneyRows.bytesPerExtras))
  }

  mutating func settle(
    _ pieces: [PartitionStore.Piece], into totals: inout JourneyTotals, timed clock: inout SettlingClock,
    credit: (GoalEvent, inout TouchSequence) -> Void
  ) throws {
    let sort = ExternalSort<SortedRow>(bytes: context.bytesPerWorker / 2, by: SortedRow.inJourneyOrder) { [context] in
      try context.scratch.newFile()
    }
    try addRows(of: pieces, to: sort)
    clock.order()
    totals.settledRows += Int64(sort.count)
    var current = JourneyRows()
    var large: LargeJourney?
    var last: SortedRow?
    func finish(_ builder: inout JourneyBuilder, _ totals: inout JourneyTotals) throws {
      if let journey = large {
        let spelling = last.flatMap { builder.spellings[$0.row.keyLow, $0.row.keyHigh]?.low } ?? SpelledIDs.none
        try journey.settle(spelledAt: spelling, into: &totals, credit: credit)
        large = nil
      } else if !current.rows.isEmpty {
        current.sort()
        builder.build(current, 0..<current.rows.count, into: &totals, credit: credit)
      }
      current.removeAll()
    }
    try sort.forEach { row in
      if let last, !last.isSameJourney(as: row) { try finish(&builder, &totals) }
      last = row
      if let journey = large {
        try journey.add(row)
        return
      }
      current.append(row)
      if current.rows.count < mostRowsInMemory { return }
      let journey = LargeJourney(context, file: try context.scratch.newFile())
      for i in current.rows.indices { try journey.add(SortedRow(current, i)) }
      large = journey
      current.removeAll()
    }
    try finish(&builder, &totals)
    // The sort was merged meanwhile.
    clock.credit(sort.count, of: Int64(sort.count))
  }

  private func addRows(of pieces: [PartitionStore.Piece], to sort: ExternalSort<SortedRow>) throws {
    for piece in pieces {
      let meanings = context.meanings[piece.dictionary]
      var stream = CellStream(piece)
      try stream.forEachRow { mark, cell, extras in
        let input = RowPlace(mark, rank: context.sourceRanks[Int(mark.source)], cell)
        let row = JourneyRow(
          cell, meanings[Int(cell.label & ~EventRow.hasExtras)], source: mark.source, input: input, extras: -1)
        try sort.add(SortedRow(row, extras, input: input))
      }
    }
  }
}

extension JourneyRows {
  /// Adds a row after all that are there.
  mutating func append(_ sorted: SortedRow) {
    var row = sorted.row
    row.sourceRank = 0
    row.place = UInt64(rows.count)
    if sorted.hasExtras {
      row.extras = Int32(extras.count)
      extras.append(sorted.extras)
      places.append(sorted.input)
    }
    rows.append(row)
  }
}

/// A row with everything its place in input order needs, for sorting outside memory.
struct SortedRow: BitwiseCopyable {
  var row: JourneyRow
  var extras: EventExtras
  var hasExtras: Bool
  /// Where the row stands in the input; of a row without extras that came out of `JourneyRows` it is not known.
  var input: RowPlace
  /// Its place in its journey, once the journey is in order; until then 0, and `input` ranks equal times.
  var place: UInt64 = 0

  init(_ row: JourneyRow, _ extras: EventExtras?, input: RowPlace) {
    self.row = row
    self.extras = extras ?? EventExtras()
    hasExtras = extras != nil
    self.input = input
  }

  /// Row `i` of rows that are in order already.
  init(_ rows: JourneyRows, _ i: Int) {
    let row = rows.rows[i]
    self.init(
      row, row.extras >= 0 ? rows.extras[Int(row.extras)] : nil,
      input: row.extras >= 0 ? rows.places[Int(row.extras)] : RowPlace())
  }

  func isSameJourney(as other: SortedRow) -> Bool {
    row.keyLow == other.row.keyLow && row.keyHigh == other.row.keyHigh
  }

  static func inJourneyOrder(_ a: SortedRow, _ b: SortedRow) -> Bool {
    if a.row.keyLow != b.row.keyLow { return a.row.keyLow < b.row.keyLow }
    if a.row.keyHigh != b.row.keyHigh { return a.row.keyHigh < b.row.keyHigh }
    return inTimeOrder(a, b)
  }

  static func inTimeOrder(_ a: SortedRow, _ b: SortedRow) -> Bool {
    if a.row.time != b.row.time { return a.row.time < b.row.time }
    return a.place != b.place ? a.place < b.place : a.input < b.input
  }
}
