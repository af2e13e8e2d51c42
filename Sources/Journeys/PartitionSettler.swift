import Events
import Platform
import Values

/// What settling needs to know beside the rows themselves; the same for every worker.
public struct SettlingContext: Sendable {
  public var rules: JourneyRules
  /// By dictionary and label.
  public var meanings: [[LabelMeaning]]
  /// By source: its place in input order.
  public var sourceRanks: [UInt32]
  /// Rows have event ids: duplicates can be anywhere, so every journey must be looked at.
  public var rowsHaveEventIDs: Bool
  /// Memory one worker may take for one partition.
  public var bytesPerWorker: Int
  public var policy: PartitionPolicy
  public var scratch: ScratchSource
  /// Who is who; nil where no row says so.
  public var identity: Identity?
  /// Where ids are spelled; nil where no credits are listed.
  public var spellings: Spellings?

  public init(
    rules: JourneyRules, meanings: [[LabelMeaning]], sourceRanks: [UInt32], rowsHaveEventIDs: Bool,
    bytesPerWorker: Int, policy: PartitionPolicy, scratch: ScratchSource
  ) {
    self.rules = rules
    self.meanings = meanings
    self.sourceRanks = sourceRanks
    self.rowsHaveEventIDs = rowsHaveEventIDs
    self.bytesPerWorker = bytesPerWorker
    self.policy = policy
    self.scratch = scratch
  }

  /// Touches of some channel are left out. O(labels).
  var leavesChannelsOut: Bool { meanings.contains { $0.contains(where: \.isExcludedTouch) } }
}

/// Settles partitions: each alone, without locks. One per worker; its arrays are reused.
public struct PartitionSettler {
  private let context: SettlingContext
  private var builder: JourneyBuilder
  private var kept = JourneyRows()
  private var filter = KeyFilter()
  /// Of the partition being settled.
  private var journeys = Identity.Journeys()
  /// By dictionary and label: whether a row of it makes its journey one to look at, with or without a deal.
  private let interest: [[Interest]]
  /// Rows of any journey may be left out for what stands beside them: every journey must be looked at.
  private let looksEverywhere: Bool
  /// Some touches are left out by their channel, which shows in journeys that nobody looks at, too.
  private let leavesChannelsOut: Bool

  private enum Interest: UInt8 { case none, withDeal, always }

  public init(_ context: SettlingContext) {
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
    var pieces = store.pieces(of: partition)
    journeys = Identity.Journeys()
    if let spellings = context.spellings, store.usedBits <= PartitionPolicy.keyBits {
      builder.spellings = try spellings.places(of: partition)
    }
    if let identity = context.identity, store.usedBits <= PartitionPolicy.keyBits {
      journeys = try identity.journeys(of: partition)
      pieces += identity.moved.pieces(of: partition)
    }
    let cellCount = pieces.reduce(0) { $0 + $1.cellCount }
    if bytesNeeded(cellCount, pieces) > context.bytesPerWorker {
      if splits(of: store) < PartitionPolicy.mostSplits {
        return try settleSplit(pieces, of: store, into: &totals, credit: credit)
      }
      var large = LargeJourneys(context, spellings: builder.spellings)
      return try large.settle(pieces, into: &totals, credit: credit)
    }
    try settleInMemory(PartitionCells(pieces), cellCount, into: &totals, credit: credit)
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
    keep(cells, cellCount, &totals)
    kept.sort()
    kept.forEachJourney { builder.build(kept, $0, into: &totals, credit: credit) }
  }

  /// Gathers the rows of journeys to look at, in input order; adds up the costs of the other touches.
  private mutating func keep(_ cells: PartitionCells, _ cellCount: Int, _ totals: inout JourneyTotals) {
    kept.removeAll()
    filter.reset(rows: cellCount)
    let moved = context.identity?.dictionary
    let runs = cells.runs { cell, extras, dictionary in
      if looksEverywhere || (dictionary != moved && isElsewhere(cell, extras)) { return }
      switch interest[dictionary][Int(cell.label & ~EventRow.hasExtras)] {
      case .always: filter.insert(cell.keyLow)
      case .withDeal:
        if let extras, extras.parts.contains(.deal) { filter.insert(cell.keyLow) }
      case .none: break
      }
    }
    let ranks = context.sourceRanks
    var order = Array(runs.indices)
    order.sort { a, b in
      let x = runs[a].mark, y = runs[b].mark
      if x.source != y.source { return ranks[Int(x.source)] < ranks[Int(y.source)] }
      return x.place != y.place ? x.place < y.place : a < b
    }
    var rank: UInt64 = 0
    for (i, r) in order.enumerated() {
      if i > 0, runs[r].mark != runs[order[i - 1]].mark { rank += 1 }
      keep(cells, runs[r], rank: rank, &totals)
    }
  }

  private mutating func keep(
    _ cells: PartitionCells, _ run: PartitionCells.Run, rank: UInt64, _ totals: inout JourneyTotals
  ) {
    let meanings = context.meanings[cells.dictionary(ofPiece: run.piece)]
    let source = run.mark.source
    let dictionary = cells.dictionary(ofPiece: run.piece)
    let mayMove = dictionary != context.identity?.dictionary
    let sourceRank = context.sourceRanks[Int(source)]
    let keepsPlaces = context.spellings != nil
    cells.forEachRow(of: run) { cell, extras in
      if mayMove, isElsewhere(cell, extras) {
        if let extras { noteNameless(cell, extras.unpack(), dictionary, source, &totals) }
        return
      }
      totals.settledRows += 1
      if looksEverywhere || filter.mayContain(cell.keyLow) {
        let meaning = meanings[Int(cell.label & ~EventRow.hasExtras)]
        var place: Int32 = -1
        if let extras {
          place = Int32(kept.extras.count)
          kept.extras.append(extras.unpack())
          if keepsPlaces { kept.places.append(RowPlace(run.mark, rank: sourceRank, cell)) }
        }
        kept.rows.append(JourneyRow(cell, meaning, source: source, runRank: rank, extras: place))
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

  /// Whether the row has moved to its journey's partition, or names nobody after all.
  @inline(__always)
  private func isElsewhere(_ cell: EventCell, _ parts: EventExtras.Parts, _ anonymous: () -> JourneyKey) -> Bool {
    if parts.contains(.origin) { return true }
    if journeys.isEmpty { return false }
    return journeys.journey(of: cell) { parts.contains(.anonymous) ? anonymous() : nil } != nil
  }

  private func isElsewhere(_ cell: EventCell, _ extras: ExtrasInPlace?) -> Bool {
    isElsewhere(cell, extras?.parts ?? []) { extras?.unpack().anonymous ?? cell.key }
  }

  /// A row that knows only a deal is rejected where nobody else names the deal.
  private func noteNameless(
    _ cell: EventCell, _ extras: EventExtras, _ dictionary: Int, _ source: UInt32, _ totals: inout JourneyTotals
  ) {
    guard extras.parts.contains(.origin), journeys.journey(of: cell, { nil }) == nil else { return }
    let code = context.meanings[dictionary][Int(cell.label & ~EventRow.hasExtras)].code
    totals.rows[Int(source)].addNameless(code: code)
    totals.settledRows += 1
    totals.nameless.append(NamelessRow(source: source, block: extras.block, line: extras.line))
  }

  /// Spreads a partition over smaller ones by its keys' next bits, through scratch where memory is short.
  private mutating func settleSplit(
    _ pieces: [PartitionStore.Piece], of store: PartitionStore, into totals: inout JourneyTotals,
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
      let mine = pieces.filter { $0.dictionary == dictionary }
      if mine.isEmpty { continue }
      let mayMove = dictionary != context.identity?.dictionary
      written.append(
        try splitter.split(mine, dictionary: dictionary, skippingBits: usedBits) { mark, cell, extras in
          guard mayMove, isElsewhere(cell, extras?.parts ?? [], { extras?.anonymous ?? cell.key }) else { return true }
          if let extras { noteNameless(cell, extras, dictionary, mark.source, &totals) }
          return false
        })
    }
    let smaller = PartitionStore(written, policy: policy, usedBits: usedBits + policy.bits)
    for partition in smaller.partitionsBySize() {
      try settle(partition, of: smaller, into: &totals, credit: credit)
    }
  }
}
