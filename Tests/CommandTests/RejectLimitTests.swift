import ProgramTesting
import Testing

/// Rows above the limit end the run with 65: counts per reason, the first three rejects, no report.
@Suite struct RejectLimitTests {
  private static let secret = "customer-4711"

  /// 95 good rows and five bad ones, on lines 11, 21, 31, 41 and 51.
  private static func log() -> String {
    var text = "time,event,user_id,channel,amount,currency\n"
    for row in 2...101 {
      switch row {
      case 11, 21: text += "yesterday,touch,\(secret),email,,\n"
      case 31: text += "2026-01-02,dance,\(secret),email,,\n"
      case 41: text += "2026-01-02,touch,\(secret),,,\n"
      case 51: text += "2026-01-03,won,\(secret),,ten,USD\n"
      default: text += "2026-01-02,touch,u\(row),email,,\n"
      }
    }
    return text
  }

  private func run(_ options: [String], in workdir: Workdir) throws -> FinishedRun {
    try workdir.write("events.csv", RejectLimitTests.log())
    return try Tributary.run(["run", "--output", "report"] + options + ["events.csv"], in: workdir.root)
  }

  @Test func overThePercentageIs65AndExplained() throws {
    let workdir = try Workdir()
    let run = try run(["--rejects", "rejected.csv"], in: workdir)
    #expect(run.status == 65, "\(run.standardError)")
    #expect(run.standardError.contains("5 of 100 rows were rejected, more than --max-rejects 1% allows; nothing was written\n"))
    #expect(!workdir.exists("report"))
    for words in ["unreadable time", "unknown event", "missing channel", "unreadable amount"] {
      #expect(run.standardError.contains(words), "'\(words)' is not counted: \(run.standardError)")
    }
    for line in ["events.csv:11", "events.csv:21", "events.csv:31"] {
      #expect(run.standardError.contains(line), "the reject at \(line) is not shown: \(run.standardError)")
    }
    #expect(!run.standardError.contains("events.csv:41"), "three rejects are enough")
    #expect(!run.standardError.contains(RejectLimitTests.secret), "a customer's id was printed")
    let rejects = try CSVTable(file: workdir.path("rejected.csv"))
    #expect(rejects.header == ["source", "line", "reason", "column", "text"])
    #expect(rejects.rows.map { $0[1] } == ["11", "21", "31", "41", "51"])
    #expect(!workdir.text("rejected.csv").contains(RejectLimitTests.secret))
  }

  @Test func aCountIsJudgedAtOnceAndInclusive() throws {
    let stopped = try run(["--max-rejects", "4"], in: try Workdir())
    #expect(stopped.status == 65)
    #expect(stopped.standardError.contains("5 of 100 rows read so far were rejected, more than --max-rejects 4 allows"))
    #expect(stopped.standardError.contains("Known by then:\n  unreadable time: 2"), "\(stopped.standardError)")
    #expect(try run(["--max-rejects", "5"], in: try Workdir()).status == 0)
    #expect(try run(["--max-rejects", "0"], in: try Workdir()).status == 65)
  }

  @Test func underThePercentageTheReportListsThem() throws {
    let workdir = try Workdir()
    let run = try run(["--max-rejects", "5%"], in: workdir)
    #expect(run.status == 0, "\(run.standardError)")
    let rejects = try CSVTable(file: workdir.path("report/rejects.csv"))
    #expect(rejects.rows.map { $0[0] + ":" + $0[1] } == [11, 21, 31, 41, 51].map { "events.csv:\($0)" })
    #expect(rejects.rows.first?.last == "yesterday")
    let counts = try ReportFiles.counts(workdir.path("report"))
    #expect(counts["read"] == 100)
    #expect(counts["rejected: unreadable time"] == 2)
    #expect(counts.filter { $0.key != "read" }.values.reduce(0, +) == 100, "rows are missing: \(counts)")
  }
}
