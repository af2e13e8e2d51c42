import Foundation
import ProgramTesting
import Testing

/// `tributary init`: from files that nobody has described to a configuration that runs.
@Suite struct InitTests {
  private func initialise(_ arguments: [String], in workdir: Workdir) throws -> FinishedRun {
    try Tributary.run(["init"] + arguments, in: workdir.root, environment: ["TZ": "UTC"])
  }

  /// Makes a configuration, compares it with the reviewed one, checks by it, and gives the counts of a run by it.
  private func counts(_ arguments: [String], in workdir: Workdir, golden: String) throws -> [String: Int] {
    let made = try initialise(arguments, in: workdir)
    try #require(made.status == 0, "\(made.standardError)")
    #expect(made.standardOutput.isEmpty)
    try Golden.expect(workdir.text("tributary.yaml") + "--- standard error\n" + made.standardError, is: golden)
    let check = try Tributary.run(["check", "--config", "tributary.yaml"], in: workdir.root)
    #expect(check.status == 0, "\(check.standardError)\(check.standardOutput)")
    let run = try Tributary.run(["run", "--quiet", "--config", "tributary.yaml"], in: workdir.root)
    try #require(run.status == 0, "\(run.standardError)")
    return try ReportFiles.counts(workdir.path("tributary-report"))
  }

  /// Columns as the documentation calls them, in a file a day, with everything else a report needs.
  @Test func aSampleOfOurOwnNeedsNoGuess() throws {
    let workdir = try Workdir()
    let header = "time,event,account_id,user_id,anonymous_id,channel,campaign,deal_id,amount,currency,event_id\n"
    for day in 1...4 {
      try workdir.write(
        "logs/2026-03-0\(day).csv",
        header + "2026-03-0\(day)T09:30:00Z,touch,,u\(day),c\(day),google,brand,,,,e\(day)1\n"
          + "2026-03-0\(day)T10:30:00Z,lead,a\(day),u\(day),,,,,,,e\(day)2\n")
    }
    try workdir.write(
      "logs/deals.csv",
      header + "2026-03-05T09:30:00Z,opportunity,a1,u1,,,,d1,9000,USD,e51\n2026-03-06T09:30:00Z,won,a1,u1,,,,d1,9000,USD,e61\n"
        + "2026-03-06T09:30:00Z,won,a2,u2,,,,d2,500000,KRW,e62\n")
    try workdir.write("spend.csv", "date,channel,amount,currency\n2026-03-01,google,100,USD\n2026-03-02,radio,50,USD\n")
    try workdir.write("rates.csv", "date,base,quote,rate\n2026-01-01,USD,KRW,1400\n")
    let counts = try counts(["logs/", "spend.csv", "rates.csv"], in: workdir, golden: "init-sample.txt")
    #expect(counts["read"] == 11 && !counts.keys.contains { $0.contains("rejected: ") } && counts["left out: ignored"] == nil)
    #expect(counts["used: credited"] == 2 && counts["used: goal"] == 2)
  }

  /// A CRM's export with names of its own in CP949, and a log of visits with utm columns.
  @Test func aKoreanExportAndALogOfVisits() throws {
    let workdir = try Workdir()
    let cp949 = String.Encoding(rawValue: 0x8000_0422)
    let deals = """
      고객사,담당자 이메일,단계,계약번호,계약일시,계약금액,비고
      가나다,kim@example.com,상담,,2026-03-02 10:00,,
      가나다,kim@example.com,데모,K-1,2026-03-05 14:00,,중요
      가나다,kim@example.com,계약완료,K-1,2026-03-20 18:30,"￦12,000,000",
      라마바,lee@example.com,상담,,2026-03-03 9:05,,
      라마바,lee@example.com,내부검토,K-2,2026-03-09 9:05,,
      라마바,lee@example.com,계약완료,K-2,2026-03-25 11:00,"￦3,500,000",

      """
    try workdir.write("crm.csv", try #require(deals.data(using: cp949)))
    try workdir.write(
      "visits.csv",
      "visited_at,cookie_id,email,utm_source,utm_medium,utm_campaign,landing_page\n"
        + "2026-03-01 09:00:00,c1,,naver,cpc,spring,/a\n2026-03-02 09:00:00,c1,kim@example.com,google,cpc,spring,/b\n"
        + "2026-03-02 21:00:00,c2,lee@example.com,kakao,social,,/c\n")
    let counts = try counts(["crm.csv", "visits.csv"], in: workdir, golden: "init-korean.txt")
    #expect(counts["read"] == 9 && !counts.keys.contains { $0.contains("rejected: ") })
    #expect(
      counts["used: credited"] == 3 && counts["used: goal"] == 2 && counts["used: stage"] == 3 && counts["left out: ignored"] == 1)
  }

  /// Nested keys, as Google Analytics exports them.
  @Test func jsonLinesByTheirPaths() throws {
    let workdir = try Workdir()
    func line(_ time: Int, _ event: String, _ source: String, _ rest: String = "") -> String {
      #"{"event_date":"20260301","event_timestamp":\#(time),"event_name":"\#(event)","user_pseudo_id":"p\#(time % 2)","#
        + #""user":{"id":"u\#(time % 2)"},"traffic_source":{"source":"\#(source)","medium":"cpc"},"items":[{"id":1},{"id":2}]\#(rest)}"#
        + "\n"
    }
    var text = ""
    for i in 0..<6 { text += line(1_772_355_600_000_000 + i, "page_view", i < 4 ? "google" : "(direct)") }
    text += line(1_772_355_700_000_001, "scroll", "google")
    text += line(1_772_355_800_000_001, "purchase", "google", #","ecommerce":{"purchase_revenue":120.5,"currency":"EUR"}"#)
    try workdir.write("ga4/events.jsonl", text)
    let counts = try counts(["ga4"], in: workdir, golden: "init-json.txt")
    #expect(counts["read"] == 8 && !counts.keys.contains { $0.contains("rejected: ") })
    #expect(counts["used: goal"] == 1 && counts["used: credited"] == 3 && counts["left out: ignored"] == 1)
  }

  /// Semicolons and decimal commas, as spreadsheets write where the comma is a decimal sign.
  @Test func decimalCommas() throws {
    let workdir = try Workdir()
    try workdir.write(
      "umsatz.csv",
      "Kunde ID;customer_id;order_date;order_id;revenue;currency;source\n1;k1;2026-03-04;o1;1.234,50;EUR;google\n"
        + "2;k2;2026-03-05;o2;99,90;EUR;bing\n")
    try workdir.write("klicks.csv", "clicked_at;customer_id;source\n2026-03-01 10:00;k1;google\n2026-03-02 10:00;k2;bing\n")
    try workdir.write("kosten.csv", "Day;Campaign;Source;Impressions;Clicks;Cost (EUR)\n2026-03-01;c;google;1200;31;12,75\n")
    let counts = try counts(["."], in: workdir, golden: "init-comma.txt")
    #expect(
      counts["read"] == 4 && !counts.keys.contains { $0.contains("rejected: ") } && counts["used: goal"] == 2
        && counts["used: credited"] == 2)
    #expect(workdir.text("tributary-report/channels.csv").contains("won,linear,google,1,1.000000,1234.50,EUR,"))
  }

  @Test(.enabled(if: RealLogTests.hasPlaybook, "../shared/real/attribution-playbook is not here: init was not tried on it"))
  func thePlaybooksFilesAreUnderstood() throws {
    let workdir = try Workdir()
    for file in ["sessions", "customer_conversions", "ad_spend"] {
      try FileManager.default.copyItem(
        atPath: "\(RealLogTests.playbook)/\(file).csv", toPath: workdir.path("\(file).csv"))
    }
    let made = try initialise(["sessions.csv", "customer_conversions.csv", "ad_spend.csv"], in: workdir)
    try #require(made.status == 0, "\(made.standardError)")
    let check = try Tributary.run(["check", "--config", "tributary.yaml"], in: workdir.root)
    #expect(check.status == 0, "\(check.standardError)")
    let run = try Tributary.run(["run", "--quiet", "--config", "tributary.yaml", "--model", "linear"], in: workdir.root)
    try #require(run.status == 0, "\(run.standardError)")
    let counts = try ReportFiles.counts(workdir.path("tributary-report"))
    #expect(counts["read"] == 111 && !counts.keys.contains { $0.contains("rejected: ") })
    let report = try CSVTable(file: workdir.path("tributary-report/channels.csv"))
    let channels = try report.rows.map { try report.cell($0, "channel") }
    #expect(channels.contains("facebook_ads") && channels.contains("adwords"))
  }

  /// What is no log is named with its reason, and the rest is read.
  @Test func whatIsNotUnderstoodIsNamed() throws {
    let workdir = try Workdir()
    try workdir.write("a/notes.txt", "Dear all,\nplease find the numbers below.\n")
    try workdir.write("a/log.csv", "time,event,user_id,channel\n2026-03-01,click,u1,tv\n2026-03-02,purchse,u1,\n")
    try workdir.write("a/dots.csv", "결제일,회원번호,금액\n2026.03.01 10:00,u1,5\n")
    try workdir.write("a/book.parquet", "PAR1....")
    try workdir.write("a/array.json", "[{\"time\": 1}]")
    try workdir.write("a/empty.csv", "")
    let counts = try counts(["a"], in: workdir, golden: "init-rest.txt")
    #expect(counts["read"] == 2 && counts["used: goal"] == 1 && counts["used: credited"] == 1)
  }
}

/// Where nothing can be written, and what then stands on standard error.
@Suite struct InitRefusalTests {
  private static let log = "time,event,user_id,channel\n2026-03-01,click,u1,tv\n"

  @Test func nothingUnderstoodIs65() throws {
    let workdir = try Workdir()
    try workdir.write("thesis.txt", "All happy families are alike;\nevery unhappy family is unhappy in its own way.\n")
    try workdir.write("nobody.csv", "time,event,channel\n2026-03-01,click,tv\n")
    let made = try Tributary.run(["init", "thesis.txt", "nobody.csv"], in: workdir.root)
    #expect(made.status == 65)
    try Golden.expect(made.standardError, is: "init-nothing.txt")
    #expect(try workdir.names(besides: ["thesis.txt", "nobody.csv"]) == [])
  }

  @Test func missingInputsAre66() throws {
    let workdir = try Workdir()
    try FileManager.default.createDirectory(atPath: workdir.path("bare"), withIntermediateDirectories: false)
    let missing = try Tributary.run(["init", "no.csv"], in: workdir.root)
    #expect(missing.status == 66 && missing.standardError.hasPrefix("tributary: no.csv: no such file or directory"))
    let bare = try Tributary.run(["init", "bare"], in: workdir.root)
    #expect(bare.status == 66 && bare.standardError.contains("bare: no file is in there"))
    #expect(try Tributary.run(["init"], in: workdir.root).status == 64)
    #expect(!workdir.exists("tributary.yaml"))
  }

  @Test func aFileThatStandsThereIsLeft() throws {
    let workdir = try Workdir()
    try workdir.write("e.csv", Self.log)
    try workdir.write("tributary.yaml", "mine: yes\n")
    let refused = try Tributary.run(["init", "e.csv"], in: workdir.root)
    #expect(refused.status == 73 && refused.standardError.contains("tributary.yaml exists and is left as it is; give --force"))
    #expect(workdir.text("tributary.yaml") == "mine: yes\n")
    let printed = try Tributary.run(["init", "e.csv", "--output", "-"], in: workdir.root)
    #expect(printed.status == 0 && printed.standardOutput.contains("\ninputs:\n"))
    #expect(workdir.text("tributary.yaml") == "mine: yes\n")
    #expect(try Tributary.run(["init", "e.csv", "--force"], in: workdir.root).status == 0)
    #expect(workdir.text("tributary.yaml") == printed.standardOutput)
    #expect(try Tributary.run(["init", "e.csv", "-o", "no/such/folder.yaml"], in: workdir.root).status == 73)
  }

  /// Paths are meant from the configuration's own folder, so elsewhere they are whole.
  @Test func aConfigurationElsewhereFindsItsFiles() throws {
    let workdir = try Workdir()
    try workdir.write("e.csv", Self.log)
    try workdir.write("plans/readme", "")
    #expect(try Tributary.run(["init", "e.csv", "--output", "plans/first.yaml"], in: workdir.root).status == 0)
    let check = try Tributary.run(["check", "--config", "plans/first.yaml"], in: workdir.root)
    #expect(check.status == 0 && check.standardOutput.contains("read: 1;"), "\(check.standardError)")
  }

  /// Ids, and what stands in columns that are not understood, are nobody's business.
  @Test func noValueOfAnIDIsShown() throws {
    let workdir = try Workdir()
    try workdir.write(
      "e.csv", "time,event,email,phone,secret,channel\n2026-03-01,click,kim@example.com,010-1234-5678,hush,tv\n")
    let made = try Tributary.run(["init", "e.csv", "-o", "-"], in: workdir.root)
    #expect(made.status == 0)
    for text in ["kim@", "1234", "hush"] { #expect(!(made.standardOutput + made.standardError).contains(text)) }
    #expect(made.standardOutput.contains("channel: channel") && made.standardOutput.contains("tv 1"))
  }
}

/// Every log of the conformance cases: a configuration that a run takes, and never a crash.
@Suite struct InitConformanceTests {
  @Test(arguments: ConformanceCase.all)
  func everyLogGivesAConfigurationThatIsTaken(_ example: ConformanceCase) throws {
    let workdir = try Workdir()
    let files = example.settings.events + example.settings.spend + (example.settings.rates ?? [])
    let made = try Tributary.run(["init", "-o", workdir.path("first.yaml")] + files, in: example.folder)
    if made.status == 65 {
      #expect(made.standardError.contains("no event log is among"))
      return
    }
    try #require(made.status == 0, "\(made.standardError)")
    let dry = try Tributary.run(
      ["run", "--dry-run", "--config", "first.yaml", "--output", workdir.path("report")], in: workdir.root)
    #expect(dry.status == 0, "\(dry.standardError)\n\(workdir.text("first.yaml"))")
  }

  /// `--force` is for a former configuration, not for what is looked at.
  @Test func anInputIsNeverReplaced() throws {
    let workdir = try Workdir()
    let text = "time,event,user_id,channel\n2026-01-01,touch,a,email\n"
    try workdir.write("log.csv", text)
    let run = try Tributary.run(["init", "log.csv", "--output", "./log.csv", "--force"], in: workdir.root)
    #expect(run.status == 64 && run.standardError.contains("which it would replace"), "\(run.standardError)")
    #expect(workdir.text("log.csv") == text)
  }
}
