import Foundation
import ProgramTesting
import Testing

/// What the program makes of a log: its files, and of its summary the figures that properties speak of.
struct LogReport {
  let files: [String: [UInt8]]
  /// Of rows, without link conflicts.
  let counts: [String: Int]
  let conflicts: Int
  let totals: [Total]
  /// In the report currency, exactly.
  let spend: Decimal

  struct Total: Decodable {
    struct Credit: Decodable {
      let amount: String, conversions: String
    }
    let goal: String, model: String
    let credited: Credit, unattributed: Credit, total: Credit
  }
  private struct Summary: Decodable {
    let counts: [String: Int]
    let totals: [Total]
    let spend: String
  }

  /// Writes the log into a folder `name` and runs the program there.
  init(
    _ log: VisitLog, _ name: String, in workdir: Workdir, _ options: [String] = [], _ condition: RunCondition = .plain
  ) throws {
    let inputs = try log.write(to: name, in: workdir)
    // A map without accounts says that no file has any.
    let columns = log.accountless.count == log.files ? ["--columns", VisitRow.columnMap] : []
    try workdir.write("\(name)/rules.yaml", "ignore: [\(VisitLog.ignoredEvent)]\n")
    let fixed = ["run", "--config", "rules.yaml", "--output", "report", "--currency", "USD", "--max-rejects", "100%"]
    let run = try Tributary.run(
      fixed + columns + options + condition.options + inputs,
      in: workdir.path(name), environment: condition.environment)
    try #require(run.status == 0, "\(name): \(run.standardError)")
    let report = workdir.path("\(name)/report")
    files = try ReportFiles(report).files
    let summary = try JSONDecoder().decode(
      Summary.self, from: Data(contentsOf: URL(fileURLWithPath: "\(report)/summary.json")))
    var counts = summary.counts.filter { $0.value != 0 }
    conflicts = counts.removeValue(forKey: "link conflicts") ?? 0
    self.counts = counts
    totals = summary.totals
    spend = try #require(Decimal(string: summary.spend))
  }

  func table(_ name: String) throws -> CSVTable { try CSVTable(files[name] ?? []) }

  /// A cell as an exact number.
  static func number(_ table: CSVTable, _ row: [String], _ column: String) throws -> Decimal {
    try #require(Decimal(string: try table.cell(row, column)))
  }
}
