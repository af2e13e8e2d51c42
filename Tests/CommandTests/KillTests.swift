import Glibc
import ProgramTesting
import SeededTesting
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

    var dice = Seeded(99)
    // Which moments a kill can meet depends on how busy the machine is: too late a kill shortens the next wait.
    var longest = newReport.seconds
    var rounds = 0, kills = 0, survivals = 0
    while kills < KillTests.kills, rounds < KillTests.kills * 6 {
      rounds += 1
      let running = try Tributary.start(new, in: workdir.root)
      usleep(UInt32.random(in: 0...UInt32(longest * 1_000_000), using: &dice))
      running.kill(SIGKILL)
      let wasKilled = running.finish().status == 128 + SIGKILL
      longest *= wasKilled ? 1.02 : 0.9
      kills += wasKilled ? 1 : 0
      let found = try ReportFiles(workdir.path("report"))
      if found == oldReport.files {
        survivals += 1
        #expect(wasKilled, "round \(rounds): a run ended well and left the former report")
      } else {
        #expect(found == newReport.files, "round \(rounds): neither report is whole: \(found.files.keys.sorted())")
        _ = try KillTests.report(of: old, in: workdir)
      }
    }
    #expect(kills == KillTests.kills, "only \(kills) of \(rounds) runs were met by their kill")
    // Under the thread sanitizer a program takes longer to end than to publish: there 21 of 50 came before it.
    #expect(survivals > KillTests.kills / 4, "few kills came before the end; they show little")
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
