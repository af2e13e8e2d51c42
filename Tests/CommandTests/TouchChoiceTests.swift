import Foundation
import ProgramTesting
import Testing

/// `--touch-events`, `--session`, `--include-channel` and `--exclude-channel` from outside, ledger and all.
@Suite struct TouchChoiceTests {
  private static let log = """
    time,event,user_id,anonymous_id,channel,cost,amount
    2026-01-01T09:00:00Z,impression,u1,,display,1,
    2026-01-01T09:10:00Z,impression,,c1,display,1,
    2026-01-01T10:00:00Z,click,,c1,email,1,
    2026-01-01T10:30:00Z,click,u1,c1,email,1,
    2026-01-01T10:59:00Z,click,u1,,email,1,
    2026-01-01T11:00:00Z,page_view,u1,,Direct,1,
    2026-01-01T12:00:00Z,page_view,u2,,Direct,1,
    2026-01-02T00:00:00Z,won,u1,,,,100

    """

  private func run(_ arguments: [String], in workdir: Workdir) throws -> FinishedRun {
    try workdir.write("events.csv", TouchChoiceTests.log)
    return try Tributary.run(["run", "--output", "report", "--model", "linear"] + arguments + ["events.csv"], in: workdir.root)
  }

  /// Channel, touches and spend of each row.
  private func rows(_ workdir: Workdir) throws -> [String] {
    let table = try CSVTable(file: workdir.path("report/channels.csv"))
    return try table.rows.map { row in
      try ["channel", "touches", "spend"].map { try table.cell(row, $0) }.joined(separator: " ")
    }
  }

  @Test func allTouchesCountUnlessSaid() throws {
    let workdir = try Workdir()
    let run = try run([], in: workdir)
    #expect(run.status == 0)
    #expect(try rows(workdir) == ["Direct 1 2.00", "display 2 2.00", "email 3 3.00"])
    #expect(
      run.standardError == """
        tributary: warning: 2 of 7 touches are impressions and 2 page views: more than half, so what was only seen may take most \
        of the credit; choose what counts, as in --touch-events click,visit

        """)
  }

  /// The link that only an ignored row says holds: `c1` is `u1` by a click here, so the impression of `c1` is, too.
  @Test func eventsNotChosenAreIgnored() throws {
    let workdir = try Workdir()
    let run = try run(["--touch-events", "clicks,visit", "--touch-events", "impression"], in: workdir)
    #expect(run.status == 0 && run.standardError.isEmpty, "\(run.standardError)")
    #expect(try rows(workdir) == ["display 2 2.00", "email 3 3.00"])
    #expect(try ReportFiles.counts(workdir.path("report"))["left out: ignored"] == 2)
    let views = try self.run(["--touch-events", "page_view"], in: workdir)
    #expect(views.status == 0)
    #expect(try rows(workdir) == ["Direct 1 2.00"])
  }

  @Test func repeatsOfASessionAreOneTouch() throws {
    let workdir = try Workdir()
    let run = try run(["--session", "30m", "--quiet"], in: workdir)
    #expect(run.status == 0)
    // Over links and rows that moved: 10:00, 10:30 and 10:59 are one session of one person.
    #expect(try rows(workdir) == ["Direct 1 2.00", "display 1 1.00", "email 1 1.00"])
    let counts = try ReportFiles.counts(workdir.path("report"))
    #expect(counts["left out: same session"] == 3 && counts["used: credited"] == 3 && counts["used: no goal"] == 1)
    let short = try self.run(["--session", "29m", "--quiet"], in: workdir)
    #expect(short.status == 0)
    #expect(try ReportFiles.counts(workdir.path("report"))["left out: same session"] == 2)
  }

  @Test(arguments: [
    ["--exclude-channel", "DI*"], ["--include-channel", "e*"], ["--include-channel", "*", "--exclude-channel", "d*"],
  ])
  func channelsNotChosenAreLeftOut(_ options: [String]) throws {
    let workdir = try Workdir()
    let run = try run(options + ["--quiet"], in: workdir)
    #expect(run.status == 0)
    #expect(try rows(workdir) == ["email 3 3.00"])
    let counts = try ReportFiles.counts(workdir.path("report"))
    // Of journeys without a goal, too.
    #expect(counts["left out: excluded channel"] == 4 && counts["used: credited"] == 3 && counts["read"] == 8)
  }

  @Test func aPatternThatFitsNothingIsToldOf() throws {
    let workdir = try Workdir()
    let run = try run(["--exclude-channel", "dirct", "--touch-events", "click,page_view"], in: workdir)
    #expect(run.status == 0)
    #expect(
      run.standardError.contains("warning: --exclude-channel 'dirct' fits no channel of any event; did you mean 'Direct'?\n"))
  }

  @Test func theSummaryStatesTheChoice() throws {
    let workdir = try Workdir()
    let run = try run(
      ["--session", "0.5h", "--touch-events", "page_view", "--exclude-channel", "x*", "--alias", "a=b", "--quiet"], in: workdir)
    #expect(run.status == 0)
    let text = workdir.text("report/summary.json").filter { !$0.isWhitespace }
    #expect(
      text.contains(
        #""aliases":{"a":"b"},"touch-events":["page_view","pageview"],"session":"30m","exclude-channel":["x*"]"#))
  }

  @Test func whatCannotBeMeantIsRefused() throws {
    let workdir = try Workdir()
    let event = try run(["--touch-events", "clik"], in: workdir)
    #expect(event.status == 64)
    #expect(
      event.standardError == "tributary: --touch-events names 'clik', which is no event that means a touch; did you mean 'click'?\n"
    )
    let session = try run(["--session", "0s"], in: workdir)
    #expect(session.status == 64 && session.standardError.contains("--session reads '0s'; write a duration above 0"))
    let chain = try run(["--alias", "a=b", "--alias", "b=c"], in: workdir)
    #expect(chain.status == 64 && chain.standardError.contains("'a' is an alias of 'b'"))
  }
}
