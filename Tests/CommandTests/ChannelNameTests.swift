import Foundation
import ProgramTesting
import Testing

/// `--channel-map` and `--alias` from outside: logs of other people's columns, and names that meet.
@Suite struct ChannelNameTests {
  private static let log = """
    time,event,user_id,utm_source,utm_medium,utm_campaign,referrer,amount
    2026-01-01,click,u1,Google,CPC,brand-kr,https://www.google.com/,
    2026-01-02,click,u1,google,cpc,shoes,,
    2026-01-03,visit,u1,news,email,spring,,
    2026-01-04,visit,u1,,,,,
    2026-01-05,visit,u2,news,email,,,
    2026-01-06,purchase,u1,,,,,100

    """
  private static let map = """
    source,medium,campaign,referrer,channel,campaign
    google,cpc,*BRAND*,,Brand,
    google,cp*,,,Google Ads,
    ,email,,,Email,mails
    (empty),(empty),,(empty),Direct,

    """

  private func run(_ arguments: [String], map: String = map, log: String = log, in workdir: Workdir) throws -> FinishedRun {
    try workdir.write("events.csv", log)
    try workdir.write("map.csv", map)
    return try Tributary.run(["run", "--output", "report", "--model", "linear"] + arguments + ["events.csv"], in: workdir.root)
  }

  private func rows(_ workdir: Workdir, _ file: String, _ columns: [String]) throws -> [String] {
    let table = try CSVTable(file: workdir.path("report/\(file)"))
    return try table.rows.map { row in try columns.map { try table.cell(row, $0) }.joined(separator: "/") }
  }

  private struct Summary: Decodable {
    struct Map: Decodable {
      struct Rule: Decodable {
        let line: Int, touches: Int
        let patterns: [String: String]
      }
      let rules: [Rule]
    }
    struct Notes: Decodable {
      let map: Map
      enum CodingKeys: String, CodingKey { case map = "channel map" }
    }
    let notes: Notes
    let warnings: [String]
  }

  private func summary(_ workdir: Workdir) throws -> Summary {
    try JSONDecoder().decode(Summary.self, from: Data(contentsOf: URL(fileURLWithPath: workdir.path("report/summary.json"))))
  }

  @Test func aLogWithoutChannelsIsNamedByItsOtherColumns() throws {
    let workdir = try Workdir()
    let run = try run(["--channel-map", "map.csv"], in: workdir)
    try #require(run.status == 0, "\(run.standardError)")
    #expect(run.standardError.isEmpty)
    #expect(
      try rows(workdir, "campaigns.csv", ["channel", "campaign", "amount"])
        == ["Brand/brand-kr/25.00", "Direct//25.00", "Email/mails/25.00", "Google Ads/shoes/25.00"])
    let rules = try summary(workdir).notes.map.rules
    #expect(rules.map(\.line) == [2, 3, 4, 5] && rules.map(\.touches) == [1, 1, 2, 1])
    #expect(rules[1].patterns == ["source": "google", "medium": "cp*"])
  }

  @Test func withoutARuleARowKeepsItsChannelOrIsRejected() throws {
    let workdir = try Workdir()
    let log = "time,event,user_id,source,channel\n2026-01-01,click,u1,x,own\n2026-01-01,click,u1,x,\n2026-01-02,won,u1,,\n"
    let run = try run(
      ["--channel-map", "map.csv", "--max-rejects", "1"], map: "source,channel\ny,Y\n", log: log, in: workdir)
    try #require(run.status == 0, "\(run.standardError)")
    #expect(try rows(workdir, "channels.csv", ["channel"]) == ["own"])
    #expect(workdir.text("report/rejects.csv").contains("events.csv,3,missing channel,channel,\r\n"))
  }

  @Test func aMapThatCannotBeMeantIsAConfigurationError() throws {
    let workdir = try Workdir()
    let wrong = try run(["--channel-map", "map.csv"], map: "source,channel\na,A\nb,\n", in: workdir)
    #expect(wrong.status == 78)
    #expect(wrong.standardError == "tributary: map.csv:3: no channel; say what such rows become\n")
    let missing = try run(["--channel-map", "mop.csv"], in: workdir)
    #expect(missing.status == 66 && missing.standardError.contains("mop.csv: the channel map cannot be read: "))
    #expect(missing.standardError.contains("check --channel-map"))
    #expect(!workdir.exists("report"))
  }

  @Test func aColumnThatNoLogHasIsToldOf() throws {
    let workdir = try Workdir()
    let run = try run(["--channel-map", "map.csv"], map: "sauce,medium,channel\n,,Any\n", in: workdir)
    #expect(run.status == 0)
    #expect(
      run.standardError.contains("warning: map.csv: no log has a column 'sauce', so every row counts as having nothing there\n"))
  }

  @Test func aliasesLetSpendMeetTouches() throws {
    let workdir = try Workdir()
    try workdir.write("spend.csv", "date,channel,campaign,amount\n2026-01-01,google_ads,shoes,7\n2026-01-01,Google Ads,shoes,1\n")
    let run = try run(
      ["--channel-map", "map.csv", "--spend", "spend.csv", "--alias", "google_ads=Google Ads", "--alias", "Brand=Google Ads"],
      in: workdir)
    try #require(run.status == 0, "\(run.standardError)")
    #expect(run.standardError.isEmpty)
    #expect(
      try rows(workdir, "channels.csv", ["channel", "amount", "spend"])
        == ["Direct/25.00/0.00", "Email/25.00/0.00", "Google Ads/50.00/8.00"])
    #expect(
      try rows(workdir, "campaigns.csv", ["channel", "campaign", "spend"]).suffix(2)
        == ["Google Ads/brand-kr/0.00", "Google Ads/shoes/8.00"])
  }

  @Test func spendThatMeetsNoTouchIsNamedWithNearNames() throws {
    let workdir = try Workdir()
    var spend = "date,channel,amount\n2026-01-01,google ads,7\n2026-01-01,Email,1\n"
    for tv in 1...6 { spend += "2026-01-01,tv \(tv),1\n" }
    try workdir.write("spend.csv", spend)
    let run = try run(["--channel-map", "map.csv", "--spend", "spend.csv"], in: workdir)
    #expect(run.status == 0)
    #expect(
      run.standardError == """
        tributary: warning: spend without touches: 'google ads' (did you mean 'Google Ads'? then --alias 'google ads=Google Ads'), \
        'tv 1', 'tv 2', 'tv 3', 'tv 4' and 2 more; a channel that touches call otherwise needs --alias
        tributary: warning: touches without spend: 'Brand', 'Direct', 'Google Ads'

        """)
    #expect(try summary(workdir).warnings.count == 2)
  }

  /// Touches by person and deals by company, and no row that knows both.
  @Test func goalsThatNoTouchMeetsAreWarnedOf() throws {
    let workdir = try Workdir()
    let touches = (1...9).map { "2026-01-0\($0),touch,u\($0),,email,\n" }.joined()
    let deals = (1...9).map { "2026-02-0\($0),won,,c\($0),,10\n" }.joined()
    let header = "time,event,user_id,account_id,channel,amount\n"
    try workdir.write("apart.csv", header + touches + deals)
    try workdir.write("linked.csv", header + touches + deals + (1...9).map { "2026-01-01,identify,u\($0),c\($0),,\n" }.joined())
    let apart = try Tributary.run(["run", "apart.csv"], in: workdir.root)
    #expect(
      apart.status == 0 && apart.standardError.contains("9 of 9 'won' goals had no touch to credit"), "\(apart.standardError)")
    let linked = try Tributary.run(["run", "linked.csv"], in: workdir.root)
    #expect(linked.status == 0 && !linked.standardError.contains("no touch to credit"), "\(linked.standardError)")
  }

  /// However much memory there is: in the table of one worker, and spread over four.
  @Test(arguments: ["1", "4"]) func aClickIDInEveryRowIsNoCampaign(_ threads: String) throws {
    let workdir = try Workdir()
    var bytes = Array("time,event,user_id,channel,campaign\n".utf8)
    for number in 0..<1_060_000 { bytes += Array("1,touch,u,e,\(number)\n".utf8) }
    try workdir.write("clicks.csv", bytes)
    let run = try Tributary.run(["run", "--memory", "4GiB", "--threads", threads, "clicks.csv"], in: workdir.root)
    #expect(run.status == 78)
    #expect(
      run.standardError.contains("more than 1048576 different channels and campaigns") && run.standardError.contains("click id"),
      "\(run.standardError)")
    let without = try Tributary.run(
      ["run", "--memory", "4GiB", "--columns", "time=time,event=event,user_id=user_id,channel=channel", "clicks.csv"],
      in: workdir.root)
    #expect(without.status == 0, "\(without.standardError)")
  }
}
