import ProgramTesting
import Testing

/// Every input of `scripts/hostile` ends in the status, the message and the files beside it.
@Suite struct HostileTests {
  @Test func hostileInputsEndAsExpected() throws {
    let script = Tributary.repository + "/scripts/hostile"
    let run = try RunningProgram("/usr/bin/env", ["python3", script, "--binary", Tributary.binary], in: "/").finish(deadline: 1_200)
    #expect(run.status == 0, "\(run.standardOutput)\(run.standardError)")
    #expect(run.standardOutput.hasSuffix(" hostile inputs, 0 differences\n"), "\(run.standardOutput)")
  }
}
