import Foundation
import Glibc
import ProgramTesting
import Testing

/// What the program says on standard error: to people at a terminal, elsewhere, and to programs.
@Suite struct ConsoleTests {
  private static let header = "time,event,user_id,channel,amount,currency\n"
  private static let rows =
    "2026-01-02,touch,u1,검색광고,,\n2026-01-02,touch,u2,email,,\n2026-01-03,won,u1,,1234567,KRW\n2026-01-04,won,u2,,10,KRW\nx,won,u2,,10,KRW\n"
  private static let fast = ["TRIBUTARY_TEST_PROGRESS_MS": "20"]

  private func workdir() throws -> Workdir {
    let workdir = try Workdir()
    try workdir.write("events.csv", Self.header + Self.rows)
    return workdir
  }

  private func objects(_ text: String) throws -> [[String: Any]] {
    try text.split(whereSeparator: \.isNewline).map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
    }
  }

  /// A run in a terminal of so many columns, and what stood on it in the end and in between.
  private func atTerminal(_ command: String, columns: Int, in workdir: Workdir, environment: [String: String] = ["TERM": "xterm"])
    throws -> FinishedRun
  {
    let line = "stty cols \(columns); exec \(Tributary.binary) \(command)"
    let inside = ["NO_COLOR": ""].merging(environment) { $1 }
    return try RunningProgram("/usr/bin/script", ["-qefc", line, "/dev/null"], in: workdir.root, environment: inside)
      .finish(deadline: 60)
  }

  @Test func messagesAreObjectsForPrograms() throws {
    let workdir = try workdir()
    let run = try Tributary.run(["run", "--log-format", "json", "--max-rejects", "1", "events.csv"], in: workdir.root)
    #expect(run.status == 0 && run.standardOutput.isEmpty)
    let said = try objects(run.standardError)
    #expect(said.dropLast().allSatisfy { $0["level"] as? String == "warning" } && said.count > 1)
    let last = try #require(said.last)
    #expect(last["level"] as? String == "info" && last["output"] as? String == "tributary-report")
    #expect(last["rows_read"] as? Int == 5 && last["rows_rejected"] as? Int == 1 && last["seconds"] is Double)
    #expect(last["message"] as? String != nil && (last["time"] as? String)?.wholeMatch(of: /\d{4}-\d\d-\d\dT[\d:.]+Z/) != nil)
    let quiet = try Tributary.run(["run", "--log-format=json", "--quiet", "--max-rejects", "1", "events.csv"], in: workdir.root)
    #expect(quiet.status == 0 && quiet.standardError.isEmpty)
  }

  @Test func anErrorTellsItsStatus() throws {
    let workdir = try workdir()
    try workdir.write("plan.yaml", "log-format: json\nquiet: true\n")
    let cases: [([String], Int)] = [
      (["run", "--log-format", "json", "--max-rejects", "0", "events.csv"], 65), (["run", "--log-format", "json", "none.csv"], 66),
      (["run", "--log-format=json", "--modle", "linear", "events.csv"], 64), (["run", "--log-format", "json"], 64),
      (["check", "--log-format", "json", "--model", "x", "events.csv"], 64), (["run", "--config", "plan.yaml", "none.csv"], 66),
    ]
    for (arguments, status) in cases {
      let run = try Tributary.run(arguments, in: workdir.root)
      #expect(run.status == status && run.standardOutput.isEmpty, "\(arguments)")
      let said = try objects(run.standardError)
      #expect(said.last?["level"] as? String == "error" && said.last?["status"] as? Int == status, "\(run.standardError)")
      #expect((said.last?["message"] as? String)?.isEmpty == false)
    }
    let wrong = try Tributary.run(["run", "--log-format", "xml", "events.csv"], in: workdir.root)
    #expect(wrong.status == 64 && wrong.standardError.contains("text or json"), "\(wrong.standardError)")
  }

  /// Elsewhere than at a terminal every line stays; the figures are those of the line.
  @Test func progressIsALineNowAndThen() throws {
    for format in ["text", "json"] {
      let workdir = try Workdir()
      let pipe = try NamedPipe("slow.csv", in: workdir)
      let running = try Tributary.start(["run", "--log-format", format, "slow.csv"], in: workdir.root, environment: Self.fast)
      try #require(pipe.open(within: 10), "the run never opened its input: \(running.standardErrorSoFar)")
      #expect(pipe.write(Self.header + Self.rows.replacing("x,won", with: "2026-01-05,won")))
      let wanted = format == "text" ? "B · 0 rows" : "\"rows\": 0"
      for _ in 0..<500 where !running.standardErrorSoFar.contains(wanted) { usleep(10_000) }
      pipe.close()
      let ended = running.finish(deadline: 20)
      #expect(ended.status == 0 && !ended.standardError.contains("\u{1B}") && !ended.standardError.contains("\r"))
      #expect(ended.standardError.contains(wanted), "\(ended.standardError)")
      if format == "text" {
        let lines = ended.standardError.split(separator: "\n")
        #expect(lines.allSatisfy { $0.hasPrefix("tributary: ") })
      } else {
        let progress = try objects(ended.standardError).filter { $0["level"] as? String == "progress" }
        let last = try #require(progress.last)
        #expect(last["total_bytes"] is NSNull && last["bytes"] is Int && last["rows"] is Int && last["phase"] is String)
        #expect(last["seconds_left"] is NSNull)
      }
    }
  }

  @Test func aShortRunElsewhereIsSilent() throws {
    let workdir = try Workdir()
    try workdir.write("events.csv", Self.header + "2026-01-02,touch,u1,email,,\n2026-01-03,won,u1,,10,USD\n")
    try workdir.write("spend.csv", "date,channel,amount\n2026-01-02,email,1\n")
    let run = try Tributary.run(["run", "--spend", "spend.csv", "--model", "linear", "events.csv"], in: workdir.root)
    #expect(run.status == 0 && run.standardError.isEmpty && run.standardOutput.isEmpty, "\(run.standardError)")
  }

  @Test func aTerminalShowsATableOfItsWidth() throws {
    let workdir = try workdir()
    let narrow = try atTerminal("run --max-rejects 1 events.csv", columns: 60, in: workdir).standardOutput
    let wide = try atTerminal("run --max-rejects 1 events.csv", columns: 200, in: workdir).standardOutput
    #expect(narrow.contains("검색광고") && narrow.contains(" 1,234,567 100.0%"), "\(narrow)")
    func tables(_ text: String) -> Int { text.split(whereSeparator: \.isNewline).count { $0.hasPrefix("total ") } }
    #expect(tables(narrow) > 1 && tables(wide) == 1, "\(narrow)\(wide)")
    #expect(wide.contains("5 rows read, 1 rejected") && wide.contains("\u{1B}[1;33mwarning:"))
    #expect(wide.contains("\u{1B}[1mwon, KRW"))
  }

  @Test func coloursNeedATerminalThatHasThem() throws {
    let workdir = try workdir()
    let command = "run --max-rejects 1 events.csv"
    for environment in [["TERM": "xterm", "NO_COLOR": "1"], ["TERM": "dumb"]] {
      let run = try atTerminal(command, columns: 80, in: workdir, environment: environment)
      #expect(run.status == 0 && run.standardOutput.contains("won, KRW") && !run.standardOutput.contains("\u{1B}"))
    }
    #expect(try atTerminal(command, columns: 80, in: workdir).standardOutput.contains("\u{1B}[1m"))
    #expect(try atTerminal(command + " --quiet", columns: 80, in: workdir).standardOutput.isEmpty)
    let json = try atTerminal(command + " --log-format json", columns: 80, in: workdir).standardOutput
    #expect(try objects(json).count > 1)
  }

  /// The line is drawn over and leaves nothing; Ctrl-C ends the run at once, also while it waits for a pipe.
  @Test(arguments: ["run", "check"]) func theLineMakesWay(_ command: String) throws {
    let workdir = try Workdir()
    let pipe = try NamedPipe("slow.csv", in: workdir)
    let line = "exec \(Tributary.binary) \(command) slow.csv"
    let running = try RunningProgram(
      "/usr/bin/script", ["-qefc", line, "out.txt"], in: workdir.root,
      environment: ["TERM": "xterm", "NO_COLOR": ""].merging(Self.fast) { $1 })
    try #require(pipe.open(within: 10))
    #expect(pipe.write(Self.header))
    for _ in 0..<500 where !workdir.text("out.txt").contains(" rows") { usleep(10_000) }
    #expect(workdir.text("out.txt").contains("\r"), "\(workdir.text("out.txt"))")
    let sent = ContinuousClock.now
    try interrupt(commandThatReads: "slow.csv", in: workdir)
    let ended = running.finish(deadline: 10)
    #expect(ContinuousClock.now - sent < Tributary.promptly, "took longer than a second")
    #expect(ended.status == 130)
    let said = workdir.text("out.txt")
    #expect(said.contains("\r\u{1B}[K\u{1B}[1;31mtributary:\u{1B}[0m slow.csv: interrupted; nothing was written"), "\(said)")
  }

  /// Sends an interrupt to the program that `script` started, found by its working directory and arguments.
  private func interrupt(commandThatReads file: String, in workdir: Workdir) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: "/proc") {
      guard let processID = Int32(name), let bytes = FileManager.default.contents(atPath: "/proc/\(name)/cmdline") else { continue }
      let words = bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
      guard words.first == Tributary.binary, words.last == file else { continue }
      let place = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(name)/cwd")
      if let place, place == URL(fileURLWithPath: workdir.root).resolvingSymlinksInPath().path { kill(processID, SIGINT) }
    }
  }
}
