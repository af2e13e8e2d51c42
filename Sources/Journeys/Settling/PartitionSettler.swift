import Events
import Platform
import Values

/// Settles partitions: each alone, without locks. One per worker; its arrays are reused.
public struct PartitionSettler {
  private let context: SettlingContext
  private var builder: JourneyBuilder
  private var kept = JourneyRows()
  private var filter = KeyFilter()
  /// By dictionary and label: whether a row of it makes its journey one to look at, with or without a deal.
  private let interest: [[Interest]]
  /// Rows of any journey may be left out for what stands beside them: every journey must be looked at.
  private let looksEverywhere: Bool
  /// Some touches are left out by their channel, which shows in journeys that nobody looks at, too.
  private let leavesChannelsOut: Bool

  /// What it took so far, where somebody measures.
  public private(set) var clock: SettlingClock

  private enum Interest: UInt8 { case none, withDeal, always }

  public init(_ context: SettlingContext, measures: Bool = false) {
    clock = SettlingClock(isOn: measures)
    var context = context
    if let identity = context.identity { context.meanings.append(identity.meanings) }
    self.context = context
    builder = JourneyBuilder(context)
    looksEverywhere = context.rowsHaveEventIDs || context.rules.sessionGap != nil
    leavesChannelsOut = context.leavesChannelsOut
    interest = context.meanings.map { meanings in
      meanings.map { meaning in
        guard EventCode.isStage(meaning.code) else { return .none }
        return context.rules.goals.contains(EventCode.place(meaning.code)) ? .always : .withDeal
      }
    }
  }

  /// Adds what the journeys of a partition come to, and has each goal event credited.
  ///
  /// Touches of journeys without a goal or a deal are passed over in 5 ns each; others cost about 60 ns. A partition
  /// larger than the worker's memory is split again, and a single journey larger than it is sorted in scratch.
  public mutating func settle(
    _ partition: Int, of store: PartitionStore, into totals: inout JourneyTotals,
    credit: (GoalEvent, inout TouchSequence) -> Void
  ) throws {
    clock.begin()
    var pieces = store.pieces(of: partition)
    if let spellings = context.spellings, store.usedBits <= PartitionPolicy.keyBits {
      builder.spellings = try spellings.places(of: partition)
    }
    var leavers: [RowBits] = []
    if let identity = context.identity, store.usedBits <= PartitionPolicy.keyBits {
      leavers = identity.leavers[partition].rows
      for row in identity.leavers[partition].nameless { totals.add(row) }
      pieces += identity.moved.pieces(of: partition)
    }
    let cellCount = pieces.reduce(0) { $0 + $1.cellCount }
    if bytesNeeded(cellCount, pieces) > context.bytesPerWorker {
      if splits(of: store) < PartitionPolicy.mostSplits {
        return try settleSplit(pieces, without: leavers, of: store, into: &totals, credit: credit)
      }
      var large = LargeJourneys(context, spellings: builder.spellings)
      return try large.settle(pieces, into: &totals, timed: &clock, credit: credit)
    }
    try settleInMemory(PartitionCells(pieces, without: leavers), cellCount, into: &totals, credit: credit)
  }

  private func splits(of store: PartitionStore) -> Int {
    store.usedBits <= PartitionPolicy.keyBits
      ? 0 : (store.usedBits - PartitionPolicy.keyBits) / PartitionPolicy.splitBits
  }

  private func bytesNeeded(_ cellCount: Int, _ pieces: [PartitionStore.Piece]) -> Int {
    var bytes = cellCount * (JourneyRows.bytesPerRow + 4)
    if looksEverywhere { bytes += cellCount / 2 * JourneyRows.bytesPerExtras }
    for case .scratch(let segment) in pieces { bytes += segment.cellBytes }
    return bytes
  }

  private mutating func settleInMemory(
    _ cells: PartitionCells, _ cellCount: Int, into totals: inout JourneyTotals,
    credit: (GoalEvent, inout TouchSequence) -> Void
  ) throws {
    let before = totals.settledRows
    keep(cells, cellCount, &totals)
    kept.sort()
    clock.order()
    kept.forEachJourney { builder.build(kept, $0, into: &totals, credit: credit) }
    clock.credit(kept.rows.count, of: totals.settledRows - before)
  }

  /// Gathers the rows of journeys to look at; adds up the costs of the other touches.
  private mutating func keep(_ cells: PartitionCells, _ cellCount: Int, _ totals: inout JourneyTotals) {
    kept.removeAll()
    filter.reset(rows: cellCount)
    var (rowCount, extrasCount) = (0, 0)
    let runs = cells.runs { cell, extras, dictionary in
      if looksEverywhere {
        rowCount += 1
        if extras != nil { extrasCount += 1 }
        return
      }
      switch interest[dictionary][Int(cell.label & ~EventRow.hasExtras)] {
      case .always: filter.insert(cell.keyLow)
      case .withDeal:
        if let extras, extras.parts.contains(.deal) { filter.insert(cell.keyLow) }
      case .none: break
      }
    }
    kept.reserve(rows: rowCount, extras: extrasCount)
    for run in runs { keep(cells, run, &totals) }
  }

  private mutating func keep(
    _ cells: PartitionCells, _ run: PartitionCells.Run, _ totals: inout JourneyTotals
  ) {
    let meanings = context.meanings[cells.dictionary(ofPiece: run.piece)]
    let source = run.mark.source
    let sourceRank = context.sourceRanks[Int(source)]
    let keepsPlaces = context.spellings != nil
    cells.forEachRow(of: run) { cell, extras in
      totals.settledRows += 1
      if looksEverywhere || filter.mayContain(cell.keyLow) {
        let meaning = meanings[Int(cell.label & ~EventRow.hasExtras)]
        let input = RowPlace(run.mark, rank: sourceRank, cell)
        var place: Int32 = -1
        if let extras {
          place = Int32(kept.extras.count)
          kept.extras.append(extras.unpack())
          if keepsPlaces { kept.places.append(input) }
        }
        kept.rows.append(JourneyRow(cell, meaning, source: source, input: input, extras: place))
      } else if leavesChannelsOut || extras != nil {
        let meaning = meanings[Int(cell.label & ~EventRow.hasExtras)]
        if meaning.isExcludedTouch {
          totals.rows[Int(source)].excludedTouches += 1
        } else if let mine = extras?.unpack(), meaning.code == EventCode.touch,
          mine.parts.contains(.money), context.rules.isInPeriod(cell.time)
        {
          totals.addCost(mine.money, slot: meaning.slot)
        }
      }
    }
  }

  /// Spreads a partition over smaller ones by its keys' next bits, through scratch where memory is short.
  private mutating func settleSplit(
    _ pieces: [PartitionStore.Piece], without leavers: [RowBits], of store: PartitionStore, into totals: inout JourneyTotals,
    credit: (GoalEvent, inout TouchSequence) -> Void
  ) throws {
    var policy = context.policy
    policy.bits = PartitionPolicy.splitBits
    let budget = MemoryBudget(bytes: context.bytesPerWorker / 2)
    var written: [WrittenPartitions] = []
    let splitter = PieceSplitter(policy: policy, budget: budget, scratch: context.scratch.split())
    // What chose the partition in the first place is not stored with a row.
    let usedBits = max(store.usedBits, PartitionPolicy.keyBits)
    for dictionary in context.meanings.indices {
      let mine = pieces.indices.filter { pieces[$0].dictionary == dictionary }
      if mine.isEmpty { continue }
      let (pieces, without) = (mine.map { pieces[$0] }, mine.map { $0 < leavers.count ? leavers[$0] : RowBits() })
      written.append(try splitter.split(pieces, without: without, dictionary: dictionary, skippingBits: usedBits))
    }
    clock.order()
    let smaller = PartitionStore(written, policy: policy, usedBits: usedBits + policy.bits)
    for partition in smaller.partitionsBySize() {
      try settle(partition, of: smaller, into: &totals, credit: credit)
    }
  }
}
