import Text
import Settings
import Figures
import Archive
import Credit
import Events
import Journeys
import Platform
import Report
import Tables
import Values

/// The fourth phase: totals become a report, after all checks.
extension RunContext {
  /// Reconciles the totals, writes the files of the report and publishes them in one step.
  package func write(_ run: SettledRun, into output: inout OutputDirectory) throws -> RunOutcome {
    // Partitions are not needed any more. Giving their memory back takes as long as writing.
    let release = run.collected.events.store.releaseInBackground()
    progress.begin(.writing)
    var clock = steps.threadClock()
    let overview = try report(run, into: &output)
    clock.lap(.write, bytes: Int(output.byteCount), rows: Int(registry.rowsRead))
    steps.add(clock)
    try? release?.join()
    let milliseconds = millisecondsSoFar
    return RunOutcome(
      output: configuration.output, rowsRead: registry.rowsRead, rowsRejected: registry.rowsRejected,
      milliseconds: milliseconds, overview: overview, measurement: measurement(milliseconds: milliseconds))
  }

  private var millisecondsSoFar: Int64 { (WallClock.now.microseconds - started.microseconds) / 1000 }

  private func report(_ run: SettledRun, into output: inout OutputDirectory) throws -> ReportOverview {
    let (settled, events, spend) = (run.settled, run.collected.events, run.collected.spend)
    let currency = try reportCurrency(run.collected)
    var summary = RunSummary(
      version: configuration.version,
      run: RunSummary.Run(
        started: started, durationMilliseconds: millisecondsSoFar,
        threads: configuration.threads, memoryBytes: Int64(configuration.memoryBytes),
        peakBytes: Int64(ProcessMemory.peak ?? 0)))
    summary.inputs = inputEntries(run)
    summary.spendInputs = spend.sources
    summary.rateInputs = run.collected.rates.sources
    summary.linkConflicts = settled.links.conflicts
    summary.settings = configuration.summarySettings(currency: currency)
    summary.warnings = warnings(run)
    summary.notes = [
      JSONValue.Member("amounts rounded to six decimals", .integer(Int64(events.roundedAmounts)))
    ]
    if let map = configuration.channelMap { summary.notes.append(.init("channel map", map.notes(events.touches))) }
    for warning in summary.warnings { tell(warning) }
    try checkNotEmpty(settled)
    var contents = ReportContents(
      totals: settled.credit, slots: settled.slots, spend: settled.spend(with: spend.ledger),
      goals: configuration.goals.map { configuration.funnel.stages[$0].name }, models: configuration.models.map(\.name),
      currency: currency, summary: summary, dialect: configuration.dialect)
    if let credits = configuration.credits, let spellings = events.spellings {
      contents.credits = CreditList(settled.credits, spellings, credits, zone: configuration.zone)
    }
    contents.rejects = rejectList(spend)
    return try writeReport(contents, into: &output)
  }

  /// All rejected rows: those of logs in input order, then those of spend files. A walk throws where rows of logs cannot be
  /// read back from scratch.
  private func rejectList(_ spend: SpendInputs) -> RejectList {
    let (events, spendRows) = (eventRejects, spend.rejects)
    return RejectList {
      var eventRows = events.makeIterator(), otherRows = spendRows.makeIterator()
      return {
        if let row = eventRows.next() { return row }
        try events.check()
        return otherRows.next()
      }
    }
  }

  /// `--fail-on-empty`.
  package func checkNotEmpty(_ settled: Settled) throws(RunError) {
    if configuration.failsOnEmpty, settled.credit.goals.allSatisfy({ $0 == CreditTotals.Credit() }) {
      throw RunError(status: 65, "no goal was found in the inputs; nothing was written (--fail-on-empty)")
    }
  }

  /// The ledger of every source, in input order. An input that was left out has the reason and no counts.
  private func inputEntries(_ run: SettledRun) -> [(source: RunSummary.Source, rows: RowLedger)] {
    let (sources, inputs) = (registry.sources, run.collected.inputs)
    var entries: [(input: Int, source: RunSummary.Source, rows: RowLedger)] = []
    for i in registry.inInputOrder {
      let file = registry.digest(ofInput: sources[i].input)
      let source = RunSummary.Source(
        name: sources[i].name, sources[i].form, bytes: file?.bytes ?? 0, digest: file?.digest)
      entries.append((sources[i].input, source, SourceRegistry.ledger(of: sources[i], settled: run.settled.journeys.rows[i])))
    }
    for (input, error) in run.collected.events.damaged.sorted(by: { $0.key < $1.key }) {
      let index = entries.firstIndex { $0.input > input } ?? entries.count
      let reason = (error.member.map { $0 + ": " } ?? "") + error.reason
      let source = RunSummary.Source(
        name: inputs[input].path, format: "", encoding: "", bytes: inputs[input].byteCount, digest: "", damage: reason)
      entries.insert((input, source, RowLedger()), at: index)
    }
    return entries.map { ($0.source, $0.rows) }
  }

  /// The currency of the report: as given, otherwise the one currency of the data (Specification, section 5).
  ///
  /// - Throws: `RunError` where the data have several currencies and none was given.
  package func reportCurrency(_ collected: Collected) throws -> Currency {
    if let given = configuration.currency { return given }
    let found = collected.events.currencies.union(collected.spend.ledger.currencies).sorted()
    if found.count > 1 {
      throw RunError.configuration(
        "amounts are in \(found.map(\.code).joined(separator: ", ")); say which one to report in with --currency, "
          + "and give --rates for the others")
    }
    return found.first ?? .none
  }
}
