import ProgramTesting
import Testing

/// What people hand over: odd but lawful CSV, directories, patterns, pipes, and files that are no log.
@Suite struct InputTests {
  private static let header = "time,event,user_id,channel,amount,currency\n"
  private static let log = header + "2026-01-02,touch,u1,email,,\n2026-01-03,won,u1,,10,USD\n"

  private func run(_ inputs: [String], in workdir: Workdir, standardInput: String = "/dev/null") throws -> FinishedRun {
    try Tributary.run(["run", "--output", "report"] + inputs, in: workdir.root, standardInput: standardInput)
  }

  private func channels(_ workdir: Workdir) throws -> [String] {
    try CSVTable(file: workdir.path("report/campaigns.csv")).rows.prefix(1).flatMap { Array($0[2...4]) + [$0[6]] }
  }

  @Test func quotesCRLFAndAByteOrderMarkAreRead() throws {
    let workdir = try Workdir()
    try workdir.write(
      "odd.csv",
      "\u{FEFF}\"time\", \"event\",user_id,Channel,campaign,amount,currency,note\r\n".replacing(", \"", with: ",\"")
        + "2026-01-02,Touch,\"u,1\",email,\"a \"\"b\"\"\r\nc\",,,x\r\n\r\n2026-01-03,WON,\"u,1\",,,\"1,000.50\",usd,\r\n"
        + "2026-01-03,won,\"u,1\",,,5,USD")
    let run = try run(["odd.csv"], in: workdir)
    #expect(run.status == 0, "\(run.standardError)")
    #expect(try channels(workdir) == ["email", "a \"b\"\r\nc", "2", "1005.50"])
    #expect(try ReportFiles.counts(workdir.path("report"))["read"] == 3)
  }

  @Test func directoriesPatternsAndPipesAreOneLog() throws {
    let workdir = try Workdir()
    try workdir.write("logs/a.csv", InputTests.log)
    try workdir.write("logs/.hidden", "no log at all")
    for inputs in [["logs"], ["logs/"], ["logs/*.csv"], ["./logs//a.csv"], ["logs", "logs/a.csv"]] {
      let run = try run(inputs, in: workdir)
      #expect(run.status == 0, "\(inputs): \(run.standardError)")
      #expect(try channels(workdir) == ["email", "", "1", "10.00"])
      #expect(workdir.text("report/summary.json").contains("\"logs/a.csv\""))
    }
    let piped = try run(["-"], in: workdir, standardInput: workdir.path("logs/a.csv"))
    #expect(piped.status == 0, "\(piped.standardError)")
    #expect(try channels(workdir) == ["email", "", "1", "10.00"])
  }

  @Test func aFileCalledMinusIsNoStandardInput() throws {
    let workdir = try Workdir()
    try workdir.write("-", InputTests.log)
    try workdir.write("other", InputTests.log.replacing("email", with: "video"))
    for inputs in [["./-"], ["./*-"]] {
      #expect(try run(inputs, in: workdir, standardInput: workdir.path("other")).status == 0)
      #expect(try channels(workdir) == ["email", "", "1", "10.00"])
      #expect(workdir.text("report/summary.json").contains("\"./-\""))
    }
    #expect(try run(["-"], in: workdir, standardInput: workdir.path("other")).status == 0)
    #expect(try channels(workdir) == ["video", "", "1", "10.00"])
    try workdir.write("only/-", InputTests.log)
    let inside = try RunningProgram(
      "/bin/sh", ["-c", "exec '\(Tributary.binary)' run --output ../report ."], in: workdir.path("only")
    )
    .finish()
    #expect(inside.status == 0, "\(inside.standardError)")
    #expect(try channels(workdir) == ["email", "", "1", "10.00"])
  }

  /// Names in EUC-KR, as old servers have them, and two that look alike where what is no UTF-8 is replaced.
  @Test func namesInOtherEncodingsAreArguments() throws {
    let workdir = try Workdir()
    try workdir.write("log", InputTests.log)
    try workdir.write("spend", "date,channel,amount\n2026-01-03,email,5\n")
    func run(_ arguments: String) throws -> FinishedRun {
      let script = """
        cp log $'\\xb0\\xcb.csv'; sed s/email/video/ log > $'\\xb1\\xa4.csv'; cp spend $'\\xba\\xf1'
        echo date,base,quote,rate > $'\\xc8\\xaf'
        exec '\(Tributary.binary)' run \(arguments)
        """
      return try RunningProgram("/bin/bash", ["-c", script], in: workdir.root).finish()
    }
    let one = try run("--output report --spend $'\\xba\\xf1' $'\\xb0\\xcb.csv'")
    #expect(one.status == 0, "\(one.standardError)")
    #expect(try channels(workdir) == ["email", "", "1", "10.00"])
    #expect(workdir.text("report/channels.csv").contains("5.00"))
    for arguments in ["--output report $'\\xb1\\xa4.csv'", "--output=report --rates=$'\\xc8\\xaf' $'./\\xb1*.csv'"] {
      #expect(try run(arguments).status == 0, "\(arguments)")
      #expect(try channels(workdir) == ["video", "", "1", "10.00"])
    }
    let both = try run("--output report $'\\xb0\\xcb.csv' $'\\xb1\\xa4.csv'")
    #expect(both.status == 0 && workdir.text("report/channels.csv").contains("video"))
    let missing = try run("--output report $'\\xb0\\xb0.csv'")
    #expect(missing.status == 66 && missing.standardError.contains("\u{FFFD}\u{FFFD}.csv: no such file"))
    for option in ["--output", "--rejects", "--alias", "--config"] {
      let refused = try run("\(option) $'\\xb0\\xb0' log")
      #expect(refused.status == 64 && refused.standardError.contains("\(option) is not in UTF-8"), "\(refused.standardError)")
    }
  }

  /// 65, the file's name, and what is wrong with it.
  @Test(arguments: [
    ("when,what,who\n1,2,3\n", "'when'"), ("\u{0}\u{1}\u{2}binary", "NUL"), ("time,event,channel\n", "account_id"),
    ("{\"time\": 1}\n", "time"),
  ])
  func whatIsNoLogIs65(_ text: String, _ word: String) throws {
    let workdir = try Workdir()
    try workdir.write("odd.bin", text)
    let run = try run(["odd.bin"], in: workdir)
    #expect(run.status == 65, "\(run.standardError)")
    #expect(run.standardError.contains("odd.bin") && run.standardError.contains(word), "\(run.standardError)")
    #expect(!workdir.exists("report"))
  }

  /// What a crash leaves in place of a log is no archive that was cut.
  @Test func zerosAreNoLog() throws {
    let workdir = try Workdir()
    for zeros in [1 << 20, 512, 10_752] {
      for rest in ["", InputTests.log] {
        try workdir.write("log", String(repeating: "\u{0}", count: zeros) + rest)
        let run = try run(["log"], in: workdir)
        #expect(run.status == 65 && run.standardError.contains("log: it holds NUL bytes"), "\(zeros): \(run.standardError)")
      }
    }
  }

  @Test func aLogWithoutAHeaderShowsNoIds() throws {
    let workdir = try Workdir()
    try workdir.write("bare.csv", "2026-01-02,touch,customer-4711,email\n2026-01-03,won,customer-4711,\n")
    for options in [[], ["--columns", "time=when,event=what,user_id=who"]] {
      let run = try run(options + ["bare.csv"], in: workdir)
      #expect(run.status == (options.isEmpty ? 65 : 78), "\(run.standardError)")
      #expect(run.standardError.contains("bare.csv") && run.standardError.contains("header"), "\(run.standardError)")
      #expect(!run.standardError.contains("4711"), "a customer's id was printed: \(run.standardError)")
    }
  }

  @Test func everyEmptyInputIsNamed() throws {
    let workdir = try Workdir()
    try workdir.write("events.csv", InputTests.log)
    try workdir.write("nothing.csv", "")
    try workdir.write("header.csv", InputTests.header)
    try workdir.write("spent.csv", "date,channel,amount\n")
    let run = try run(["--spend", "spent.csv", "events.csv", "header.csv", "nothing.csv"], in: workdir)
    #expect(run.status == 0, "\(run.standardError)")
    #expect(run.standardError.contains("header.csv, nothing.csv, spent.csv: empty"), "\(run.standardError)")
    try workdir.write("hollow/.hidden", "")
    let hollow = try self.run(["hollow"], in: workdir)
    #expect(hollow.status == 0 && hollow.standardError.contains("no file was found"), "\(hollow.standardError)")
  }

  @Test func aPeriodWithoutGoalsIsSaid() throws {
    let workdir = try Workdir()
    try workdir.write("events.csv", InputTests.log)
    let empty = try run(["--from", "2026-01-04", "events.csv"], in: workdir)
    #expect(empty.status == 0 && empty.standardError.contains("no 'won' event was found in the period"))
    #expect(try CSVTable(file: workdir.path("report/channels.csv")).rows.isEmpty)
    let failing = try run(["--from", "2026-01-04", "--fail-on-empty", "events.csv"], in: workdir)
    #expect(failing.status == 65, "\(failing.standardError)")
    // Both ends: from is inside, to is not.
    let day = ["--from", "2026-01-03", "--to", "2026-01-04", "--quiet", "events.csv"]
    #expect(try run(day, in: workdir).standardError.isEmpty)
    #expect(try channels(workdir) == ["email", "", "1", "10.00"])
  }
}
