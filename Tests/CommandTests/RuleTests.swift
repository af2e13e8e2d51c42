import Foundation
import ProgramTesting
import Testing

/// Rules of the specification that no worked case would notice the loss of, each in a log of a few rows.
@Suite struct RuleTests {
  /// What a run came to: the rows of `channels.csv`, the counts and the currency.
  private struct Outcome {
    let table: CSVTable
    let counts: [String: Int]
    /// Rows of `rejects.csv`.
    let rejects: [[String]]

    func cell(_ channel: String, _ column: String) throws -> String? {
      let place = try table.column("channel")
      return try table.rows.first { $0[place] == channel }.map { try table.cell($0, column) }
    }
  }

  private func outcome(
    _ rows: [String], header: String = "time,event,user_id,channel,cost,amount,currency", _ options: [String] = [],
    spend: String? = nil, environment: [String: String] = [:]
  ) throws -> Outcome {
    let workdir = try Workdir()
    try workdir.write("ignoring.yaml", "ignore: [heartbeat]\n")
    try workdir.write("log.csv", ([header] + rows).joined(separator: "\n") + "\n")
    var arguments = ["run", "--output", "report", "--max-rejects", "100%"] + options
    if let spend { arguments += ["--spend", try workdir.write("spend.csv", spend)] }
    let run = try Tributary.run(arguments + ["log.csv"], in: workdir.root, environment: environment)
    try #require(run.status == 0, "\(run.standardError)")
    return try Outcome(
      table: CSVTable(file: workdir.path("report/channels.csv")), counts: ReportFiles.counts(workdir.path("report")),
      rejects: CSVTable(file: workdir.path("report/rejects.csv")).rows)
  }

  /// Of a row that names only a deal, whose it is is looked at before its channel and its money, though nobody knows that
  /// before the last row is read.
  @Test(arguments: [[], ["--threads", "5"]], [nil, "37"] as [String?])
  func identityIsMissedBeforeChannelAndMoney(_ options: [String], _ block: String?) throws {
    let broken = ["touch,,,", "won,,,12 or so", "won,,QQ,5", "won,,JPY,5", "won,\"\n\",,x"]
    var rows: [String] = []
    for (place, row) in broken.enumerated() {
      for deal in ["named", "unnamed"] { rows.append("2026-01-0\(place + 1),,\(deal),\(row)") }
    }
    rows += ["2026-01-09,u,named,lead,,,", "2026-01-09,,unnamed,lead,,,"]
    let found = try outcome(
      rows, header: "time,user_id,deal_id,event,channel,currency,amount", ["--currency", "USD"] + options,
      environment: block.map { ["TRIBUTARY_TEST_BATCH_BYTES": $0] } ?? [:])
    #expect(
      found.counts.filter { $0.key.hasPrefix("rejected") } == [
        "rejected: missing identity": 6, "rejected: missing channel": 1, "rejected: unreadable amount": 2,
        "rejected: unknown currency": 1, "rejected: no exchange rate": 1,
      ])
    #expect(
      found.rejects.map { $0[1] + $0[2] + $0[4] } == [
        "2missing channel", "3missing identity", "4unreadable amount12 or so", "5missing identity", "6unknown currencyQQ",
        "7missing identity", "8no exchange rateJPY", "9missing identity", "10unreadable amountx", "12missing identity",
        "15missing identity",
      ])
  }

  /// What a row's money says of the run counts only where the row stays.
  @Test func rejectedRowsDecideNoCurrency() throws {
    let header = "time,user_id,deal_id,event,channel,currency,amount"
    let nameless = "2026-01-02,,nobody's,won,,EUR,10.1234567"
    let one = try outcome([nameless, "2026-01-02,u,,won,,,10"], header: header)
    #expect(try one.cell("(unattributed)", "currency") == "XXX" && one.counts["rejected: missing identity"] == 1)
    let two = try outcome([nameless, "2026-01-02,u,,won,,USD,10"], header: header)
    #expect(try two.cell("(unattributed)", "currency") == "USD")
    let named = try outcome([nameless, "2026-01-02,u,nobody's,lead,,,"], header: header)
    #expect(try named.cell("(unattributed)", "currency") == "EUR" && named.counts["used: goal"] == 1)
  }

  /// A window of no length: the touch is eligible only at the very instant of the goal.
  @Test(arguments: [
    ("-1000000000000000001", "-1000000000000001"), ("-1000000000000000999", "-1000000000000001"),
    ("-1000000000000001000", "-1000000000000001"), ("1000000000000000999", "1000000000000000"),
    ("2026-01-01T00:00:00-05:00", "2026-01-01T05:00:00Z"), ("2026-01-01 00:00 -0530", "2026-01-01T05:30:00Z"),
    ("2026-01-01T09:00:00+0900", "2026-01-01"), ("20260101", "2026-1-1"), ("1767225600", "20260101"),
  ])
  func twoSpellingsOfOneInstant(touch: String, goal: String) throws {
    let found = try outcome(["\(touch),touch,u,email,,,", "\(goal),won,u,,,9,USD"], ["--lookback", "0d"])
    #expect(found.counts["used: credited"] == 1, "\(found.counts)")
  }

  @Test func theWindowIsNinetyDaysUnlessSet() throws {
    let found = try outcome([
      "2026-01-01T00:00:00Z,touch,u,early,,,", "2026-01-01T00:00:00.000001Z,touch,u,late,,,",
      "2026-04-01T00:00:00.000001Z,won,u,,,9,USD",
    ])
    #expect(found.counts["used: credited"] == 1 && found.counts["used: outside window"] == 1, "\(found.counts)")
    #expect(try found.cell("late", "touches") == "1")
  }

  @Test func theHalfLifeIsSevenDaysUnlessSet() throws {
    let rows = ["2026-01-01,touch,u,early,,,", "2026-01-08,touch,u,late,,,", "2026-01-08,won,u,,,9,USD"]
    let found = try outcome(rows, ["--model", "time-decay"])
    #expect(try found.cell("early", "amount") == "3.00" && found.cell("late", "amount") == "6.00")
  }

  @Test func theReportCurrencyIsFoundInSpendToo() throws {
    let found = try outcome(
      ["2026-01-01,touch,u,email,,,", "2026-01-02,won,u,,,9,"],
      spend: "date,channel,amount,currency\n2026-01-01,email,3,KWD\n")
    #expect(try found.cell("email", "currency") == "KWD" && found.cell("email", "amount") == "9.000")
  }

  @Test func withoutACurrencyMoneyHasTwoDecimalsAndNoName() throws {
    let found = try outcome(["2026-01-01,touch,u,email,,,", "2026-01-02,won,u,,,9,"])
    #expect(try found.cell("email", "currency") == "XXX" && found.cell("email", "amount") == "9.00")
  }

  /// The journey is not looked at for goals, its costs are for all that.
  @Test func costsOfJourneysWithoutAGoalCountInsideThePeriod() throws {
    let found = try outcome(
      [
        "2026-01-01T23:59:59Z,touch,u,email,1,,USD", "2026-01-02,touch,u,email,2,,USD", "2026-01-03,touch,v,webinar,4,,USD",
        "2026-01-02T12:00:00Z,touch,v,email,8,,USD",
      ], ["--from", "2026-01-02", "--to", "2026-01-03"])
    #expect(try found.cell("email", "spend") == "10.00")
    #expect(try found.cell("webinar", "spend") == nil, "its only cost is outside the period")
  }

  /// Then the account has no row of its own, and as a rule nothing else stands in its partition: whatever the seed, a
  /// journey must not be lost.
  @Test(arguments: 1...5)
  func anAccountThatOnlyIgnoredRowsNameIsAJourney(seed: Int) throws {
    let found = try outcome(
      ["2026-01-01,touch,,c,,email,", "2026-01-02,heartbeat,u,c,,,", "2026-01-03,heartbeat,u,,a,,", "2026-01-04,won,u,,,,9"],
      header: "time,event,user_id,anonymous_id,account_id,channel,amount", ["--config", "ignoring.yaml"],
      environment: ["TRIBUTARY_TEST_SEED": "\(seed)"])
    #expect(found.counts["used: credited"] == 1 && found.counts["used: goal"] == 1, "\(found.counts)")
    #expect(try found.cell("email", "amount") == "9.00")
  }

  /// A row that is rejected says nothing of who is who; one that is left out does.
  @Test func onlyAcceptedRowsLink() throws {
    let header = "time,event,user_id,anonymous_id,channel,amount,event_id"
    let won = ["2026-01-03,touch,,c,email,,", "2026-01-05,won,u,,,9,"]
    let rejected = try outcome(["2026-01-01,lead,u,c,,9 or so,"] + won, header: header)
    #expect(rejected.counts["used: no goal"] == 1, "\(rejected.counts)")
    let duplicate = try outcome(
      ["2026-01-01,lead,u,,,,e", "2026-01-01,lead,u,c,,,e"] + won, header: header)
    #expect(duplicate.counts["left out: duplicate"] == 1 && duplicate.counts["used: credited"] == 1, "\(duplicate.counts)")
  }

  @Test func textsThatLookLikeSomethingElse() throws {
    let workdir = try Workdir()
    func run(_ bytes: [UInt8], _ options: [String] = []) throws -> FinishedRun {
      try workdir.write("log.csv", bytes)
      return try Tributary.run(["run", "--output", "report"] + options + ["log.csv"], in: workdir.root)
    }
    let head = "time,event,user_id,channel,amount"
    let lone = try run(Array("\(head)\r2026-01-01,touch,u,a,\r2026-01-02,won,u,,5\r".utf8))
    #expect(lone.status == 65 && lone.standardError.contains("carriage returns alone"), "\(lone.standardError)")
    // The only letter beyond ASCII stands at its word's end.
    let accent = Array("\(head)\n2026-01-01,touch,u,Caf".utf8) + [0xE9] + Array(",\n2026-01-02,won,u,,5\n".utf8)
    #expect(try run(accent).status == 0)
    #expect(workdir.text("report/channels.csv").contains(",Café,1,"))
    let steering = try run(Array("\(head)\n2026-01-01,red\u{1B}[31m!,u,,\n".utf8))
    #expect(
      steering.status == 65 && steering.standardError.contains("red\\u{1b}[31m!") && !steering.standardError.contains("\u{1B}"))
    let hours = try run(
      Array("\(head)\n2026-01-01T13:00Z,won,u,,5\n".utf8), ["--from", "2026-01-01T12:00Z", "--to", "2026-01-02"])
    #expect(hours.status == 0)
    #expect(workdir.text("report/summary.json").contains("\"from\": \"2026-01-01T12:00:00"))
    #expect(workdir.text("report/summary.json").contains("\"to\": \"2026-01-02\""))
  }
}
