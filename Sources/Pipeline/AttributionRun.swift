import Settings
import Archive
import Credit
import Events
import Glibc
import Journeys
import Platform
import Report
import Tables
import Synchronization
import Values

/// The whole program without its command line. Start here: *collect* reads every input once, *settle* turns each
/// partition into credit, *write* makes the report appear.
///
///     archive → records → events ─┐  collect
///                                 ▼
///                             partitions      (memory first, disk when the budget refuses)
///                                 │
///       journeys → credit ◄───────┘  settle
///           │
///           ▼
///         report                     write
public struct AttributionRun: Sendable {
  package let configuration: RunConfiguration
  let policy: PipelinePolicy
  package let registry = SourceRegistry()
  let scratch: ScratchSource
  let rejects: RejectLog
  let started: Instant
  /// How far it has come, for whoever shows it.
  public let progress = RunProgress()
  /// What its stages take, where somebody asks.
  let stages: StageLedger
  /// Told to the user: warnings, in order.
  let tell: @Sendable (String) -> Void

  /// A run of a checked configuration. With `measures` its outcome says what each stage took, for a few looks at a clock a
  /// block. `tell` receives warnings for standard error, a line each.
  public init(
    _ configuration: RunConfiguration, started: Instant, measures: Bool = false, tell: @escaping @Sendable (String) -> Void
  ) {
    stages = StageLedger(isOn: measures)
    self.configuration = configuration
    self.started = started
    self.tell = tell
    policy = PipelinePolicy(configuration)
    scratch = ScratchSource(
      directory: configuration.scratchDirectory, space: ScratchSpace(limit: configuration.scratchLimitBytes))
    rejects = RejectLog(scratch: scratch)
  }

  /// Runs. Nothing appears in the output directory unless everything succeeds.
  ///
  /// - Returns: what the run came to, for people at a terminal and for programs.
  /// - Throws: `RunError`, with the exit status that says which kind.
  @discardableResult
  public func callAsFunction() throws(RunError) -> RunOutcome {
    ProcessMemory.keepFreedPieces()
    do {
      let inputs = try SetFiles.of(configuration.inputs)
      var output = try OutputDirectory.forReport(at: configuration.output)
      try startRejectsFile(besides: inputs, output: output.path)
      let outcome = try collectAndSettle(inputs)
      let release = outcome.collected.store.releaseInBackground()
      progress.begin(.writing)
      var clock = stages.threadClock()
      let overview = try write(
        outcome.settled, outcome.collected, outcome.spend, outcome.rates, inputs, into: &output)
      clock.lap(.write, bytes: Int(output.byteCount), rows: Int(registry.rowsRead))
      stages.add(clock)
      try? release?.join()
      let milliseconds = (WallClock.now.microseconds - started.microseconds) / 1000
      return RunOutcome(
        output: configuration.output, rowsRead: registry.rowsRead, rowsRejected: registry.rowsRejected,
        milliseconds: milliseconds, overview: overview, measurement: measurement(milliseconds: milliseconds))
    } catch {
      throw RunError(error)
    }
  }

  /// Everything but the last call.
  package func collectAndSettle(_ inputs: [InputFile]) throws -> Outcome {
    let rates = try RateInputs.read(configuration)
    let spend = try SpendInputs.read(configuration, rates: rates.rates)
    let (collector, read) = try collect(inputs, readingRules(rates.rates), spend)
    var collected = read
    let settled: Settled
    do { settled = try settle(collected, spend: spend, with: collector) } catch {
      try writeRejectsFile(spend)
      throw error
    }
    collected.currencies.formUnion(settled.currencies)
    collected.roundedAmounts += settled.roundedAmounts
    for (touch, count) in settled.touches { collected.touches.add(touch, count: count) }
    // Only now it is known which rows name nobody. Written once: the file may be a pipe.
    try judgeRejects(spend)
    return Outcome(rates: rates, spend: spend, collected: collected, settled: settled)
  }

  /// What a run has come to before anything is written.
  package struct Outcome {
    var rates: RateInputs
    package var spend: SpendInputs
    package var collected: Collected
    package var settled: Settled
  }

  private func readingRules(_ rates: ExchangeRates) -> ReadingRules {
    var rules = ReadingRules(
      funnel: configuration.readingFunnel, zone: configuration.zone, reportCurrency: configuration.currency, rates: rates,
      noIDs: configuration.noIDs, seed: configuration.tests.seed ?? UInt64.random(in: .min ... .max),
      channelMap: configuration.channelMap, mappedSpellingBytes: policy.mappedSpellingBytes,
      sets: configuration.inputs.map { SetRules(zone: $0.zone, currency: $0.currency) })
    if configuration.credits != nil { rules.spelledStages = Set(configuration.goals) }
    rules.knowsAccounts = configuration.inputs.contains(where: \.mayNameAccounts)
    rules.maxRecordBytes = configuration.text.maxLineBytes
    rules.amounts = configuration.text.amounts
    return rules
  }

  func judgeRejects(_ spend: SpendInputs) throws {
    try writeRejectsFile(spend)
    if configuration.maxRejects.isExceeded(rejected: registry.rowsRejected, read: registry.rowsRead) {
      throw rejectedTooMany(configuration.maxRejects)
    }
  }

  private func settle(
    _ collected: Collected, spend: SpendInputs, with collector: Collector
  ) throws -> Settled {
    let names = try NameMerge(
      collected.labels, rows: registry.rowsRead, others: Array(spend.ledger.amounts.keys), aliases: configuration.aliases,
      choice: configuration.channels, stageTouches: configuration.stageTouches)
    var rules = SettlingContext(
      rules: journeyRules, meanings: names.meanings, sourceRanks: registry.ranks,
      rowsHaveEventIDs: collected.rowsHaveEventIDs,
      bytesPerWorker: policy.settlingBytes(partitionsHold: collector.partitionBytes),
      policy: collector.partitionPolicy, scratch: scratch)
    rules.spellings = collected.spellings
    let creditBytes = PipelinePolicy.creditBytes(of: rules.bytesPerWorker)
    if configuration.credits != nil { rules.bytesPerWorker -= creditBytes }
    rules.identity = try compose(collected, rules, budget: collector.partitionBudget)
    noteSizes(collected, rules.identity)
    let context = rules
    let order = collected.store.partitionsBySize(with: context.identity)
    progress.begin(.crediting, partitions: order.count)
    let next = Atomic<Int>(0)
    let queue = PartitionQueue(order, next)
    let sum = Mutex<Settled?>(nil)
    try Workers.run(count: policy.threads, name: "settle") { [self] _ in
      var settled = Settled(
        slots: names.slots, sourceCount: registry.sources.count, configuration: configuration)
      var settler = PartitionSettler(context, measures: stages.isOn)
      var log = configuration.credits.map { _ in
        CreditLog(slotCount: names.slots.count, bytes: creditBytes, scratch: scratch)
      }
      while let partition = queue.next() {
        if log != nil {
          try settled.add(partition, of: collected.store, with: &settler, listing: &log!)
        } else {
          try settled.add(partition, of: collected.store, with: &settler)
        }
        try RunError.throwIfInterrupted()
        progress.addPartition()
      }
      if let log { settled.add(log) }
      stages.add(settler.clock)
      sum.withLock { [settled] sum in
        if sum == nil { sum = settled } else { sum?.add(settled) }
      }
    }
    guard var settled = sum.withLock({ $0 }) else { preconditionFailure("no worker settled") }
    settled.finish(context.identity, names)
    try checkEveryRowSettled(settled)
    try rejectNameless(settled, context.identity?.namelessRejects ?? [])
    return settled
  }

  /// Who is who; nil where no row says so.
  private func compose(_ collected: Collected, _ rules: SettlingContext, budget: MemoryBudget) throws -> Identity? {
    guard let links = collected.links else { return nil }
    progress.begin(.linking)
    let composer = IdentityComposer(rules, threads: policy.threads, budget: budget, kinds: collected.linkKinds)
    var clock = stages.processClock()
    let identity = try composer.compose(links: links, rows: collected.store)
    clock.lap(.link)
    stages.add(clock)
    return identity
  }

  /// Rows that were read, and neither rejected nor ignored.
  var acceptedRows: Int64 { registry.sources.reduce(0) { $0 + $1.touches + $1.stages + $1.identities } }

  /// Every row that was read, and neither rejected nor ignored, came to a journey: none was lost between partitions.
  private func checkEveryRowSettled(_ settled: Settled) throws {
    let accepted = acceptedRows
    guard settled.journeys.settledRows == accepted else {
      throw RunError(
        status: 70,
        "\(accepted) rows were accepted, but \(settled.journeys.settledRows) came to a journey: a fault of this program; "
          + "nothing was written. Please report it with the command and the sizes of its inputs")
    }
  }

  /// Rows that know only a deal which nobody else names are rejected after all (SPEC section 3), and those among the
  /// rejected ones for that before anything else.
  private func rejectNameless(_ settled: Settled, _ rejected: [NamelessReject]) throws {
    for row in rejected { registry.rename(row) }
    rejects.rename(rejected)
    for row in settled.journeys.nameless {
      registry.reject(row)
      let reject = BlockReject(line: Int(row.line), reason: .missingIdentity, column: nil, text: "")
      try rejects.add([reject], source: row.source, block: row.block)
    }
  }

  private var journeyRules: JourneyRules {
    JourneyRules(
      goals: configuration.goals, from: configuration.from?.microseconds ?? .min,
      to: configuration.to?.microseconds ?? .max, lookback: configuration.lookback,
      resetsAfterConversion: configuration.resetsAfterConversion, stageTouches: configuration.stageTouches,
      keepsLast: configuration.keepsLast, sessionGap: configuration.session,
      opportunity: configuration.funnel.opportunity,
      stageCount: configuration.funnel.stages.count,
      milestoneStages: Set(configuration.models.flatMap(\.stagesUsed)).sorted())
  }
}

/// Hands partitions to workers, each once.
private final class PartitionQueue: Sendable {
  private let partitions: [Int]
  private let place: Atomic<Int>
  init(_ partitions: [Int], _ place: consuming Atomic<Int>) {
    self.partitions = partitions
    self.place = place
  }
  func next() -> Int? {
    let mine = place.add(1, ordering: .relaxed).oldValue
    return mine < partitions.count ? partitions[mine] : nil
  }
}

extension AttributionRun {
  /// Makes interrupt and termination end a run within a block, and writing to a reader that has gone away, or beyond a
  /// limit on file sizes, an error.
  public static func installSignals() {
    Interruption.install()
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }
}
