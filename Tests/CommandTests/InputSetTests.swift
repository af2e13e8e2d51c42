import Foundation
import ProgramTesting
import Testing

/// Several kinds of log in one run, from outside.
@Suite struct InputSetTests {
  private static let visits = "started,visitor,utm_source\n2026-01-01 23:30,u1,email\n2026-01-02 8:05,u1,ads\n"
  private static let deals = "closed,contact,order,value,note\n2026-01-02 9:10,u1,d1,1000,\n2026-01-02 9:20,u9,d2,500\n"
  private static let plan = """
    currency: USD
    time-zone: Asia/Seoul
    model: linear
    inputs:
      - paths: visits.csv
        columns: {time: started, user_id: visitor, channel: utm_source}
        constants: {event: touch}
        time-zone: UTC
      - paths: deals.csv
        columns: {time: closed, user_id: contact, deal_id: order, amount: value}
        constants: {event: won}
        time-zone: America/New_York
        currency: EUR
    """

  private func run(
    _ plan: String, _ arguments: [String] = [], _ files: [String: String] = [:], in workdir: Workdir
  ) throws -> FinishedRun {
    try workdir.write("plan.yaml", plan)
    for (name, text) in ["visits.csv": Self.visits, "deals.csv": Self.deals].merging(files, uniquingKeysWith: { $1 }) {
      try workdir.write(name, text)
    }
    return try Tributary.run(["run", "--config", "plan.yaml", "--output", "report"] + arguments, in: workdir.root)
  }

  private func rows(_ workdir: Workdir) throws -> [String] {
    let table = try CSVTable(file: workdir.path("report/channels.csv"))
    return try table.rows.map { row in
      try ["channel", "conversions", "amount", "spend"].map { try table.cell(row, $0) }.joined(separator: "/")
    }
  }

  @Test func eachSetHasItsColumnsConstantsZoneAndCurrency() throws {
    let workdir = try Workdir()
    // The deals are of 14:10 and 14:20 UTC on the 2nd in New York; in Seoul it is the 2nd still.
    let rates = ["rates.csv": "date,base,quote,rate\n2026-01-01,EUR,USD,2\n2026-01-03,EUR,USD,9\n"]
    let run = try run(Self.plan, ["--rates", "rates.csv"], rates, in: workdir)
    try #require(run.status == 0, "\(run.standardError)")
    #expect(
      try rows(workdir) == ["ads/0.500000/1000.00/0.00", "email/0.500000/1000.00/0.00", "(unattributed)/1.000000/1000.00/0.00"])
    let summary = workdir.text("report/summary.json")
    #expect(summary.contains("\"time-zone\": \"America/New_York\"") && summary.contains("\"constants\": {"))
  }

  /// The day of a rate is the report zone's, whichever zone a set's times are in.
  @Test func ratesKnowTheReportZoneAlone() throws {
    let workdir = try Workdir()
    let late = [
      "deals.csv": "closed,contact,order,value\n2026-01-02 10:30,u9,d1,1\n",
      "rates.csv": """
      date,base,quote,rate
      2026-01-02,EUR,USD,2
      2026-01-03,EUR,USD,3

      """,
    ]
    // 10:30 in New York is 15:30 UTC, and 00:30 of the 3rd in Seoul.
    for (zone, amount) in [("Asia/Seoul", "3.00"), ("UTC", "2.00"), ("America/New_York", "2.00")] {
      let run = try run(Self.plan, ["--rates", "rates.csv", "--time-zone", zone], late, in: workdir)
      try #require(run.status == 0, "\(run.standardError)")
      #expect(try rows(workdir).last == "(unattributed)/1.000000/\(amount)/0.00")
    }
  }

  /// Any threads, memory and blocks, though sets alternate from file to file.
  @Test func manyFilesOfTwoSetsGiveOneAnswer() throws {
    let workdir = try Workdir()
    var files: [String: String] = [:]
    for i in 10..<40 {
      files["a\(i)-v.csv"] = "started,visitor,utm_source\n2026-01-\(i % 28 + 1) 1:\(i),u\(i % 7),c\(i % 5)\n"
      files["a\(i)-d.csv"] = "closed,contact,order,value\n2026-02-01 1:\(i),u\(i % 9),d\(i),\(i)\n"
    }
    let plan = Self.plan.replacing("visits.csv", with: "a*-v.csv").replacing("deals.csv", with: "a*-d.csv")
      .replacing("currency: EUR", with: "currency: USD")
    var reports: [ReportFiles] = []
    for (threads, block) in [("1", "16"), ("2", "1048576"), ("5", "32")] {
      try workdir.write("plan.yaml", plan)
      for (name, text) in files { try workdir.write(name, text) }
      let run = try Tributary.run(
        ["run", "--config", "plan.yaml", "--output", "report", "--threads", threads, "--memory", "32MiB"], in: workdir.root,
        environment: ["TRIBUTARY_TEST_BATCH_BYTES": block])
      try #require(run.status == 0, "\(run.standardError)")
      reports.append(try ReportFiles(workdir.path("report")))
    }
    #expect(try rows(workdir).count == 6)
    for report in reports { #expect(report.differences(from: reports[0]) == []) }
  }

  @Test func aFileOfTwoSetsIsRefusedAndOneNamedTwiceIsReadOnce() throws {
    let workdir = try Workdir()
    let both = try run("inputs:\n  - visits.csv\n  - {paths: ['*.csv'], constants: {event: won}}\n", in: workdir)
    #expect(both.status == 78)
    #expect(
      both.standardError == "tributary: plan.yaml:3:5: this set names visits.csv, which the set at plan.yaml:2:5 names, too; "
        + "a file belongs to one set, for each says how it reads\n")
    #expect(!workdir.exists("report"))
    try FileManager.default.createSymbolicLink(atPath: workdir.path("again.csv"), withDestinationPath: "deals.csv")
    let linked = Self.plan.replacing("paths: visits.csv", with: "paths: [visits.csv, again.csv]")
    let alias = try run(linked, in: workdir)
    #expect(alias.status == 78)
    #expect(alias.standardError.contains("names deals.csv, which the set at plan.yaml:5:5 names (as again.csv)"))
    let twice = Self.plan.replacing("paths: deals.csv", with: "paths: [deals.csv, ./deals.csv, again.csv]")
      .replacing("currency: EUR", with: "currency: USD")
    let run = try run(twice, in: workdir)
    #expect(run.status == 0, "\(run.standardError)")
    #expect(try ReportFiles.counts(workdir.path("report"))["read"] == 4)
  }

  @Test func aConstantBesideAColumnOfItsNameIsRefused() throws {
    let workdir = try Workdir()
    let deals = ["deals.csv": "time,user_id,stage,amount\n2026-01-02,u1,won,3\n"]
    let run = try run("inputs: [{paths: deals.csv, constants: {event: won}}]", [], deals, in: workdir)
    #expect(run.status == 78)
    #expect(
      run.standardError.hasPrefix("tributary: deals.csv: 'event' has a constant in its input set, but the header has 'stage', "))
  }

  @Test func aSetWithoutAFileIsToldOf() throws {
    let workdir = try Workdir()
    try FileManager.default.createDirectory(atPath: workdir.path("later"), withIntermediateDirectories: true)
    let plan = Self.plan.replacing("currency: EUR", with: "currency: USD") + "\n  - {paths: later, constants: {event: lead}}\n"
    let run = try run(plan, in: workdir)
    #expect(run.status == 0)
    #expect(
      run.standardError.contains("warning: plan.yaml:14:5: no file was found for this set of inputs (names that begin with a "))
  }

  @Test func inputsOfTheCommandLineStandAlone() throws {
    let workdir = try Workdir()
    let plain = ["plain.csv": "time,event,user_id,channel,amount\n2026-01-02,touch,u1,tv,\n2026-01-03,won,u1,,7\n"]
    let run = try run(Self.plan, ["plain.csv"], plain, in: workdir)
    try #require(run.status == 0, "\(run.standardError)")
    #expect(try rows(workdir) == ["tv/1.000000/7.00/0.00"])
  }

  @Test func spendOfAnyColumnsMeetsTheTouches() throws {
    let workdir = try Workdir()
    let plan =
      Self.plan.replacing("currency: EUR", with: "currency: USD") + """

        spend:
          - paths: ads.csv
            columns: {date: date_day, channel: utm_source, amount: spend}
          - {paths: mail.csv, constants: {channel: email}}
        """
    let spend = ["ads.csv": "date_day,utm_source,spend\n2026-01-01,ads,30\n", "mail.csv": "day,cost\n2026-01-01,5\n"]
    let run = try run(plan, [], spend, in: workdir)
    try #require(run.status == 0, "\(run.standardError)")
    #expect(try rows(workdir).prefix(2) == ["ads/0.500000/500.00/30.00", "email/0.500000/500.00/5.00"])
    let both = try self.run(plan.replacing("mail.csv", with: "'*s.csv'"), [], spend, in: workdir)
    #expect(both.status == 78 && both.standardError.contains("this set names ads.csv, which"), "\(both.standardError)")
  }

  /// One kind in tabs without a header line and in Korean, one in JSON lines, one in commas.
  @Test func eachSetHasItsFormatEncodingAndHeader() throws {
    let workdir = try Workdir()
    let korean = Array("2026-01-01\ttouch\tu1\t".utf8) + [0xB0, 0xCB, 0xBB, 0xF6, 0x0A]  // 검색
    try workdir.write("feed.tsv", korean)
    let plan = """
      model: linear
      inputs:
        - {paths: feed.tsv, format: tsv-unquoted, encoding: cp949, header: [time, event, user_id, channel]}
        - {paths: deals.jsonl, columns: {time: at, user_id: who.id, amount: who.paid}, constants: {event: won}}
        - more.csv
      """
    let files = [
      "deals.jsonl": "{\"at\":\"2026-01-02\",\"who\":{\"id\":\"u1\",\"paid\":8}}\n",
      "more.csv": "time,event,user_id,channel\n2026-01-01,touch,u1,email\n",
    ]
    let run = try run(plan, [], files, in: workdir)
    try #require(run.status == 0, "\(run.standardError)")
    #expect(try rows(workdir) == ["email/0.500000/4.00/0.00", "검색/0.500000/4.00/0.00"])
    for (key, message) in [
      ("format: xml", "'format' reads 'xml'"), ("encoding: utf-9", "'encoding' reads 'utf-9'"), ("header: [a, b]", "'header': "),
      ("formats: csv", "did you mean 'format'"),
    ] {
      let wrong = try self.run("inputs: [{paths: more.csv, \(key)}]", [], files, in: workdir)
      #expect(wrong.status == 78 && wrong.standardError.contains(message), "\(key): \(wrong.standardError)")
      #expect(wrong.standardError.contains("plan.yaml:1:"), "\(wrong.standardError)")
    }
  }
}
