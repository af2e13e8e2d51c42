import Foundation
import ProgramTesting
import Testing

/// `--rejects FILE`: written whatever the status, and never over something that matters.
@Suite struct RejectsFileTests {
  /// The same reasons, once, whatever the limit, though some are known only when all is read; into a pipe, too.
  @Test(arguments: ["0%", "100%"]) func rowsThatNameNobodyAreListedOnce(limit: String) throws {
    let workdir = try Workdir()
    try workdir.write("log.csv", "time,event,deal_id,channel,amount,user_id\n2026-01-02,won,d1,,abc,\n2026-01-02,won,d2,,5,\n")
    let pipe = try NamedPipe("rejects", in: workdir)
    defer { pipe.close() }
    let reader = try RunningProgram("/bin/cat", ["rejects"], in: workdir.root)
    let run = try Tributary.start(
      ["run", "--output", "report", "--max-rejects", limit, "--rejects", "rejects", "log.csv"], in: workdir.root)
    let finished = run.finish(deadline: 20)
    let text = reader.finish(deadline: 20).standardOutput
    #expect(finished.status == (limit == "0%" ? 65 : 0) && !finished.timedOut, "\(finished.standardError)")
    #expect(text == "source,line,reason,column,text\r\nlog.csv,2,missing identity,,\r\nlog.csv,3,missing identity,,\r\n")
    if limit == "0%" { #expect(finished.standardError.contains("missing identity: 2\n"), "\(finished.standardError)") }
  }

  private static let header = "time,event,user_id,channel,amount,currency\n"
  private static let log = header + "2026-01-02,touch,u1,email,,\n2026-01-03,won,u1,,10,USD\n"

  private func run(_ options: [String], in workdir: Workdir) throws -> FinishedRun {
    try Tributary.run(["run", "--output", "report"] + options, in: workdir.root)
  }

  @Test func anInputIsNeverOverwritten() throws {
    let workdir = try Workdir()
    try workdir.write("events.csv", RejectsFileTests.log)
    try workdir.write("spend.csv", "date,channel,amount\n2026-01-02,email,1\n")
    for target in ["events.csv", "./events.csv", "spend.csv"] {
      let run = try run(["--rejects", target, "--spend", "spend.csv", "events.csv"], in: workdir)
      #expect(run.status == 64, "\(target): \(run.standardError)")
      #expect(run.standardError.contains("--rejects"), "\(run.standardError)")
    }
    #expect(workdir.text("events.csv") == RejectsFileTests.log)
    #expect(workdir.text("spend.csv").hasSuffix("email,1\n"))
  }

  @Test func theLastGoodReportIsNeverOverwritten() throws {
    let workdir = try Workdir()
    try workdir.write("events.csv", RejectsFileTests.log)
    #expect(try run(["events.csv"], in: workdir).status == 0)
    let former = try ReportFiles(workdir.path("report"))
    for target in ["report/rejects.csv", "report/mine.csv"] {
      #expect(try run(["--rejects", target, "events.csv"], in: workdir).status == 64)
      #expect(try ReportFiles(workdir.path("report")) == former)
    }
  }

  @Test func rowsOfAFormerRunDoNotStay() throws {
    let workdir = try Workdir()
    try workdir.write("rejected.csv", "source,line,reason,column,text\nformer.csv,2,missing identity,,\n")
    try workdir.write("damaged.csv.gz", [0x1F, 0x8B, 0x08])
    #expect(try run(["--rejects", "rejected.csv", "damaged.csv.gz"], in: workdir).status == 74)
    let rejects = try CSVTable(file: workdir.path("rejected.csv"))
    #expect(rejects.header == ["source", "line", "reason", "column", "text"])
    #expect(rejects.rows.isEmpty)
  }

  @Test func spendRowsAreListedToo() throws {
    let workdir = try Workdir()
    try workdir.write("events.csv", RejectsFileTests.log)
    try workdir.write("spend.csv", "date,channel,amount\n2026-01-02,email,1\nsoon,email,2\n")
    let run = try run(["--rejects", "rejected.csv", "--spend", "spend.csv", "events.csv"], in: workdir)
    #expect(run.status == 0, "\(run.standardError)")
    #expect(run.standardError.contains("1 of 2 spend rows were rejected"), "\(run.standardError)")
    let rejects = try CSVTable(file: workdir.path("rejected.csv"))
    #expect(rejects.rows == [["spend.csv", "3", "unreadable date", "date", "soon"]])
    #expect(try workdir.bytes("rejected.csv") == workdir.bytes("report/rejects.csv"))
  }

  @Test func aPlaceThatCannotBeWrittenIs73AtOnce() throws {
    let workdir = try Workdir()
    try workdir.write("events.csv", RejectsFileTests.log)
    for target in ["nowhere/rejected.csv", "/dev/full"] {
      let run = try run(["--rejects", target, "events.csv"], in: workdir)
      #expect(run.status == 73, "\(target): \(run.standardError)")
      #expect(run.standardError.contains(target), "\(run.standardError)")
      #expect(!workdir.exists("report"))
    }
  }

  /// Half a million rejected rows go to scratch on the way and come back in order.
  @Test func manyRejectsStayInOrder() throws {
    let workdir = try Workdir()
    let count = 300_000
    var text = RejectsFileTests.header
    for row in 0..<count { text += "day-\(row),touch,u1,email,,\n" }
    try workdir.write("events.csv", text)
    let options = ["--max-rejects", "100%", "--rejects", "rejected.csv.gz", "--threads", "3", "events.csv"]
    let run = try run(options, in: workdir)
    #expect(run.status == 0, "\(run.standardError)")
    let unpacked = try RunningProgram("/usr/bin/gzip", ["-dc", "rejected.csv.gz"], in: workdir.root).finish()
    let rows = try CSVTable(unpacked.standardOutput.utf8).rows
    #expect(rows.count == count)
    #expect(rows.indices.allSatisfy { rows[$0][1] == "\($0 + 2)" && rows[$0][4] == "day-\($0)" })
    #expect(workdir.exists("report/rejects.csv.gz") && !workdir.exists("report/rejects.csv"))
  }

  /// What a run reads, and what is no list of rejected rows, stays as it is.
  @Test func nothingElseIsOverwritten() throws {
    let workdir = try Workdir()
    try workdir.write("events.csv", "time,event,user_id,channel\n2026-01-01,touch,a,email\n2026-13-01,touch,a,email\n")
    let kept = [
      "plan.yaml": "lookback: 30d\n", "key.txt": "secret\n", "map.csv": "source,channel\ngoogle,Search\n", "precious.txt": "mine\n",
    ]
    for (name, text) in kept { try workdir.write(name, text) }
    try FileManager.default.createSymbolicLink(atPath: workdir.path("link"), withDestinationPath: workdir.path("plan.yaml"))
    let options = [
      "--config", "plan.yaml", "--credits", "--hash-key-file", "key.txt", "--channel-map", "map.csv", "--max-rejects", "100%",
    ]
    for (target, status) in [("plan.yaml", Int32(64)), ("link", 64), ("key.txt", 64), ("map.csv", 64), ("precious.txt", 73)] {
      let run = try Tributary.run(["run", "events.csv", "--rejects", target] + options, in: workdir.root)
      #expect(run.status == status && run.standardError.contains("--rejects \(target)"), "\(run.standardError)")
    }
    for (name, text) in kept { #expect(workdir.text(name) == text) }
    for _ in 1...2 {
      let run = try Tributary.run(
        ["run", "events.csv", "--rejects", "rejected.csv", "--spreadsheet", "excel"] + options, in: workdir.root)
      #expect(run.status == 0, "\(run.standardError)")
    }
    #expect(workdir.text("rejected.csv").split(whereSeparator: \.isNewline).count == 2)
  }
}
