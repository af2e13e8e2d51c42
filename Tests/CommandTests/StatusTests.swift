import ProgramTesting
import Testing

/// Exit statuses of Specification, section 8, the message with each, and that none but 0 leaves a report.
@Suite struct StatusTests {
  private static let log = "time,event,user_id,channel,amount,currency\n2026-01-02,touch,u1,email,,\n2026-01-03,won,u1,,10,USD\n"

  /// Runs on `arguments` with a good `events.csv` at hand and expects no report unless the status is 0.
  private func run(_ arguments: [String], in workdir: Workdir) throws -> FinishedRun {
    try workdir.write("events.csv", StatusTests.log)
    let run = try Tributary.run(["run", "--output", "report"] + arguments, in: workdir.root)
    #expect(run.standardOutput.isEmpty, "run writes nothing to standard output")
    #expect(!run.timedOut)
    if run.status != 0 {
      #expect(!workdir.exists("report/channels.csv"), "status \(run.status) left a report")
      #expect(!run.standardError.isEmpty, "status \(run.status) without a word")
    }
    return run
  }

  @Test func doneIs0() throws {
    let workdir = try Workdir()
    let run = try run(["events.csv"], in: workdir)
    #expect(run.status == 0, "\(run.standardError)")
    let channels = try CSVTable(file: workdir.path("report/channels.csv"))
    #expect(channels.rows.map { $0[1] } == ["first-touch", "last-touch", "linear", "time-decay", "w-shaped"])
    #expect(channels.rows.allSatisfy { $0[2] == "email" && $0[5] == "10.00" })
  }

  /// What the command line itself gets wrong is usage: unknown options, and values an option cannot take.
  @Test(arguments: [
    [], ["--no-such-option", "events.csv"], ["--threads", "none", "events.csv"], ["--lookback", "soon", "events.csv"],
    ["--from", "last tuesday-ish", "events.csv"], ["--after-conversion", "forget", "events.csv"],
    ["--max-rejects", "101%", "events.csv"], ["--time-zone", "Mars/Olympus", "events.csv"],
    ["--model", "no-such-model", "events.csv"], ["--goal", "no-such-stage", "events.csv"],
    ["--damaged", "perhaps", "events.csv"], ["--max-depth", "many", "events.csv"], ["--max-ratio", "0", "events.csv"],
    ["--max-unpacked", "much", "events.csv"],
    ["--currency", "dollars", "events.csv"], ["--from", "2026-02-01", "--to", "2026-01-01", "events.csv"],
  ])
  func usageIs64(_ arguments: [String]) throws {
    let run = try run(arguments, in: try Workdir())
    #expect(run.status == 64, "\(arguments): \(run.status): \(run.standardError)")
    if arguments.count > 2 {
      #expect(run.standardError.contains(arguments[1]), "the message does not show '\(arguments[1])': \(run.standardError)")
    }
  }

  @Test func missingInputIs66AndNamed() throws {
    for missing in ["nowhere.csv", "nowhere/", "nowhere-*.csv"] {
      let run = try run(["events.csv", missing], in: try Workdir())
      #expect(run.status == 66, "\(missing): \(run.standardError)")
      #expect(run.standardError.contains("nowhere"), "\(run.standardError)")
    }
    let spend = try run(["events.csv", "--spend", "nowhere.csv"], in: try Workdir())
    #expect(spend.status == 66, "\(spend.standardError)")
  }

  @Test func emptyInputIs0WithAWarning() throws {
    let workdir = try Workdir()
    try workdir.write("empty.csv", "")
    let run = try run(["empty.csv"], in: workdir)
    #expect(run.status == 0, "\(run.standardError)")
    #expect(run.standardError.contains("empty.csv"), "no warning: \(run.standardError)")
    #expect(try CSVTable(file: workdir.path("report/channels.csv")).rows.isEmpty)
  }

  @Test func foreignFilesInTheOutputAre73AndStay() throws {
    let workdir = try Workdir()
    try workdir.write("report/thesis.txt", "the only copy")
    let run = try run(["events.csv"], in: workdir)
    #expect(run.status == 73, "\(run.standardError)")
    #expect(run.standardError.contains("thesis.txt") || run.standardError.contains("report"), "\(run.standardError)")
    #expect(workdir.text("report/thesis.txt") == "the only copy")
  }

  @Test func aFileWhereTheOutputShouldBeIs73AndStays() throws {
    let workdir = try Workdir()
    try workdir.write("report", "a file")
    let run = try run(["events.csv"], in: workdir)
    #expect(run.status == 73, "\(run.standardError)")
    #expect(workdir.text("report") == "a file")
  }

  @Test func columnsThatMeanTheSameAre78() throws {
    let workdir = try Workdir()
    try workdir.write("twice.csv", "time,timestamp,event,user_id,channel\n2026-01-02,2026-01-02,touch,u1,email\n")
    let run = try run(["twice.csv"], in: workdir)
    #expect(run.status == 78, "\(run.standardError)")
    #expect(run.standardError.contains("timestamp") && run.standardError.contains("--columns"), "\(run.standardError)")
  }
}
