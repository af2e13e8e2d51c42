import Foundation
import ProgramTesting
import Testing

/// `tributary check`: how the inputs were understood, and nothing written.
@Suite struct CheckTests {
  /// Every kind of finding once.
  private static let files = [
    "plan.yaml": """
    time-zone: Asia/Seoul
    half-life: 36h
    model: [linear, mine]
    models: {mine: {first: 22.5, won: 7.5}}
    channel-map: map.csv
    aliases: {google_ads: Paid Search}
    max-rejects: 50%
    inputs:
      - web/*.csv
      - paths: deals.csv
        columns: {time: closed, account_id: company, user_id: contact, deal_id: order, amount: value}
        constants: {event: won, currency: krw}
        time-zone: America/New_York
    spend:
      - spend.csv
      - {paths: fairs.csv, constants: {channel: fair, campaign: "Köln: spring"}}
    """,
    "map.csv": "source,medium,channel,campaign\ngoogle,cpc,Paid Search,\n,email,Email,mails\n",
    "web/1.csv": """
    time,event,anonymous_id,user_id,utm_source,utm_medium,channel,event_id,page
    2026-03-01,visit,c1,u1,google,cpc,,e1,/a
    2026-03-01,visit,c1,u1,google,cpc,,e1,/a
    2026-03-02,visit,c1,u2,,email,,e2,/b
    2026-03-02,visit,c2,,,,tv,,/c
    2026-13-02,visit,c2,,,,tv,,/c

    """,
    "web/2.csv": """
    time,event,anonymous_id,user_id,utm_source,utm_medium,channel,event_id,page
    2026-03-02,vsit,c2,,,,tv,,/c
    2026-03-02,visit,c2,,x,y,,,"two
    lines"
    2026-03-02,"vi
    sit",c2,,x,y,tv,,

    """,
    "deals.csv": "closed,company,contact,order,value,owner\n2026-03-05 9:30,a1,u1,d1,\"1,000\",Kim\n",
    "spend.csv": "date,channel,amount\n2026-03-01,google_ads,50000\n2026-03-01,radio,1000\nsoon,tv,1\n",
    "fairs.csv": "day,cost\n2026-03-03,7\n",
  ]

  private func prepare() throws -> Workdir {
    let workdir = try Workdir()
    for (name, text) in Self.files { try workdir.write(name, text) }
    return workdir
  }

  private func check(_ arguments: [String], in workdir: Workdir) throws -> FinishedRun {
    try Tributary.run(["check", "--threads", "2", "--memory", "64MiB", "--scratch", "/tmp"] + arguments, in: workdir.root)
  }

  @Test func saysHowItUnderstoodEverything() throws {
    let workdir = try prepare()
    let check = try check(["--config", "plan.yaml"], in: workdir)
    #expect(check.status == 0, "\(check.standardError)")
    #expect(check.standardError.isEmpty)
    try Golden.expect(check.standardOutput, is: "check-everything.txt")
    #expect(try workdir.names(besides: Self.files.keys.map { String($0.prefix { $0 != "/" }) }) == [], "nothing is written")
  }

  @Test func saysLittleOfAPlainLog() throws {
    let workdir = try Workdir()
    try workdir.write("e.csv", "time,event,user_id,channel,amount,currency\n2026-01-02,touch,u1,tv,,\n2026-01-03,won,u1,,10,USD\n")
    let check = try check(["e.csv", "--from", "2026-01-01"], in: workdir)
    #expect(check.status == 0 && check.standardError.isEmpty, "\(check.standardError)")
    try Golden.expect(check.standardOutput, is: "check-plain.txt")
  }

  /// JSON lines have no header: what none of them has is not there, whoever asks for it.
  @Test func ofLinesOnlyWhatTheyHaveIsListed() throws {
    let workdir = try Workdir()
    let touch = #"{"timestamp": "2026-01-02", "event": "touch", "user_id": 1, "channel": "tv", "utm": {"source": "x"}}"#
    for name in ["a.jsonl", "b.jsonl"] { try workdir.write(name, touch) }
    try workdir.write(
      "c.jsonl",
      touch + "\n" + #"{"time": null, "timestamp": "2026-01-03", "event": "won", "user_id": 1, "amount": 10, "medium": "m"}"#)
    try workdir.write("map.csv", "utm.source,medium,channel\nx,y,paid\n")
    let check = try check(["a.jsonl", "b.jsonl", "c.jsonl", "--channel-map", "map.csv"], in: workdir)
    #expect(check.status == 0, "\(check.standardError)")
    let text = check.standardOutput
    let common = ["format: jsonl", "encoding: utf-8", "time: timestamp", "event: event", "user_id: user_id", "channel: channel"]
    func section(_ name: String, _ more: [String], _ next: String) -> String {
      "# Columns of \(name)\n" + (common + more).map { "#   \($0)\n" }.joined() + "#\n# \(next)"
    }
    let source = "'utm.source' of the channel map: utm.source"
    #expect(text.contains(section("a.jsonl and 1 more", [source], "Columns of c.jsonl")), "\(text)")
    #expect(
      text.contains(section("c.jsonl", ["amount: amount", source, "'medium' of the channel map: medium"], "Channels by rule")),
      "\(text)")
  }

  /// What is printed is a configuration, and a run by it gives the report that a run by the original gives.
  @Test func whatIsPrintedCanBeRun() throws {
    let workdir = try prepare()
    try workdir.write("understood.yaml", try check(["--config", "plan.yaml"], in: workdir).standardOutput)
    var reports: [ReportFiles] = []
    for plan in ["plan.yaml", "understood.yaml"] {
      let run = try Tributary.run(["run", "--config", plan, "--output", "report"], in: workdir.root)
      try #require(run.status == 0, "\(run.standardError)")
      reports.append(try ReportFiles(workdir.path("report")))
    }
    // The summary states that the currency was given, and the weights as whole numbers, either way.
    #expect(reports[0].differences(from: reports[1]) == [])
    let again = try check(["--config", "understood.yaml"], in: workdir)
    let first = workdir.text("understood.yaml")
    #expect(again.standardOutput == first.replacing("currency: KRW  # found in the data\n", with: "currency: KRW\n"))
  }

  @Test(arguments: ["0", "10%"]) func tooManyRejectsAreShownAndThen65(_ limit: String) throws {
    let workdir = try prepare()
    let check = try check(["--config", "plan.yaml", "--max-rejects", limit], in: workdir)
    #expect(check.status == 65)
    #expect(check.standardOutput.contains("#   web/1.csv:6: unreadable time in 'time': '2026-13-02'\n"))
    #expect(check.standardError.hasPrefix("tributary: 4 of 9 rows were rejected, more than --max-rejects \(limit) allows"))
    let run = try Tributary.run(["run", "--config", "plan.yaml", "--max-rejects", limit], in: workdir.root)
    #expect(run.status == 65)
  }

  /// The statuses of a run, without a report.
  @Test func endsAsARunWould() throws {
    let workdir = try prepare()
    try workdir.write("two.csv", "time,event,user_id,amount,currency\n2026-01-02,won,u1,1,USD\n2026-01-03,won,u1,1,EUR\n")
    try workdir.write("none.csv", "time,event,user_id,channel\n2026-01-02,touch,u1,tv\n")
    try workdir.write("mine/thesis.txt", "the only copy")
    for arguments in [
      ["two.csv"], ["missing.csv"], ["none.csv", "--fail-on-empty"], ["none.csv", "--output", "mine"],
      ["none.csv", "--output", "no/such/place"], ["none.csv", "--half-life", "soon"], ["none.csv"], ["plan.yaml"],
    ] {
      let check = try check(arguments, in: workdir)
      let run = try Tributary.run(["run"] + arguments, in: workdir.root)
      #expect(check.status == run.status, "\(arguments): \(check.standardError)\(run.standardError)")
      // A run warns first, which a check prints.
      if check.status != 0 { #expect(run.standardError.hasSuffix(check.standardError), "\(arguments)") }
      #expect(check.standardOutput.isEmpty == (check.status != 0 && arguments.last != "--fail-on-empty"), "\(arguments)")
    }
    #expect(workdir.text("mine/thesis.txt") == "the only copy")
  }

  @Test func writesNoRejectsFile() throws {
    let workdir = try prepare()
    let check = try check(["--config", "plan.yaml", "--rejects", "rejects.csv"], in: workdir)
    #expect(check.status == 0 && check.standardOutput.contains("\nrejects: rejects.csv\n"))
    #expect(!workdir.exists("rejects.csv") && !workdir.exists("tributary-report"))
  }
}
