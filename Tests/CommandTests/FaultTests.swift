import Glibc
import ProgramTesting
import Testing

/// Full disks and missing rights: a message that says what and where, the last good report, and nothing beside it.
@Suite struct FaultTests {
  @Test(arguments: SmallDisk.Kind.allCases)
  func aFullOutputLeavesTheFormerReport(_ kind: SmallDisk.Kind) throws {
    let workdir = try Workdir()
    let logs = try GeneratedLog.write(rows: 4_000, files: 2, seed: 5, to: workdir)
    let disk = try SmallDisk(kind, kibibytes: kind == .disk ? 1024 : 1, named: "disk", in: workdir)
    defer { disk.remove() }
    let common = ["run", "--output", "disk/report"]
    let former = try Tributary.run(common + ["--model", "linear", logs[0]], in: workdir.root)
    try #require(former.status == 0, "\(former.standardError)")
    let report = try ReportFiles(workdir.path("disk/report"))
    try disk.fill()
    let run = try disk.run(common + logs)
    #expect(run.status == 73, "\(run.status): \(run.standardError)")
    #expect(run.standardError.contains("disk/.report.tmp"), "the message does not say where: \(run.standardError)")
    #expect(run.standardError.contains(disk.isMounted ? "Make room" : "ulimit"), "no remedy: \(run.standardError)")
    #expect(try ReportFiles(workdir.path("disk/report")) == report)
    let beside = try RunningProgram("/bin/ls", ["-A", "disk"], in: workdir.root).finish().standardOutput
    #expect(!beside.contains(".report"), "something was left beside the report: \(beside)")
  }

  @Test(arguments: SmallDisk.Kind.allCases)
  func aFullScratchIsSaidAndNothingIsWritten(_ kind: SmallDisk.Kind) throws {
    let workdir = try Workdir()
    let logs = try GeneratedLog.write(rows: 30_000, files: 2, seed: 6, to: workdir)
    let disk = try SmallDisk(kind, kibibytes: 256, named: "scratch", in: workdir)
    defer { disk.remove() }
    let run = try disk.run(
      ["run", "--output", "report", "--scratch", "scratch"] + logs, environment: ["TRIBUTARY_TEST_SPILL": "1"])
    #expect(run.status == 73, "\(run.status): \(run.standardError)")
    #expect(run.standardError.contains("scratch") && run.standardError.contains("--scratch"), "\(run.standardError)")
    #expect(try workdir.names(besides: logs + ["spend.csv", "scratch"]).isEmpty, "something was left behind")
    let kept = try RunningProgram("/bin/ls", ["-A", "scratch"], in: workdir.root).finish().standardOutput
    #expect(kept.isEmpty, "scratch files were left: \(kept)")
  }

  /// The run's own bound, before it is reached and, where the inputs' size is unknown, when it is.
  @Test func moreScratchThanAllowedEndsTheRun() throws {
    let workdir = try Workdir()
    let logs = try GeneratedLog.write(rows: 250_000, files: 3, seed: 8, to: workdir)
    try workdir.write("scratch/kept", "")
    let options = ["run", "--output", "report", "--scratch", "scratch", "--memory", "16MiB", "--max-scratch"]
    for limit in ["1MiB", "0"] {
      let run = try Tributary.run(options + [limit] + logs, in: workdir.root)
      #expect(run.status == 73, "\(run.status): \(run.standardError)")
      #expect(run.standardError.contains("scratch may take ") && run.standardError.contains("raise --max-scratch"))
    }
    let pipe = try RunningProgram(
      "/bin/sh", ["-c", "cat log-0.csv log-1.csv log-2.csv | \"$0\" \"$@\" -", Tributary.binary] + options + ["1MiB"],
      in: workdir.root
    ).finish()
    #expect(pipe.status == 73 && pipe.standardError.contains("reached their limit of 1.0 MB"), "\(pipe.standardError)")
    #expect(!workdir.exists("report"))
    #expect(try workdir.names(besides: logs + ["spend.csv", "scratch"]).isEmpty)
    let run = try Tributary.run(options + ["1GB"] + logs, in: workdir.root)
    #expect(run.status == 0, "\(run.status): \(run.standardError)")
  }

  /// Said when memory is used up, before the disk is full; where the inputs' size is unknown, when it is.
  @Test func tooSmallAScratchIsSaidBefore() throws {
    let workdir = try Workdir()
    let logs = try GeneratedLog.write(rows: 250_000, files: 3, seed: 8, to: workdir)
    let disk = try SmallDisk(.disk, kibibytes: 2048, named: "scratch", in: workdir)
    defer { disk.remove() }
    guard disk.isMounted else { return }  // Not allowed to mount: the estimate has tests of its own.
    let options = ["run", "--output", "report", "--scratch", "scratch", "--memory", "16MiB"]
    let run = try disk.run(options + logs)
    #expect(run.status == 73, "\(run.status): \(run.standardError)")
    #expect(run.standardError.contains("scratch has ") && run.standardError.contains("will take about"), "\(run.standardError)")
    #expect(run.standardError.contains("--scratch") && run.standardError.contains("--memory"), "\(run.standardError)")
    #expect(!workdir.exists("report"))
    let pipe = try RunningProgram(
      "/bin/sh", ["-c", "cat log-0.csv log-1.csv log-2.csv | \"$0\" \"$@\" -", Tributary.binary] + options, in: workdir.root
    ).finish()
    #expect(pipe.status == 73 && pipe.standardError.contains("is full after"), "\(pipe.status): \(pipe.standardError)")
  }

  /// Root is denied nothing, so the program runs as nobody.
  @Test func withoutRightsNothingChanges() throws {
    let stage = try Stage()
    #expect(try Tributary.run(["run", "--output", "shelf/report", "events.csv"], in: stage.workdir.root).status == 0)
    let report = try ReportFiles(stage.workdir.path("shelf/report"))
    try stage.rights("555", on: "shelf")
    for output in ["shelf/report", "shelf/another"] {
      let run = try stage.run(["run", "--output", output, "events.csv"])
      #expect(run.status == 73, "\(output): \(run.standardError)")
      #expect(run.standardError.contains("shelf/") && run.standardError.contains("Permission denied"))
      #expect(run.standardError.contains("--output"), "no remedy: \(run.standardError)")
    }
    #expect(try ReportFiles(stage.workdir.path("shelf/report")) == report)
    let scratch = try stage.run(
      ["run", "--output", "open/report", "--scratch", "shelf", "events.csv"], environment: ["TRIBUTARY_TEST_SPILL": "1"])
    #expect(scratch.status == 73 && scratch.standardError.contains("--scratch"), "\(scratch.standardError)")
    try stage.rights("755", on: "shelf")
  }

  @Test func inputsWithoutRightsAre66AndNamed() throws {
    let stage = try Stage()
    try stage.workdir.write("closed/b.csv", "time,event,user_id\n")
    try stage.rights("000", on: "secret.csv")
    try stage.rights("000", on: "closed")
    for input in ["secret.csv", "closed", "closed/b.csv"] {
      let run = try stage.run(["run", "--output", "open/report", "events.csv", input])
      #expect(run.status == 66, "\(input): \(run.standardError)")
      #expect(run.standardError.contains("\(input): cannot be read (Permission denied)"), "\(run.standardError)")
    }
    try stage.rights("755", on: "closed")
    #expect(!stage.workdir.exists("open/report"))
  }

  /// A place where nobody may run the program and write into `open`.
  private struct Stage {
    let workdir: Workdir
    private let program: [String]

    init() throws {
      workdir = try Workdir()
      let log = "time,event,user_id,channel,amount,currency\n2026-01-02,touch,u1,email,,\n2026-01-03,won,u1,,10,USD\n"
      for name in ["events.csv", "secret.csv"] { try workdir.write(name, log) }
      for folder in ["shelf", "open"] { try workdir.write("\(folder)/.keep", "") }
      // Its own copy: the folders above the built one may be closed to others.
      let copied = try RunningProgram("/bin/cp", [Tributary.binary, "program"], in: workdir.root).finish()
      guard copied.status == 0 else { throw ProgramError(description: copied.standardError) }
      let nobody = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
      program = (geteuid() == 0 ? nobody : []) + [workdir.path("program")]
      try rights("777", on: "open")
    }

    func rights(_ mode: String, on name: String) throws {
      let run = try RunningProgram("/bin/chmod", [mode, name], in: workdir.root).finish()
      guard run.status == 0 else { throw ProgramError(description: run.standardError) }
    }

    func run(_ arguments: [String], environment: [String: String] = [:]) throws -> FinishedRun {
      try RunningProgram(
        program[0], Array(program.dropFirst()) + arguments, in: workdir.root, environment: environment
      ).finish()
    }
  }
}
