import Settings
import Archive
import Events
import Journeys
import Platform
import Synchronization
import Values

/// What reading every input once gives.
package struct Collected: Sendable {
  var store: PartitionStore
  /// Who is who, as rows say it; nil where no row does and none needs it.
  var links: PartitionStore?
  /// Kinds of links to look at: those of deals only where some row names nobody else.
  var linkKinds: Link.Kinds
  /// By worker.
  var labels: [LabelTable]
  var currencies: Set<Currency>
  var roundedAmounts: Int
  package var touches: TouchTally
  var rowsHaveEventIDs: Bool
  /// How ids are spelled; nil where no credits are listed.
  var spellings: Spellings?
  /// Inputs that were left out, by their place among all of them, and why.
  package var damaged: [Int: ArchiveError] = [:]
}

/// Reads every input once: readers decompress, workers parse, rows land in partitions.
///
/// Small inputs are read and parsed by one worker each, the largest first. A large one has a reader of its own that runs
/// ahead, and its blocks go to whichever worker is free; one with nothing to unpack is read by the workers in turns.
final class Collector: Sendable {
  let configuration: RunConfiguration
  let rules: ReadingRules
  let inputs: [InputFile]
  let policy: PipelinePolicy
  private let partitions: PartitionPolicy
  let registry: SourceRegistry
  private let rejects: RejectLog
  private let scratch: ScratchSource
  private let budget: MemoryBudget
  let spools: [Int: InputSpool]
  let watch: InputWatch
  let progress: RunProgress
  let stages: StageLedger
  /// Places in `inputs`: those with readers of their own, and those that workers take in turn, largest first.
  let large: [Int], small: [Int]
  private let nextSmall = Atomic<Int>(0)
  let filled: BoundedQueue<Work>
  let empty: BoundedQueue<Block>
  let openReaders: Atomic<Int>

  /// What readers give workers to do.
  enum Work: Sendable {
    case parse(Block)
    /// Each worker is given the input once.
    case takeTurns(SharedInput)
  }
  /// A worker failed, or all is read.
  let isStopped = Atomic<Bool>(false)
  private let eventIDs = Atomic<Bool>(false)
  /// Kinds of links that rows said, as bits.
  private let linkKinds = Atomic<UInt8>(0)
  /// Some row named nobody but its deal.
  private let namelessRows = Atomic<Bool>(false)

  /// A collector of `inputs`, those at the places `leavingOut` aside. `spools` keep what can be read only once.
  init(
    _ configuration: RunConfiguration, rules: ReadingRules, inputs: [InputFile], leavingOut: Set<Int>,
    spools: [Int: InputSpool], policy: PipelinePolicy, registry: SourceRegistry, rejects: RejectLog, scratch: ScratchSource,
    progress: RunProgress, stages: StageLedger
  ) {
    self.configuration = configuration
    self.rules = rules
    self.inputs = inputs
    self.policy = policy
    self.registry = registry
    self.rejects = rejects
    self.spools = spools
    self.progress = progress
    self.stages = stages
    watch = InputWatch(skips: configuration.skipsDamaged)
    let wanted = inputs.indices.filter { !leavingOut.contains($0) }
    let total = wanted.reduce(Int64(0)) { $0 + inputs[$1].byteCount }
    progress.beginReading(totalBytes: wanted.allSatisfy { inputs[$0].isRegular } ? total : nil)
    let share = Int64(PipelinePolicy.shareOfLargeInput * policy.threads)
    let bySize = wanted.sorted { (-inputs[$0].byteCount, $0) < (-inputs[$1].byteCount, $1) }
    // What has no size (a pipe) may be of any size.
    let isLarge: (Int) -> Bool = { [inputs] i in
      !inputs[i].isRegular || (inputs[i].byteCount > total / share && inputs[i].byteCount > policy.blockBytes)
    }
    large = bySize.filter(isLarge)
    small = bySize.filter { !isLarge($0) }
    let readers = min(large.count, policy.threads)
    let bytes = policy.partitionBytes(readers: readers)
    let budget = MemoryBudget(bytes: bytes)
    self.budget = budget
    // Where spilling is forced memory is not used up, and says nothing.
    self.scratch =
      configuration.tests.spillAlways
      ? scratch
      : scratch.split { [directory = scratch.directory, limit = configuration.scratchLimitBytes] () throws(ScratchError) in
        try ScratchEstimate(held: budget.reserved, after: progress.now).check(directory, limit: limit)
      }
    var partitions = PartitionPolicy(budgetBytes: bytes, workers: policy.threads)
    partitions.constantPlacement = configuration.tests.constantPlacement
    partitions.spillAlways = configuration.tests.spillAlways
    self.partitions = partitions
    filled = BoundedQueue(capacity: max(1, policy.blockCount(readers: readers)))
    empty = BoundedQueue(capacity: max(1, policy.blockCount(readers: readers)))
    openReaders = Atomic(readers)
    for _ in 0..<(readers > 0 ? policy.blockCount(readers: readers) : 0) { empty.push(Block(capacity: policy.blockBytes)) }
  }

  var partitionPolicy: PartitionPolicy { partitions }
  /// Memory that partitions hold.
  var partitionBytes: Int { budget.reserved }
  /// What is left of it is for links and the rows they move.
  var partitionBudget: MemoryBudget { budget }

  func collect() throws -> Collected {
    let results = Mutex<[Int: WorkerResult]>([:])
    let readers = try startReaders()
    var failure: (any Error)?
    do {
      try Workers.run(count: policy.threads, name: "parse") { [self] worker in
        do {
          let result = try work(worker)
          results.withLock { $0[worker] = result }
        } catch {
          stop()
          throw error
        }
      }
    } catch {
      // Workers that could not be made take no blocks: readers would wait for ever.
      failure = error
      stop()
    }
    // A reader's own error says more than what it made workers miss.
    for reader in readers { do { try reader.join() } catch { failure = failure ?? error } }
    if let failure { throw failure }
    try watch.finish()
    stop()  // Blocks that wait to be filled: memory that settling can use.
    let all = results.withLock { results in (0..<policy.threads).compactMap { results[$0] } }
    let hasNamelessRows = namelessRows.load(ordering: .relaxed)
    var kinds = Link.Kinds(rawValue: linkKinds.load(ordering: .relaxed))
    // Only rows that name nobody but a deal ask whose the deal is.
    if !hasNamelessRows { kinds.formIntersection(.ofIDs) }
    return Collected(
      store: PartitionStore(all.map(\.written), policy: partitions),
      links: kinds.isEmpty && !hasNamelessRows ? nil : PartitionStore(all.map(\.links), policy: partitions),
      linkKinds: kinds,
      labels: all.map(\.labels),
      currencies: all.reduce(into: []) { $0.formUnion($1.currencies) },
      roundedAmounts: all.reduce(0) { $0 + $1.roundedAmounts },
      touches: all.reduce(into: TouchTally(ruleCount: rules.channelMap?.rules.count ?? 0)) { $0 += $1.touches },
      rowsHaveEventIDs: eventIDs.load(ordering: .relaxed),
      spellings: configuration.credits == nil ? nil : Spellings(all.compactMap(\.spelled), policy: partitions))
  }

  private struct WorkerResult: Sendable {
    var written: WrittenPartitions
    var links: WrittenPartitions
    var spelled: WrittenSpellings?
    var labels: LabelTable
    var currencies: Set<Currency>
    var roundedAmounts: Int
    var touches: TouchTally
  }

  func stop() {
    isStopped.store(true, ordering: .relaxed)
    filled.cancel()
    empty.cancel()
  }

  private func work(_ worker: Int) throws -> WorkerResult {
    var desk = Desk(
      events: EventReader(rules: rules),
      writer: PartitionWriter(worker: worker, dictionary: worker, policy: partitions, budget: budget, scratch: scratch),
      links: PartitionWriter(worker: worker, dictionary: 0, policy: partitions, budget: budget, scratch: scratch),
      spelled: configuration.credits == nil
        ? nil : SpellingWriter(worker: worker, policy: partitions, budget: budget, scratch: scratch),
      clock: stages.threadClock())
    if stages.isOn { desk.events.watch = Stopwatch(.elapsed) }
    let own = Block(capacity: 0)
    while !watch.isDone, !isStopped.load(ordering: .relaxed) {
      let place = nextSmall.add(1, ordering: .relaxed).oldValue
      guard place < small.count else { break }
      try watched(small[place], blockBytes: min(policy.blockBytes, PipelinePolicy.ownBlockBytes)) { reader in
        defer { desk.clock.lap(of: reader) }
        while !watch.onlyChecks, !isStopped.load(ordering: .relaxed), try reader.next(into: own) {
          desk.clock.lap(.split)
          progress.add(bytes: reader.takeBytesRead())
          try parse(own, isShared: false, at: &desk)
        }
        progress.add(bytes: reader.takeBytesRead())
      }
    }
    if !large.isEmpty {
      while let work = filled.pop() {
        switch work {
        case .parse(let block):
          if !watch.onlyChecks { do { try parse(block, isShared: true, at: &desk) } catch { try watch.hold(error) } }
          empty.push(block)
        case .takeTurns(let shared): try takeTurns(shared, into: own, at: &desk)
        }
      }
    }
    let result = WorkerResult(
      written: try desk.writer.finish(), links: try desk.links.finish(), spelled: try desk.spelled?.finish(),
      labels: desk.events.labels, currencies: desk.events.currencies,
      roundedAmounts: desk.events.roundedAmounts, touches: desk.events.touches)
    desk.clock.lap(.partition)
    desk.clock.divideParsing(desk.events.scanning, of: desk.events.scanning + desk.events.reading)
    stages.add(desk.clock)
    return result
  }

  /// What a worker works with.
  struct Desk: ~Copyable {
    var events: EventReader
    var writer: PartitionWriter
    var links: PartitionWriter
    var spelled: SpellingWriter?
    var batch = EventBatch()
    var clock: StageClock
    /// The source read last from end to end, and its rows so far.
    var source: UInt32 = .max
    var rowsOfSource = 0

    init(
      events: consuming EventReader, writer: consuming PartitionWriter, links: consuming PartitionWriter,
      spelled: consuming SpellingWriter?, clock: StageClock
    ) {
      self.events = events
      self.writer = writer
      self.links = links
      self.spelled = spelled
      self.clock = clock
    }
  }

  func parse(_ block: Block, isShared: Bool, at desk: inout Desk) throws {
    try RunError.throwIfInterrupted()
    if let record = block.rejected {
      EventReader.reject(record, into: &desk.batch)
    } else if let columns = block.columns {
      desk.events.read(
        &block.bytes, count: block.count, block: block.number, set: block.set, columns: columns, format: block.format,
        into: &desk.batch)
      if columns.mayHave(.eventID, in: desk.batch) { eventIDs.store(true, ordering: .relaxed) }
    }
    progress.add(rows: desk.batch.recordCount)
    let rejected = registry.tally(desk.batch, source: block.source, block: block.number)
    try rejects.add(desk.batch.rejects, source: block.source, block: block.number)
    if case .count(let most) = configuration.maxRejects, rejected > most { throw TooManyRejects() }
    if desk.events.labels.isFull || desk.events.labels.byteCount > policy.namesBytes {
      throw RunError.tooManyNames(desk.events.labels.count, "more than fit in memory", orElse: "raise --memory")
    }
    if !desk.batch.linkKinds.isEmpty { linkKinds.bitwiseOr(desk.batch.linkKinds.rawValue, ordering: .relaxed) }
    if desk.batch.hasNamelessRows { namelessRows.store(true, ordering: .relaxed) }
    desk.clock.lap(.parse, bytes: block.count, rows: desk.batch.recordCount)
    let spelledAt = try desk.spelled?.add(desk.batch) ?? 0
    if isShared {
      try desk.writer.add(desk.batch, source: block.source, .block(block.number), spelledAt: spelledAt)
      try desk.links.addLinks(of: desk.batch, source: block.source, .block(block.number))
    } else {
      if desk.source != block.source { desk.rowsOfSource = 0 }
      desk.source = block.source
      try desk.writer.add(desk.batch, source: block.source, .after(desk.rowsOfSource), spelledAt: spelledAt)
      try desk.links.addLinks(of: desk.batch, source: block.source, .after(desk.rowsOfSource))
      desk.rowsOfSource += desk.batch.rows.count
    }
    desk.clock.lap(.partition, rows: desk.batch.rows.count)
  }
}

/// More rows were rejected than `--max-rejects` allows; what they were stands in the reject log.
struct TooManyRejects: Error {}
