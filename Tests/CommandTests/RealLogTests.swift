import Foundation
import ProgramTesting
import Testing

/// Real-shaped logs whose figures other tools give, too. They stay outside the repository (their licences).
@Suite struct RealLogTests {
  static let real = URL(fileURLWithPath: Tributary.repository).deletingLastPathComponent().appendingPathComponent("shared/real")
  static let folder = real.appendingPathComponent("pathdata-eventlog").path
  static let isPresent = FileManager.default.fileExists(atPath: folder)
  static let playbook = real.appendingPathComponent("attribution-playbook").path
  static let hasPlaybook = FileManager.default.fileExists(atPath: playbook)

  /// Model → the column prefix of `expected.csv`.
  static let models = [
    "first-touch": "first", "last-touch": "last", "linear": "linear", "position-based": "u", "time-decay": "decay7d",
  ]

  @Test(.enabled(if: isPresent, "../shared/real/pathdata-eventlog is not here: its figures were not compared"))
  func figuresOfOtherToolsAgree() throws {
    let workdir = try Workdir()
    let models = RealLogTests.models.keys.sorted().flatMap { ["--model", $0] }
    let run = try Tributary.run(
      ["run", "--output", workdir.path("report"), "--lookback", "3650d", "--half-life", "7d", "--currency", "USD"]
        + models + ["events_by-time.csv.gz"], in: RealLogTests.folder)
    try #require(run.status == 0, "\(run.standardError)")
    let report = try CSVTable(file: workdir.path("report/channels.csv"))
    let expected = try CSVTable(file: RealLogTests.folder + "/expected.csv")
    for (model, prefix) in RealLogTests.models.sorted(by: { $0.key < $1.key }) {
      let rows = try report.rows.filter { try report.cell($0, "model") == model }
      #expect(rows.count == expected.rows.count, "\(model): other channels")
      for wanted in expected.rows {
        let channel = wanted[0]
        let row = try #require(try rows.first { try report.cell($0, "channel") == channel }, "\(model): no \(channel)")
        try expectNear(report.cell(row, "conversions"), expected.cell(wanted, "\(prefix)_conv"), 0.005, model, channel)
        try expectNear(report.cell(row, "amount"), expected.cell(wanted, "\(prefix)_rev"), 0.02, model, channel)
      }
    }
  }

  /// Sessions, conversions and spend in files of different columns, by the configuration that the manual shows.
  @Test(.enabled(if: hasPlaybook, "../shared/real/attribution-playbook is not here: its figures were not compared"))
  func thePlaybooksFiguresAgree() throws {
    let workdir = try Workdir()
    for file in ["sessions", "customer_conversions", "ad_spend"] {
      try FileManager.default.createSymbolicLink(
        atPath: workdir.path("\(file).csv"), withDestinationPath: "\(RealLogTests.playbook)/\(file).csv")
    }
    let shown = try ManualPage.named("Configuration.md").blocks(of: "yaml").first { $0.contains("sessions.csv") }
    try workdir.write("playbook.yaml", try #require(shown))
    let run = try Tributary.run(["run", "--config", "playbook.yaml"], in: workdir.root)
    try #require(run.status == 0, "\(run.standardError)")
    #expect(try ReportFiles.counts(workdir.path("tributary-report"))["read"] == 111)
    let report = try CSVTable(file: workdir.path("tributary-report/channels.csv"))
    let expected = try CSVTable(file: RealLogTests.playbook + "/expected_by_source.csv")
    let models = ["first-touch": "first", "last-touch": "last", "position-based": "u", "linear": "linear"]
    for (model, prefix) in models.sorted(by: { $0.key < $1.key }) {
      let rows = try report.rows.filter { try report.cell($0, "model") == model }
      #expect(rows.count == expected.rows.count, "\(model): other channels")
      for wanted in expected.rows {
        let channel = wanted[0]
        let row = try #require(try rows.first { try report.cell($0, "channel") == channel }, "\(model): no \(channel)")
        try expectNear(report.cell(row, "conversions"), expected.cell(wanted, "\(prefix)_conv"), 0.000001, model, channel)
        try expectNear(report.cell(row, "amount"), expected.cell(wanted, "\(prefix)_rev"), 0.01, model, channel)
      }
    }
    try expectCostAndReturn(report)
  }

  /// Cost per conversion and return on spend by the linear model; empty where nothing was spent.
  private func expectCostAndReturn(_ report: CSVTable) throws {
    let expected = try CSVTable(file: RealLogTests.playbook + "/expected_cpa_and_roas.csv")
    let rows = try report.rows.filter { try report.cell($0, "model") == "linear" }
    #expect(expected.rows.count == rows.count)
    for wanted in expected.rows {
      let channel = try expected.cell(wanted, "utm_source")
      let row = try #require(try rows.first { try report.cell($0, "channel") == channel }, "no \(channel)")
      guard try !expected.cell(wanted, "total_spend").isEmpty else {
        #expect(try ["roas", "cost_per_conversion"].allSatisfy { try report.cell(row, $0).isEmpty }, "\(channel)")
        continue
      }
      try expectNear(report.cell(row, "spend"), expected.cell(wanted, "total_spend"), 0, "linear", channel)
      try expectNear(
        report.cell(row, "cost_per_conversion"), expected.cell(wanted, "cost_per_acquisition"), 0.005, "linear", channel)
      try expectNear(report.cell(row, "roas"), expected.cell(wanted, "return_on_advertising_spend"), 0.0000005, "linear", channel)
    }
  }

  private func expectNear(
    _ got: String, _ wanted: String, _ tolerance: Double, _ model: String, _ channel: String
  ) throws {
    let (a, b) = (try #require(Double(got)), try #require(Double(wanted)))
    #expect(abs(a - b) <= tolerance, "\(model), \(channel): \(got) instead of \(wanted)")
  }
}
