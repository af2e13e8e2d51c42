import Text
import Figures
import Tables
import Values

/// `summary.json`: the run in figures, and the list of the report's files by which the next run knows them as ours.
enum SummaryFile {
  static let name = "summary.json"
  private static let program = "tributary"

  static func json(of contents: ReportContents, files: [String]) -> JSONValue {
    let summary = contents.summary
    return .object([
      // First, where the next run looks for it.
      .init("program", .text(program)),
      .init("files", .array(files.map { .text($0) })),
      .init("version", .text(summary.version)),
      .init("currency", .text(contents.currency.code)),
      .init("settings", .object(summary.settings)),
      .init("counts", .object(summary.counts.map { .init($0.key, .integer($0.count)) })),
      .init("totals", .array(totals(of: contents))),
      .init("spend", .text(Decimal.text(contents.spend.amounts.reduce(0, +), decimals: 6))),
      .init("warnings", .array(summary.warnings.map { .text($0) })),
      .init("notes", .object(summary.notes)),
      .init("inputs", .array(summary.inputs.map { input($0.source, $0.rows) })),
      .init("spend_inputs", .array(summary.spendInputs.map { spendInput($0.source, $0.rows) })),
      .init("rate_inputs", .array(summary.rateInputs.map { .object(members(of: $0)) })),
      .init("run", run(summary.run)),
    ])
  }

  /// The names a summary lists; nil where the text is no summary of ours. Reads what `json` writes, no other layout.
  static func listedFiles(in beginning: [UInt8]) -> [String]? {
    let lines = beginning.split(separator: 0x0A, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
    guard lines.count > 3, lines[0] == "{", lines[1] == "  \"program\": \"\(program)\",", lines[2] == "  \"files\": ["
    else { return nil }
    var names: [String] = []
    for line in lines[3...] {
      if line == "  ]," { return names }
      let name = line.drop { $0 == " " }.drop { $0 == "\"" }.prefix { $0 != "\"" }
      names.append(String(name))
    }
    return nil
  }

  private static func members(of source: RunSummary.Source) -> [JSONValue.Member] {
    [
      .init("name", .text(source.name)), .init("format", .text(source.format)), .init("encoding", .text(source.encoding)),
      .init("bytes", .integer(source.bytes)), .init("digest", .text(source.digest)),
    ]
  }

  private static func input(_ source: RunSummary.Source, _ rows: RowLedger) -> JSONValue {
    func fates(_ isLeftOut: Bool) -> JSONValue {
      counts(RowFate.allCases.filter { $0.isLeftOut == isLeftOut }.map { ($0.label, rows[$0]) })
    }
    if let damage = source.damage {
      return .object([
        .init("name", .text(source.name)), .init("bytes", .integer(source.bytes)), .init("damaged", .text(damage)),
      ])
    }
    return .object(
      members(of: source) + [
        .init("read", .integer(rows.read)),
        .init("rejected", counts(RejectReason.allCases.map { ($0.label, rows[$0]) })),
        .init("left_out", fates(true)),
        .init("used", fates(false)),
      ])
  }

  private static func spendInput(_ source: RunSummary.Source, _ rows: SpendRowCounts) -> JSONValue {
    .object(
      members(of: source) + [
        .init("read", .integer(rows.read)),
        .init("rejected", counts(RejectReason.allCases.map { ($0.label, rows[$0]) })),
        .init("used", .integer(rows.used)),
      ])
  }

  /// Counts by label, zeros omitted: a thousand inputs stay readable.
  private static func counts(_ counts: [(String, Int64)]) -> JSONValue {
    .object(counts.filter { $0.1 != 0 }.map { .init($0.0, .integer($0.1)) })
  }

  /// Exact money as text with six decimals: many readers of JSON take numbers through a double.
  private static func totals(of contents: ReportContents) -> [JSONValue] {
    func sum(_ sum: GoalTotals.Sum) -> JSONValue {
      .object([
        .init("amount", .text(Decimal.text(sum.amount, decimals: 6))),
        .init("conversions", .text(Decimal.text(sum.conversions, decimals: 6))),
      ])
    }
    return contents.goalTotals.map { totals in
      .object([
        .init("goal", .text(totals.goal)), .init("model", .text(totals.model)), .init("events", .integer(totals.events)),
        .init("has_money", .bool(totals.hasMoney)),
        .init("credited", sum(totals.credited)),
        .init("unattributed", sum(totals.unattributed)),
        .init("total", sum(totals.total)),
        .init("missing_milestones", .integer(totals.missingMilestones)),
      ])
    }
  }

  private static func run(_ run: RunSummary.Run) -> JSONValue {
    .object(
      [
        .init("started", .text(run.started.wholeSecond.text(in: .utc))),
        .init("milliseconds", .integer(run.durationMilliseconds)),
        .init("threads", .integer(Int64(run.threads))),
        .init("memory_bytes", .integer(run.memoryBytes)),
        .init("peak_bytes", .integer(run.peakBytes)),
      ] + run.measures)
  }
}
