import Settings
import Archive
import Events
import Journeys
import Platform
import Synchronization
import Values

/// Reads every input once: readers decompress, workers parse, rows are added to partitions.
///
/// Small inputs are read and parsed by one worker each, the largest first. A large one has a reader of its own that runs
/// ahead, and its blocks go to whichever worker is free. A large one with nothing to decompress has no reader: the workers
/// take turns to read it.
final class Collector: Sendable {
  let context: RunContext
  let rules: ReadingRules
  let inputs: [InputFile]
  let plan: ReadingPlan
  private let partitions: PartitionPolicy
  private let scratch: ScratchSource
  private let budget: MemoryBudget
  let spools: [Int: InputSpool]
  let watch: InputWatch
  let smallInputs = SharedCounter(), largeInputs = SharedCounter()
  let filled: BoundedQueue<Work>
  let empty: BoundedQueue<Block>
  let openReaders: Atomic<Int>

  /// What readers give workers to do.
  enum Work: Sendable {
    case parse(Block)
    /// Each worker receives the input once.
    case takeTurns(SharedInput)
  }
  /// A worker failed, or everything is read.
  let isStopped = Atomic<Bool>(false)
  private let eventIDs = Atomic<Bool>(false)
  /// Kinds of links that rows have, as bits.
  private let linkKinds = Atomic<UInt8>(0)
  /// Some row has no id but its deal.
  private let provisionalRows = Atomic<Bool>(false)

  /// A collector of `inputs` without the numbers in `leavingOut`. `spools` keep what can be read only once.
  init(
    _ context: RunContext, rules: ReadingRules, inputs: [InputFile], leavingOut: Set<Int>, spools: [Int: InputSpool]
  ) {
    self.context = context
    self.rules = rules
    self.inputs = inputs
    self.spools = spools
    let (configuration, progress) = (context.configuration, context.progress)
    watch = InputWatch(skips: configuration.skipsDamaged)
    plan = ReadingPlan(
      sizes: inputs.map { $0.isRegular ? $0.byteCount : nil }, leavingOut: leavingOut, policy: context.policy)
    progress.beginReading(totalBytes: plan.totalBytes)
    let budget = MemoryBudget(bytes: plan.partitionBytes)
    self.budget = budget
    let scratch = context.scratch.split()
    // Where tests force spilling, memory is not used up, and the estimate would mean nothing.
    self.scratch =
      configuration.tests.spillAlways
      ? scratch
      : scratch.split { [directory = scratch.directory, limit = configuration.scratchLimitBytes] () throws(ScratchError) in
        try ScratchEstimate(held: budget.reserved, after: progress.now).check(directory, limit: limit)
      }
    var partitions = PartitionPolicy(budgetBytes: plan.partitionBytes, workers: context.policy.threads)
    partitions.constantPlacement = configuration.tests.constantPlacement
    partitions.spillAlways = configuration.tests.spillAlways
    self.partitions = partitions
    filled = BoundedQueue(capacity: max(1, plan.blockCount))
    empty = BoundedQueue(capacity: max(1, plan.blockCount))
    openReaders = Atomic(plan.readers)
    if plan.readers == 0 { return }
    for _ in 0..<plan.blockCount { empty.push(Block(capacity: context.policy.blockBytes)) }
  }

  func collect() throws -> CollectedEvents {
    let results = Mutex<[Int: WorkerResult]>([:])
    let readers = try startReaders()
    var failure: (any Error)?
    do {
      try Workers.run(count: context.policy.threads, name: "parse") { [self] worker in
        do {
          let result = try work(worker)
          results.withLock { $0[worker] = result }
        } catch {
          stop()
          throw error
        }
      }
    } catch {
      // Workers that could not start take no blocks. Readers would wait for ever.
      failure = error
      stop()
    }
    // The error of a reader explains more than the error that follows from it in a worker.
    for reader in readers { do { try reader.join() } catch { failure = failure ?? error } }
    if let failure { throw failure }
    try watch.finish()
    stop()  // Frees the blocks that wait to be filled. Settling can use their memory.
    let all = results.withLock { results in (0..<context.policy.threads).compactMap { results[$0] } }
    let hasProvisionalRows = provisionalRows.load(ordering: .relaxed)
    var kinds = Link.Kinds(rawValue: linkKinds.load(ordering: .relaxed))
    // Only rows that have no id but their deal need the owners of deals.
    if !hasProvisionalRows { kinds.formIntersection(.ofIDs) }
    return CollectedEvents(
      store: PartitionStore(all.map(\.written), policy: partitions),
      links: kinds.isEmpty && !hasProvisionalRows ? nil : PartitionStore(all.map(\.links), policy: partitions),
      linkKinds: kinds,
      labels: all.map(\.labels),
      currencies: all.reduce(into: []) { $0.formUnion($1.currencies) },
      roundedAmounts: all.reduce(0) { $0 + $1.roundedAmounts },
      touches: all.reduce(into: TouchTally(ruleCount: rules.channelMap?.rules.count ?? 0)) { $0 += $1.touches },
      rowsHaveEventIDs: eventIDs.load(ordering: .relaxed),
      spellings: context.configuration.credits == nil ? nil : Spellings(all.compactMap(\.spelled), policy: partitions),
      partitionPolicy: partitions, budget: budget)
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
    var state = WorkerState(
      events: EventReader(rules: rules),
      writer: PartitionWriter(worker: worker, dictionary: worker, policy: partitions, budget: budget, scratch: scratch),
      links: PartitionWriter(worker: worker, dictionary: 0, policy: partitions, budget: budget, scratch: scratch),
      spelled: context.configuration.credits == nil
        ? nil : SpellingWriter(worker: worker, policy: partitions, budget: budget, scratch: scratch),
      clock: context.steps.threadClock())
    if context.steps.isOn { state.events.watch = Stopwatch(.elapsed) }
    let own = Block(capacity: 0)
    while !watch.isDone, !isStopped.load(ordering: .relaxed), case let next = smallInputs.take(), next < plan.small.count {
      try read(plan.small[next], blockBytes: min(context.policy.blockBytes, PipelinePolicy.ownBlockBytes)) { reader in
        defer { state.clock.lapReader(unpacked: reader.unpacked) }
        while !watch.onlyChecks, !isStopped.load(ordering: .relaxed), try reader.next(into: own) {
          state.clock.lap(.split)
          context.progress.add(bytes: reader.takeBytesRead())
          try parse(own, isShared: false, with: &state)
        }
        context.progress.add(bytes: reader.takeBytesRead())
      }
    }
    if !plan.large.isEmpty {
      while let work = filled.pop() {
        switch work {
        case .parse(let block):
          if !watch.onlyChecks {
            do { try parse(block, isShared: true, with: &state) } catch { try watch.deferContentError(error) }
          }
          empty.push(block)
        case .takeTurns(let shared): try takeTurns(shared, into: own, with: &state)
        }
      }
    }
    let result = WorkerResult(
      written: try state.writer.finish(), links: try state.links.finish(), spelled: try state.spelled?.finish(),
      labels: state.events.labels, currencies: state.events.currencies,
      roundedAmounts: state.events.roundedAmounts, touches: state.events.touches)
    state.clock.lap(.partition)
    state.clock.divideParsing(state.events.scanning, of: state.events.scanning + state.events.reading)
    context.steps.add(state.clock)
    return result
  }

  /// What a worker works with, from its first block to its last.
  struct WorkerState: ~Copyable {
    var events: EventReader
    var writer: PartitionWriter
    var links: PartitionWriter
    var spelled: SpellingWriter?
    var batch = EventBatch()
    var clock: StepClock
    /// The source read last from end to end, and its rows so far.
    var source: UInt32 = .max
    var rowsOfSource = 0

    init(
      events: consuming EventReader, writer: consuming PartitionWriter, links: consuming PartitionWriter,
      spelled: consuming SpellingWriter?, clock: StepClock
    ) {
      self.events = events
      self.writer = writer
      self.links = links
      self.spelled = spelled
      self.clock = clock
    }
  }

  func parse(_ block: Block, isShared: Bool, with state: inout WorkerState) throws {
    try RunError.throwIfInterrupted()
    if let record = block.rejected {
      EventReader.reject(record, into: &state.batch)
    } else if let columns = block.columns {
      state.events.read(
        &block.bytes, count: block.count, block: block.number, set: block.set, columns: columns, format: block.format,
        into: &state.batch)
      if columns.mayHave(.eventID, in: state.batch) { eventIDs.store(true, ordering: .relaxed) }
    }
    context.progress.add(rows: state.batch.recordCount)
    let rejected = context.registry.tally(state.batch, source: block.source, block: block.number)
    try context.rejects.add(state.batch.rejects, source: block.source, block: block.number)
    if case .count(let most) = context.configuration.maxRejects, rejected > most { throw TooManyRejects() }
    if state.events.labels.isFull || state.events.labels.byteCount > context.policy.namesBytes {
      throw RunError.tooManyNames(state.events.labels.count, "more than fit in memory", orElse: "raise --memory")
    }
    if !state.batch.linkKinds.isEmpty { linkKinds.bitwiseOr(state.batch.linkKinds.rawValue, ordering: .relaxed) }
    if state.batch.hasProvisionalRows { provisionalRows.store(true, ordering: .relaxed) }
    state.clock.lap(.parse, bytes: block.count, rows: state.batch.recordCount)
    let spelledAt = try state.spelled?.add(state.batch) ?? 0
    if isShared {
      try state.writer.add(state.batch, source: block.source, .block(block.number), spelledAt: spelledAt)
      try state.links.addLinks(of: state.batch, source: block.source, .block(block.number))
    } else {
      if state.source != block.source { state.rowsOfSource = 0 }
      state.source = block.source
      try state.writer.add(state.batch, source: block.source, .after(state.rowsOfSource), spelledAt: spelledAt)
      try state.links.addLinks(of: state.batch, source: block.source, .after(state.rowsOfSource))
      state.rowsOfSource += state.batch.rows.count
    }
    state.clock.lap(.partition, rows: state.batch.rows.count)
  }
}

/// More rows were rejected than `--max-rejects` allows. The reject log has them.
struct TooManyRejects: Error {}
