import ReportTesting
import Testing

@testable import Report

/// `comparison.csv`: the models of `channels.csv` beside each other.
struct ComparisonFileTests {
  let folder: ScratchFolder
  init() throws { folder = try ScratchFolder() }

  private func lines(_ report: SampleReport) throws -> [String] {
    try report.write(to: folder.path + "/out")
    let text = try folder.text("out/comparison.csv")
    #expect(text.hasSuffix("\r\n"))
    return text.split(separator: "\r\n").map(String.init)
  }

  @Test func modelsStandBesideEachOther() throws {
    var report = SampleReport([("a", ""), ("b", "x"), ("b", "y"), ("c", "")])
    report.models = ["first-touch", "linear"]
    report.credits = [
      (0, 0, 0, 60_000_000, 1_000_000), (0, 0, 4, 40_000_000, 1_000_000), (0, 1, 0, 20_000_000, 500_000),
      (0, 1, 1, 30_000_000, 500_000), (0, 1, 2, 30_000_000, 500_000), (0, 1, 3, 20_000_000, 500_000),
    ]
    report.touches = [(0, 0, 2), (0, 1, 1), (0, 2, 1), (0, 3, 1)]
    report.spend = [(0, 30_000_000), (3, 5_000_000)]
    #expect(
      try lines(report) == [
        "goal,channel,touches,currency,spend,first-touch_amount,linear_amount,first-touch_share,linear_share,"
          + "first-touch_roi,linear_roi,first-touch_rank,linear_rank",
        "won,a,2,USD,30.00,60.00,20.00,0.600000,0.200000,1.000000,-0.333333,1,2",
        "won,b,2,USD,0.00,0.00,60.00,0.000000,0.600000,,,2,1",
        "won,c,1,USD,5.00,0.00,20.00,0.000000,0.200000,-1.000000,3.000000,2,2",
        "won,(unattributed),0,USD,0.00,40.00,0.00,0.400000,0.000000,,,,",
      ])
  }

  /// Equal printed amounts share the smallest rank, and the next rank is left out for them.
  @Test func ranksSkipWhatIsShared() throws {
    var report = SampleReport([("a", ""), ("b", ""), ("c", ""), ("d", "")])
    report.credits = [(0, 0, 0, -1_000_000, 0), (0, 0, 1, 7_000_000, 0), (0, 0, 2, 7_000_000, 0), (0, 0, 3, 1_000_000, 0)]
    report.touches = [(0, 0, 0), (0, 1, 0), (0, 2, 0), (0, 3, 0)]
    #expect(try lines(report).dropFirst().map { $0.split(separator: ",").last } == ["4", "1", "1", "3"])
  }

  @Test func aGoalWithoutMoneyHasNeitherSharesNorRanks() throws {
    var report = SampleReport([("a", "")])
    report.goals = ["lead", "won"]
    report.moneyless = [0]
    report.credits = [(0, 0, 0, 0, 1_000_000), (1, 0, 0, 5_000_000, 1_000_000)]
    report.touches = [(0, 0, 1), (1, 0, 1)]
    report.spend = [(0, 2_000_000)]
    #expect(
      try lines(report).dropFirst() == ["lead,a,1,USD,2.00,0.00,,,", "won,a,1,USD,2.00,5.00,1.000000,1.500000,1"])
  }

  @Test func nothingAtAllIsAHeader() throws { #expect(try lines(SampleReport([])).count == 1) }
}
