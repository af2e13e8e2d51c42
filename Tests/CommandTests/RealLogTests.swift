import Foundation
import ProgramTesting
import Testing

/// A real-shaped log whose figures five other tools agree on. It stays outside the repository (its licence).
@Suite struct RealLogTests {
  static let folder = URL(fileURLWithPath: Tributary.repository).deletingLastPathComponent()
    .appendingPathComponent("shared/real/pathdata-eventlog").path
  static let isPresent = FileManager.default.fileExists(atPath: folder)

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

  private func expectNear(
    _ got: String, _ wanted: String, _ tolerance: Double, _ model: String, _ channel: String
  ) throws {
    let (a, b) = (try #require(Double(got)), try #require(Double(wanted)))
    #expect(abs(a - b) <= tolerance, "\(model), \(channel): \(got) instead of \(wanted)")
  }
}
