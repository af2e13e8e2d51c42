import ProgramTesting
import Testing

/// What scripts of the repository make and judge.
@Suite struct ScriptTests {
  /// Every input of `scripts/hostile` ends in the status, the message and the files beside it.
  @Test func hostileInputsEndAsExpected() throws {
    let script = Tributary.repository + "/scripts/hostile"
    let run = try RunningProgram("/usr/bin/env", ["python3", script, "--binary", Tributary.binary], in: "/").finish(deadline: 1_200)
    #expect(run.status == 0, "\(run.standardOutput)\(run.standardError)")
    #expect(run.standardOutput.hasSuffix(" hostile inputs, 0 differences\n"), "\(run.standardOutput)")
  }

  /// The same events in every format, encoding and archive of `scripts/formats` make the same report.
  @Test func formatsEncodingsAndArchivesMakeOneReport() throws {
    let script = Tributary.repository + "/scripts/formats"
    let run = try RunningProgram("/usr/bin/env", ["python3", script, "5000", "--tributary", Tributary.binary], in: "/")
      .finish(deadline: 600)
    #expect(run.status == 0, "\(run.standardOutput)\(run.standardError)")
    #expect(run.standardOutput.hasSuffix("\n5,000 events: all reports are the same\n"), "\(run.standardOutput)")
  }
}
