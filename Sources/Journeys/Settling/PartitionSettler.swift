import Events
import Platform
import Values

/// Settles partitions: each alone, without locks. One per worker; its arrays are reused.
public struct PartitionSettler {
  private let context: SettlingContext
  private let demand: JourneyDemand
  private var builder: JourneyBuilder
  private var kept = JourneyRows()
  private var filter = KeyFilter()
  /// By dictionary and label: whether a row of it makes its journey one to look at, with or without a deal.
  private let interest: [[Interest]]
  /// A row of any journey may be left out because of its neighbours, or a visitor demands all: every journey is looked at.
  private let looksEverywhere: Bool
  /// Some touches are left out by their channel. They are counted in journeys that are not looked at, too.
  private let leavesChannelsOut: Bool

  /// What it took so far, where somebody measures.
  public private(set) var clock: SettlingClock

  private enum Interest: UInt8 { case none, withDeal, always }

  /// - Parameter demand: what the visitors of this run want to see.
  public init(_ context: SettlingContext, demand: JourneyDemand, measures: Bool = false) {
    self.demand = demand
    clock = SettlingClock(isOn: measures)
    var context = context
    if let identity = context.identity { context.partitions.meanings.append(identity.meanings) }
    self.context = context
    builder = JourneyBuilder(context, demand: demand)
    looksEverywhere = context.rowsHaveEventIDs || context.rules.sessionGap != nil || demand.journeys == .all
    leavesChannelsOut = context.leavesChannelsOut
    interest = context.partitions.meanings.map { meanings in
      meanings.map { meaning in
        guard EventCode.isStage(meaning.code) else { return .none }
        let isGoal = context.rules.goals.contains(EventCode.place(meaning.code))
        return isGoal || demand.journeys == .withStageEvent ? .always : .withDeal
      }
    }
  }

  /// Adds what the rows of a partition come to, and has its journeys visited.
  ///
  /// Touches of journeys that are not looked at are passed over in 5 ns each; others cost about 60 ns. A partition larger
  /// than the worker's memory is split again, and a single journey larger than it is sorted in scratch.
  public mutating func settle<Visitor: JourneyVisitor>(
    _ partition: Int, of store: PartitionStore, into totals: inout JourneyTotals, visiting visitor: inout Visitor
  ) throws {
    try settlePart(partition, of: store, into: &totals, &visitor)
    try visitor.finishPartition()
  }

  private mutating func settlePart<Visitor: JourneyVisitor>(
    _ partition: Int, of store: PartitionStore, into totals: inout JourneyTotals, _ visitor: inout Visitor
  ) throws {
    clock.begin()
    var pieces = store.pieces(of: partition)
    if let spellings = context.spellings, store.usedBits <= PartitionPolicy.keyBits {
      builder.spellings = try spellings.offsets(of: partition)
    }
    var movedOrDropped: [RowBits] = []
    if let identity = context.identity, store.usedBits <= PartitionPolicy.keyBits {
      movedOrDropped = identity.movedOrDropped[partition].rows
      for row in identity.movedOrDropped[partition].unowned { totals.add(row) }
      pieces += identity.moved.pieces(of: partition)
    }
    let cellCount = pieces.reduce(0) { $0 + $1.cellCount }
    if bytesNeeded(cellCount, pieces) > context.bytesPerWorker {
      if splits(of: store) < PartitionPolicy.mostSplits {
        return try settleSplit(pieces, without: movedOrDropped, of: store, into: &totals, &visitor)
      }
      var large = LargeJourneys(context, demand: demand, spellings: builder.spellings)
      return try large.settle(pieces, into: &totals, timed: &clock, visiting: &visitor)
    }
    try settleInMemory(PartitionCells(pieces, without: movedOrDropped), cellCount, into: &totals, &visitor)
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

  private mutating func settleInMemory<Visitor: JourneyVisitor>(
    _ cells: PartitionCells, _ cellCount: Int, into totals: inout JourneyTotals, _ visitor: inout Visitor
  ) throws {
    let before = totals.settledRows
    for run in find(cells, cellCount) {
      keep(cells, run, &totals)
      if builder.costs.count >= PartitionPolicy.costsAtOnce { builder.giveCosts(to: &visitor) }
    }
    kept.sort()
    clock.order()
    var next = 0
    while next < kept.order.count {
      let journey = kept.journey(from: next)
      try builder.gather(kept, journey, into: &totals)
      try builder.conclude(&totals, visiting: &visitor)
      next = journey.upperBound
    }
    builder.giveCosts(to: &visitor)
    clock.credit(kept.rows.count, of: totals.settledRows - before)
  }

  /// Finds the runs of rows, and notes the keys of journeys to look at.
  private mutating func find(_ cells: PartitionCells, _ cellCount: Int) -> [PartitionCells.Run] {
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
    return runs
  }

  /// Keeps the rows of journeys to look at. Of the other rows only costs and excluded touches count.
  private mutating func keep(
    _ cells: PartitionCells, _ run: PartitionCells.Run, _ totals: inout JourneyTotals
  ) {
    let meanings = context.partitions.meanings[cells.dictionary(ofPiece: run.piece)]
    let source = run.mark.source
    let sourceRank = context.partitions.sourceRanks[Int(source)]
    cells.forEachRow(of: run) { cell, extras in
      totals.settledRows += 1
      if looksEverywhere || filter.mayContain(cell.keyLow) {
        let meaning = meanings[Int(cell.label & ~EventRow.hasExtras)]
        var index: Int32 = -1
        if let extras {
          index = Int32(kept.extras.count)
          kept.extras.append(extras.unpack())
        }
        let input = InputPosition(run.mark, rank: sourceRank, cell)
        kept.rows.append(JourneyRow(cell, meaning, source: source, input: input, extras: index))
      } else if leavesChannelsOut || extras != nil {
        let meaning = meanings[Int(cell.label & ~EventRow.hasExtras)]
        if meaning.isExcludedTouch {
          totals.rows[Int(source)].excludedTouches += 1
        } else if let mine = extras?.unpack(), meaning.code == EventCode.touch,
          mine.parts.contains(.money), context.rules.isInPeriod(cell.time)
        {
          builder.addCost(TouchCost(amount: mine.money, time: cell.time, slot: meaning.slot))
        }
      }
    }
  }

  /// Spreads a partition over smaller ones by its keys' next bits, through scratch where memory is short.
  private mutating func settleSplit<Visitor: JourneyVisitor>(
    _ pieces: [PartitionStore.Piece], without movedOrDropped: [RowBits], of store: PartitionStore, into totals: inout JourneyTotals,
    _ visitor: inout Visitor
  ) throws {
    var policy = context.partitions.policy
    policy.bits = PartitionPolicy.splitBits
    let budget = MemoryBudget(bytes: context.bytesPerWorker / 2)
    var written: [WrittenPartitions] = []
    let splitter = PieceSplitter(policy: policy, budget: budget, scratch: context.scratch.split())
    // The bits that chose the partition at first are not stored with a row.
    let usedBits = max(store.usedBits, PartitionPolicy.keyBits)
    for dictionary in context.partitions.meanings.indices {
      let mine = pieces.indices.filter { pieces[$0].dictionary == dictionary }
      if mine.isEmpty { continue }
      let (pieces, without) = (mine.map { pieces[$0] }, mine.map { $0 < movedOrDropped.count ? movedOrDropped[$0] : RowBits() })
      written.append(try splitter.split(pieces, without: without, dictionary: dictionary, skippingBits: usedBits))
    }
    clock.order()
    let smaller = PartitionStore(written, policy: policy, usedBits: usedBits + policy.bits)
    for partition in smaller.partitionsBySize() {
      try settlePart(partition, of: smaller, into: &totals, &visitor)
    }
  }
}
