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

/// The third call of a run: totals become a report, after everything has been checked against everything else.
extension AttributionRun {
  func write(
    _ settled: Settled, _ collected: Collected, _ spend: SpendInputs, _ rates: RateInputs, _ inputs: [InputFile],
    into output: inout OutputDirectory
  ) throws -> ReportOverview {
    let currency = try reportCurrency(collected, spend)
    var summary = RunSummary(
      version: configuration.version,
      run: RunSummary.Run(
        started: started, durationMilliseconds: (WallClock.now.microseconds - started.microseconds) / 1000,
        threads: configuration.threads, memoryBytes: Int64(configuration.memoryBytes),
        peakBytes: Int64(ProcessMemory.peak ?? 0)))
    summary.inputs = inputEntries(settled, collected, inputs)
    summary.spendInputs = spend.sources
    summary.rateInputs = rates.sources
    summary.linkConflicts = settled.links.conflicts
    summary.settings = configuration.summarySettings(currency: currency)
    summary.warnings = warnings(settled, collected, inputs, spend)
    summary.notes = [
      JSONValue.Member("amounts rounded to six decimals", .integer(Int64(collected.roundedAmounts)))
    ]
    if let map = configuration.channelMap { summary.notes.append(.init("channel map", map.notes(collected.touches))) }
    for warning in summary.warnings { tell(warning) }
    try checkNotEmpty(settled)
    var contents = ReportContents(
      totals: settled.credit, slots: settled.slots, spend: settled.spend(with: spend.ledger),
      goals: configuration.goals.map { configuration.funnel.stages[$0].name }, models: configuration.models.map(\.name),
      currency: currency, summary: summary, dialect: configuration.dialect)
    if let credits = configuration.credits, let spellings = collected.spellings {
      contents.credits = CreditList(settled.credits, spellings, credits, zone: configuration.zone)
    }
    let events = eventRejects
    let all = [AnySequence(events), AnySequence(spend.rejects)].joined()
    return try writeReport(contents, rejects: all, into: &output) { try events.check() }
  }

  /// `--fail-on-empty`.
  package func checkNotEmpty(_ settled: Settled) throws(RunError) {
    if configuration.failsOnEmpty, settled.credit.goals.allSatisfy({ $0 == CreditTotals.Credit() }) {
      throw RunError(status: 65, "no goal was found in the inputs; nothing was written (--fail-on-empty)")
    }
  }

  /// What every source came to, in input order; an input that was left out is there with the reason alone.
  private func inputEntries(
    _ settled: Settled, _ collected: Collected, _ inputs: [InputFile]
  ) -> [(source: RunSummary.Source, rows: RowLedger)] {
    let sources = registry.sources
    var entries: [(input: Int, source: RunSummary.Source, rows: RowLedger)] = []
    for i in registry.inInputOrder {
      let file = registry.digest(ofInput: sources[i].input)
      let source = RunSummary.Source(
        name: sources[i].name, format: sources[i].form.format.name, encoding: sources[i].form.encoding.name,
        bytes: file?.bytes ?? 0, digest: "xxh3-128:" + (file?.digest ?? ""))
      entries.append((sources[i].input, source, SourceRegistry.ledger(of: sources[i], settled: settled.journeys.rows[i])))
    }
    for (input, error) in collected.damaged.sorted(by: { $0.key < $1.key }) {
      let place = entries.firstIndex { $0.input > input } ?? entries.count
      let reason = (error.member.map { $0 + ": " } ?? "") + error.reason
      let source = RunSummary.Source(
        name: inputs[input].path, format: "", encoding: "", bytes: inputs[input].byteCount, digest: "", damage: reason)
      entries.insert((input, source, RowLedger()), at: place)
    }
    return entries.map { ($0.source, $0.rows) }
  }

  /// As given, else the one currency of the data; SPEC section 5.
  package func reportCurrency(_ collected: Collected, _ spend: SpendInputs) throws -> Currency {
    if let given = configuration.currency { return given }
    let found = collected.currencies.union(spend.ledger.currencies).sorted()
    if found.count > 1 {
      throw RunError.configuration(
        "amounts are in \(found.map(\.code).joined(separator: ", ")); say which one to report in with --currency, "
          + "and give --rates for the others")
    }
    return found.first ?? .none
  }

  /// Rejected rows of the events in input order.
  package var eventRejects: RejectedRows { rejects.rows(of: registry.sources, ranks: registry.ranks) }

  /// Counts per reason and the first three, as SPEC section 8 asks; of what was known by then where a count `stopped` the run.
  package func rejectedTooMany(_ limit: RejectLimit, stopped: Bool = false) -> RunError {
    var counts = RowLedger()
    for source in registry.sources { counts += source.ledger }
    let reasons = RejectReason.allCases.filter { counts[$0] > 0 }.map { "\($0.label): \(counts[$0])" }
    var text = "\(counts.rejected) of \(counts.read) rows \(stopped ? "read so far " : "")were rejected, more than --max-rejects "
    text += "\(limit.text) allows\(stopped ? ", so reading stopped there" : ""); nothing was written"
    text += (stopped ? ". Known by then:" : "") + "\n  " + reasons.joined(separator: ", ")
    if let advice = encodingAdvice { text += "\n  \(advice)" }
    for row in eventRejects.prefix(3) {
      text += "\n  \(row.source):\(row.line): \(row.reason.label)"
      if !row.column.isEmpty { text += " in '\(row.column)'" }
      if !row.text.isEmpty { text += ": '\(row.text)'" }
    }
    return RunError(status: 65, text)
  }
}
