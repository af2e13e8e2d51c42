import Foundation
import ProgramTesting
import Testing

/// `credits.csv.gz`: every single credit, named, and adding up to what the other tables print.
@Suite struct CreditsFileTests {
  private static let header =
    "goal,model,goal_time,deal_id,journey_kind,journey,touch_time,channel,campaign,conversions,amount,currency"

  /// The list as text.
  private static func text(_ path: String, in workdir: Workdir) throws -> String {
    let run = try RunningProgram("/usr/bin/gzip", ["-dc", path], in: workdir.root).finish()
    guard run.status == 0 else { throw ProgramError(description: "gzip: \(run.standardError)") }
    return run.standardOutput
  }

  private static func table(_ report: String, in workdir: Workdir) throws -> CSVTable {
    try CSVTable(Array(text("\(report)/credits.csv.gz", in: workdir).utf8))
  }

  @Test(arguments: ConformanceCase.all)
  func addsUpToCampaigns(_ example: ConformanceCase) throws {
    let workdir = try Workdir()
    let run = try example.run(into: workdir.path("report"), in: workdir, options: ["--credits", "--journey-ids", "raw"])
    try #require(run.status == 0, "\(run.standardError)")
    let credits = try CreditsFileTests.table("report", in: workdir)
    for (table, keys) in [("campaigns.csv", 4), ("channels.csv", 3)] {
      let report = try CSVTable(file: workdir.path("report/\(table)"))
      for column in ["amount", "conversions"] {
        var sums: [[String]: Decimal] = [:]
        for row in credits.rows {
          let key = try ["goal", "model", "channel", "campaign"].prefix(keys).map { try credits.cell(row, $0) }
          sums[key, default: 0] += try LogReport.number(credits, row, column)
        }
        for row in report.rows {
          let sum = sums.removeValue(forKey: Array(row[..<keys])) ?? 0
          #expect(try sum == LogReport.number(report, row, column), "\(table) \(column): \(row)")
        }
        #expect(sums.isEmpty, "\(table) lacks \(sums.keys)")
      }
    }
  }

  /// Against the twin of identity: every line names the journey that the twin found.
  @Test(arguments: 0..<5)
  func namesTheJourneysOfTheTwin(round: Int) throws {
    let log = VisitLog.random(count: 300, seed: UInt64(4000 + round))
    try CreditsFileTests.expectTwin(of: log, IdentityTests.options(round))
  }

  @Test(arguments: [RunCondition.plain, .spilledFiveThreads, .tinyFiveThreads])
  func namesJourneysThatNoWorkerCanHold(condition: RunCondition) throws {
    let options = ["--goal", "won", "--lookback", "15m", "--model", "linear", "--model", "first-touch"]
    try CreditsFileTests.expectTwin(of: VisitLog.huge(rows: 40_000, seed: 6), options, condition)
  }

  private static func expectTwin(of log: VisitLog, _ options: [String], _ condition: RunCondition = .plain) throws {
    let workdir = try Workdir()
    let all = options + ["--credits", "--journey-ids", "raw"]
    _ = try LogReport(IdentityTwin.resolved(log), "twin", in: workdir, all)
    _ = try LogReport(log, "log", in: workdir, all, condition)
    let twin = try table("twin/report", in: workdir), found = try table("log/report", in: workdir)
    let kind = try found.column("journey_kind"), journey = try found.column("journey")
    // The twin's journeys are accounts called "user u1".
    let named = found.rows.map { row in
      var row = row
      row[journey] = "\(row[kind].prefix { $0 != "_" }) \(row[journey])"
      row[kind] = "account_id"
      return row
    }
    #expect(named.count > 1000 && named == twin.rows)
  }

  @Test func isWrittenAsReviewed() throws {
    let workdir = try Workdir()
    try workdir.write(
      "log.csv",
      """
      time,event,user_id,anonymous_id,channel,campaign,deal_id,amount
      2026-01-01T00:00:00Z,touch,,c1,email,"a, b",,
      2026-01-02T00:00:00.25Z,touch,u1,c1,search,,,
      2026-01-03T00:00:00Z,touch,u1,,search,,,
      2026-01-04T00:00:00Z,won,u1,,,,"=D1",100
      2026-01-05T00:00:00Z,won,,c2,,,,7
      2026-01-06T00:00:00Z,won,u1,,,,"=D1",-50

      """)
    let options = ["--credits", "--model", "linear", "--time-zone", "Asia/Seoul", "--currency", "USD", "log.csv"]
    func run(_ more: [String]) throws -> FinishedRun {
      try Tributary.run(["run", "--output", "report"] + options + more, in: workdir.root)
    }
    #expect(try run(["--journey-ids", "raw"]).standardError.isEmpty)
    let won = "won,linear,2026-01-04T09:00:00+09:00,=D1,user_id,u1,2026-01-0"
    let back = "won,linear,2026-01-06T09:00:00+09:00,=D1,user_id,u1,2026-01-0"
    let lines = [
      CreditsFileTests.header,
      won + #"1T09:00:00+09:00,email,"a, b",0.333334,33.34,USD"#,
      back + #"1T09:00:00+09:00,email,"a, b",0.000000,-16.67,USD"#,
      won + "2T09:00:00.250000+09:00,search,,0.333333,33.33,USD",
      won + "3T09:00:00+09:00,search,,0.333333,33.33,USD",
      back + "2T09:00:00.250000+09:00,search,,0.000000,-16.67,USD",
      back + "3T09:00:00+09:00,search,,0.000000,-16.66,USD",
      "won,linear,2026-01-05T09:00:00+09:00,,anonymous_id,c2,,(unattributed),,1.000000,7.00,USD",
    ]
    let text = try CreditsFileTests.text("report/credits.csv.gz", in: workdir)
    #expect(text.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init) == lines + [""])
    #expect(workdir.text("report/datapackage.json").contains("\"credits.csv.gz\""))

    // HMAC-SHA256 of "user_id:u1", as any other program computes it.
    try workdir.write("key", "secret of a test\n")
    let keyed = try run(["--hash-key-file", "key"])
    #expect(keyed.status == 0 && keyed.standardError.isEmpty, "\(keyed.standardError)")
    #expect(try CreditsFileTests.text("report/credits.csv.gz", in: workdir).contains(",user_id,a3319fb94d33b343e52468976828f88b,"))
    let keyless = try run([])
    #expect(keyless.status == 0 && keyless.standardError.contains("--hash-key-file"), "\(keyless.standardError)")
    #expect(try CreditsFileTests.text("report/credits.csv.gz", in: workdir).contains(",user_id,cdebe42d98cdf3f3925b2ed5a921f5e0,"))

    #expect(try run(["--journey-ids", "raw", "--spreadsheet", "excel", "--decimal-comma"]).status == 0)
    let excel = try CreditsFileTests.text("report/credits.csv.gz", in: workdir)
    #expect(excel.hasPrefix("\u{FEFF}goal;model;") && excel.contains(";'=D1;user_id;u1;") && excel.contains(";33,33;USD"))

    #expect(try run(["--no-credits"]).status == 0)
    #expect(!workdir.exists("report/credits.csv.gz") && !workdir.text("report/datapackage.json").contains("credits"))
  }

  @Test func saysWhatCannotBeMeant() throws {
    let workdir = try Workdir()
    try workdir.write("log.csv", "time,event,user_id,channel\n2026-01-01,touch,u1,email\n")
    try workdir.write("empty", "\n")
    try workdir.write("long", String(repeating: "x", count: 5000))
    try workdir.write("plan.yaml", "credits: true\njourney-ids: raw\nhash-key-file: empty\n")
    func expect(_ status: Int32, _ words: String, _ options: [String]) throws {
      let run = try Tributary.run(["run", "--output", "report"] + options + ["log.csv"], in: workdir.root)
      #expect(run.status == status && run.standardError.contains(words), "\(options): \(run.status) \(run.standardError)")
      #expect(!workdir.exists("report"))
    }
    try expect(64, "add --credits", ["--journey-ids", "raw"])
    try expect(64, "add --credits", ["--hash-key-file", "empty"])
    try expect(64, "it is hash or raw", ["--credits", "--journey-ids", "md5"])
    try expect(64, "is for hashed journeys", ["--credits", "--journey-ids", "raw", "--hash-key-file", "empty"])
    try expect(64, "holds no key", ["--credits", "--hash-key-file", "empty"])
    try expect(64, "more than 4096 bytes", ["--credits", "--hash-key-file", "long"])
    try expect(66, "none: cannot be read", ["--credits", "--hash-key-file", "none"])
    try expect(78, "plan.yaml:3:16: 'hash-key-file' is for hashed journeys", ["--config", "plan.yaml"])
  }
}
