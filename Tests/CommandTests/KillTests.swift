import Glibc
import ProgramTesting
import Testing

/// A run that dies without a chance to tidy up leaves a whole report: the former one, or, once exchanged, its own.
@Suite struct KillTests {
  private static let kills = 50

  @Test func aKilledRunLeavesTheFormerReportWhole() throws {
    let workdir = try Workdir()
    let logs = try GeneratedLog.write(rows: 30_000, files: 3, seed: 23, to: workdir)
    let common = ["--spend", "spend.csv", "--threads", "2"]
    let old = ["run", "--output", "report", "--model", "linear"] + common + [logs[0]]
    let new = ["run", "--output", "report"] + common + logs
    let newReport = try KillTests.report(of: new, in: workdir)
    let oldReport = try KillTests.report(of: old, in: workdir)
    #expect(newReport.files.files["channels.csv"] != oldReport.files.files["channels.csv"])

    var dice = SplitMix64(state: 99)
    var survivedOld = 0
    for round in 0..<KillTests.kills {
      let running = try Tributary.start(new, in: workdir.root)
      // From the very start to a little after the end of an undisturbed run.
      usleep(UInt32.random(in: 0...UInt32(newReport.seconds * 1_150_000), using: &dice))
      running.kill(SIGKILL)
      _ = running.finish()
      let found = try ReportFiles(workdir.path("report"))
      if found == oldReport.files {
        survivedOld += 1
      } else {
        #expect(found == newReport.files, "round \(round): neither report is whole: \(found.files.keys.sorted())")
        _ = try KillTests.report(of: old, in: workdir)
      }
    }
    #expect(survivedOld > KillTests.kills / 4, "most kills came after the end; they show nothing")
    _ = try KillTests.report(of: new, in: workdir)
    let left = try workdir.names(besides: logs + ["spend.csv", "report"])
    #expect(left.isEmpty, "killed runs left \(left), and the next good run did not tidy up")
  }

  /// The report of an undisturbed run, and how long it took.
  private static func report(of arguments: [String], in workdir: Workdir) throws -> (files: ReportFiles, seconds: Double) {
    let run = try Tributary.run(arguments, in: workdir.root)
    guard run.status == 0 else { throw ProgramError(description: "status \(run.status): \(run.standardError)") }
    return (try ReportFiles(workdir.path("report")), run.seconds)
  }
}
