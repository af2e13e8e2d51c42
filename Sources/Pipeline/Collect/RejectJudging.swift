import Events
import Settings
import Text
import Values

/// Whether the rows that were rejected are too many.
extension RunContext {
  /// Does `body`. Where it fails, the file of `--rejects` has the rows rejected so far.
  func listingRejects<Result>(of spend: SpendInputs, _ body: () throws -> Result) throws -> Result {
    do { return try body() } catch {
      try writeRejectsFile(spend)
      throw error
    }
  }

  /// Writes the file of `--rejects`, then judges a share of `--max-rejects`.
  ///
  /// - Throws: status 65 where more rows were rejected than allowed.
  func judgeRejects(_ spend: SpendInputs) throws {
    try writeRejectsFile(spend)
    if configuration.maxRejects.isExceeded(rejected: registry.rowsRejected, read: registry.rowsRead) {
      throw rejectedTooMany(configuration.maxRejects)
    }
  }

  /// Rejected rows of the events in input order.
  package var eventRejects: RejectedRows { rejects.rows(of: registry.sources, ranks: registry.ranks) }

  /// Counts per reason and the first three, as Specification, section 8 asks; of what was known by then where a count `stopped` the run.
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

  /// What to do about rows of bad encoding; nil where there are none.
  var encodingAdvice: String? {
    let sources = registry.inInputOrder.map { registry.sources[$0] }.filter { $0.ledger[.badEncoding] > 0 }
    if sources.isEmpty { return nil }
    return "\(Self.list(sources.map { "\($0.name) (\($0.form.encoding.name))" })): rows with bytes that are no letters in the "
      + "encoding they were read in; if that is the wrong one, say which with --encoding"
  }
}
