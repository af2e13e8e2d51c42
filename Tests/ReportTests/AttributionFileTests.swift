import ReportTesting
import Testing

@testable import Report

private let channelsHeader =
  "goal,model,channel,touches,conversions,amount,currency,share,spend,profit,roi,roas,cost_per_conversion"
private let campaignsHeader =
  "goal,model,channel,campaign,touches,conversions,amount,currency,share,spend,profit,roi,roas,cost_per_conversion"

/// Cases of the conformance suite, from their credit on.
struct AttributionFileTests {
  let folder: ScratchFolder
  init() throws { folder = try ScratchFolder() }

  /// Compares both files with their lines below the header.
  private func expect(_ report: SampleReport, channels: [String], campaigns: [String]? = nil) throws {
    try report.write(to: folder.path + "/out")
    let lines = { (header: String, lines: [String]) in ([header] + lines).map { $0 + "\r\n" }.joined() }
    #expect(try folder.text("out/channels.csv") == lines(channelsHeader, channels))
    if let campaigns { #expect(try folder.text("out/campaigns.csv") == lines(campaignsHeader, campaigns)) }
  }

  @Test func campaignsAddUp() throws {
    var report = SampleReport([
      ("v", "f"), ("x", "a"), ("x", "b"), ("x", "c"), ("y", ""), ("y", "d"), ("y", "e"), ("z", ""),
    ])
    for (slot, share): (Int, Int64) in [
      (0, 285_714), (1, 285_716), (2, 285_714), (3, 285_714), (5, 285_714), (6, 285_714), (7, 285_714),
    ] {
      report.credits.append((0, 0, slot, share, share))
      report.touches.append((0, slot, 2))
    }
    report.spend = [(1, 857_143 - 1), (2, 4_286 - 1), (4, 3_333)]
    try expect(
      report,
      channels: [
        "won,linear,v,2,0.285714,0.29,USD,0.142857,0.00,0.29,,,",
        "won,linear,x,6,0.857144,0.86,USD,0.428572,0.86,0.00,-0.004972,0.995028,1.00",
        "won,linear,y,4,0.571428,0.57,USD,0.285714,0.00,0.57,170.445545,171.445545,0.01",
        "won,linear,z,2,0.285714,0.28,USD,0.142857,0.00,0.28,,,",
      ],
      campaigns: [
        "won,linear,v,f,2,0.285714,0.29,USD,0.142857,0.00,0.29,,,",
        "won,linear,x,a,2,0.285716,0.29,USD,0.142858,0.86,-0.57,-0.666664,0.333336,3.00",
        "won,linear,x,b,2,0.285714,0.29,USD,0.142857,0.00,0.29,65.677713,66.677713,0.01",
        "won,linear,x,c,2,0.285714,0.28,USD,0.142857,0.00,0.28,,,",
        "won,linear,y,,0,0.000000,0.00,USD,0.000000,0.00,0.00,-1.000000,0.000000,",
        "won,linear,y,d,2,0.285714,0.29,USD,0.142857,0.00,0.29,,,",
        "won,linear,y,e,2,0.285714,0.28,USD,0.142857,0.00,0.28,,,",
        "won,linear,z,,2,0.285714,0.28,USD,0.142857,0.00,0.28,,,",
      ])
  }

  @Test func negativeTie() throws {
    var report = SampleReport([("x", ""), ("y", "")])
    report.credits = [(0, 0, 0, -5_000, 0), (0, 0, 1, -5_000, 0)]
    report.touches = [(0, 0, 0), (0, 1, 0)]
    try expect(
      report,
      channels: [
        "won,linear,x,0,0.000000,0.00,USD,0.500000,0.00,0.00,,,",
        "won,linear,y,0,0.000000,-0.01,USD,0.500000,0.00,-0.01,,,",
      ])
  }

  @Test func halfUnitsGoToTheEvenOne() throws {
    var report = SampleReport([("x", ""), ("y", "")])
    report.credits = [(0, 0, 0, 125_000, 1_000_000), (0, 0, 1, 500_000, 2_000_000)]
    report.touches = [(0, 0, 1), (0, 1, 2)]
    report.spend = [(1, 250_000)]
    try expect(
      report,
      channels: [
        "won,linear,x,1,1.000000,0.12,USD,0.200000,0.00,0.12,,,",
        "won,linear,y,2,2.000000,0.50,USD,0.800000,0.25,0.25,1.000000,2.000000,0.12",
      ])
  }

  @Test func unattributedRoundsTooAndStandsLast() throws {
    var report = SampleReport([("x", "")])
    report.credits = [(0, 0, 0, 5_000, 1_000_000), (0, 0, 1, 4_000, 1_000_000)]
    report.touches = [(0, 0, 1)]
    try expect(
      report,
      channels: [
        "won,linear,x,1,1.000000,0.01,USD,0.555556,0.00,0.01,,,",
        "won,linear,(unattributed),0,1.000000,0.00,USD,0.444444,0.00,0.00,,,",
      ],
      campaigns: [
        "won,linear,x,,1,1.000000,0.01,USD,0.555556,0.00,0.01,,,",
        "won,linear,(unattributed),,0,1.000000,0.00,USD,0.444444,0.00,0.00,,,",
      ])
  }

  @Test func aRefundAloneMayBeUnattributed() throws {
    var report = SampleReport([("x", "")])
    report.credits = [(0, 0, 1, -5_000_000, 0)]
    try expect(
      report, channels: ["won,linear,(unattributed),0,0.000000,-5.00,USD,1.000000,0.00,-5.00,,,"])
  }

  @Test func unattributedStandsOnlyInModelsThatLeftSomething() throws {
    var report = SampleReport([("x", "")])
    report.models = ["lead-creation", "linear"]
    report.credits = [(0, 0, 1, 1_000_000, 1_000_000), (0, 1, 0, 1_000_000, 1_000_000)]
    report.touches = [(0, 0, 1)]
    try expect(
      report,
      channels: [
        "won,lead-creation,x,1,0.000000,0.00,USD,0.000000,0.00,0.00,,,",
        "won,lead-creation,(unattributed),0,1.000000,1.00,USD,1.000000,0.00,1.00,,,",
        "won,linear,x,1,1.000000,1.00,USD,1.000000,0.00,1.00,,,",
      ])
  }

  @Test func leadsHaveNoMoneyButACost() throws {
    var report = SampleReport([("x", ""), ("y", "")])
    report.goals = ["lead", "won"]
    report.moneyless = [0]
    report.credits = [(0, 0, 0, 0, 1_000_000), (0, 0, 1, 0, 1_000_000), (1, 0, 0, 50_000_000, 1_000_000)]
    report.touches = [(0, 0, 1), (0, 1, 1), (1, 0, 1)]
    report.spend = [(0, 30_000_000)]
    try expect(
      report,
      channels: [
        "lead,linear,x,1,1.000000,0.00,USD,,30.00,,,,30.00",
        "lead,linear,y,1,1.000000,0.00,USD,,0.00,,,,",
        "won,linear,x,1,1.000000,50.00,USD,1.000000,30.00,20.00,0.666667,1.666667,30.00",
      ])
  }

  @Test func spendWithoutCreditAndCreditNotes() throws {
    var report = SampleReport([("x", ""), ("y", ""), ("z", "")])
    report.credits = [(0, 0, 0, 50_000_000, 500_000), (0, 0, 1, 50_000_000, 500_000)]
    report.touches = [(0, 0, 1), (0, 1, 1)]
    report.spend = [(0, 10_000_000), (1, -5_000_000), (2, 0)]
    try expect(
      report,
      channels: [
        "won,linear,x,1,0.500000,50.00,USD,0.500000,10.00,40.00,4.000000,5.000000,20.00",
        "won,linear,y,1,0.500000,50.00,USD,0.500000,-5.00,55.00,,,",
        "won,linear,z,0,0.000000,0.00,USD,0.000000,0.00,0.00,,,",
      ])
  }

  @Test func aTotalOfZeroHasNoShares() throws {
    var report = SampleReport([("x", "")])
    report.credits = [(0, 0, 0, 10_000_000, 1_000_000), (0, 0, 0, -10_000_000, 0)]
    report.touches = [(0, 0, 1)]
    report.spend = [(0, 4_000_000)]
    try expect(report, channels: ["won,linear,x,1,1.000000,0.00,USD,,4.00,-4.00,-1.000000,0.000000,4.00"])
  }

  @Test(arguments: [
    ("KWD", "1.001,KWD,1.000000,0.000,1.001"), ("KRW", "1,KRW,1.000000,0,1"), ("CLF", "1.0010,CLF,1.000000,0.0000,1.0010"),
    ("", "1.00,XXX,1.000000,0.00,1.00"),
  ])
  func decimalsOfTheCurrency(currency: String, expected: String) throws {
    var report = SampleReport([("x", "")])
    report.currency = currency
    report.credits = [(0, 0, 0, 1_001_000, 1_000_000)]
    report.touches = [(0, 0, 1)]
    try expect(report, channels: ["won,linear,x,1,1.000000,\(expected),,,"])
  }

  @Test func fieldsAreQuotedWhereTheyMustBe() throws {
    var report = SampleReport([("=1+1", ""), ("say \"hi\"", ""), ("two\nlines", "a\rb"), ("x, y", "")])
    report.touches = [(0, 0, 0), (0, 1, 0), (0, 2, 0), (0, 3, 0)]
    let rest = "0,0.000000,0.00,USD,,0.00,0.00,,,"
    try expect(
      report,
      channels: [
        "won,linear,=1+1,\(rest)", "won,linear,\"say \"\"hi\"\"\",\(rest)", "won,linear,\"two\nlines\",\(rest)",
        "won,linear,\"x, y\",\(rest)",
      ],
      campaigns: [
        "won,linear,=1+1,,\(rest)", "won,linear,\"say \"\"hi\"\"\",,\(rest)",
        "won,linear,\"two\nlines\",\"a\rb\",\(rest)", "won,linear,\"x, y\",,\(rest)",
      ])
  }

  @Test func nothingAtAllIsAHeader() throws { try expect(SampleReport([]), channels: [], campaigns: []) }
}
