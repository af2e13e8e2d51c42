import Glibc
import ProgramTesting
import Testing

/// A run in progress: a second one beside it, and a signal to it.
@Suite struct InterruptionTests {
  private static let header = "time,event,user_id,channel,amount,currency\n"
  private static let rows = "2026-01-02,touch,u1,email,,\n2026-01-03,won,u1,,10,USD\n"

  @Test func aSecondRunAtTheSameTimeIs75() throws {
    let workdir = try Workdir()
    let pipe = try NamedPipe("slow.csv", in: workdir)
    try workdir.write("events.csv", InterruptionTests.header + InterruptionTests.rows)
    let first = try Tributary.start(["run", "--output", "report", "slow.csv"], in: workdir.root)
    try #require(pipe.open(within: 10), "the first run never opened its input: \(first.standardErrorSoFar)")
    let second = try Tributary.run(["run", "--output", "report", "events.csv"], in: workdir.root, deadline: 10)
    #expect(second.status == 75, "\(second.standardError)")
    #expect(second.standardError.contains("report"), "\(second.standardError)")
    #expect(!workdir.exists("report"))
    let elsewhere = try Tributary.run(["run", "--output", "other", "events.csv"], in: workdir.root, deadline: 10)
    #expect(elsewhere.status == 0, "\(elsewhere.standardError)")
    #expect(pipe.write(InterruptionTests.header + InterruptionTests.rows))
    pipe.close()
    let ended = first.finish(deadline: 20)
    #expect(ended.status == 0, "\(ended.standardError)")
    #expect(try workdir.bytes("report/channels.csv") == workdir.bytes("other/channels.csv"))
    let third = try Tributary.run(["run", "--output", "report", "events.csv"], in: workdir.root)
    #expect(third.status == 0, "the lock outlived its run: \(third.standardError)")
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func aSignalEndsTheRunWithinASecond(_ signal: Int32, _ status: Int32) throws {
    let workdir = try Workdir()
    let pipe = try NamedPipe("slow.csv", in: workdir)
    let running = try Tributary.start(["run", "--output", "report", "slow.csv"], in: workdir.root)
    try #require(pipe.open(within: 10), "the run never opened its input: \(running.standardErrorSoFar)")
    #expect(pipe.write(InterruptionTests.header + InterruptionTests.rows))
    usleep(50_000)
    let sent = ContinuousClock.now
    running.kill(signal)
    let ended = running.finish(deadline: 10)
    #expect(ContinuousClock.now - sent < Tributary.promptly, "took longer than a second")
    #expect(ended.status == status, "\(ended.standardError)")
    #expect(!ended.standardError.isEmpty, "it went without a word")
    #expect(try workdir.names(besides: ["slow.csv"]).isEmpty, "something was left behind")
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func aSignalEndsTheWaitForAWriter(_ signal: Int32, _ status: Int32) throws {
    let workdir = try Workdir()
    let pipe = try NamedPipe("slow.csv", in: workdir)
    let running = try Tributary.start(["run", "--output", "report", "slow.csv"], in: workdir.root)
    while try workdir.names(besides: ["slow.csv"]).isEmpty { usleep(1_000) }
    usleep(20_000)
    running.kill(signal)
    let ended = running.finish(deadline: 5)
    #expect(ended.status == status && !ended.timedOut, "\(ended.standardError)")
    #expect(try workdir.names(besides: ["slow.csv"]).isEmpty, "something was left behind")
    pipe.close()
  }

  /// One visitor whose goal events take a quarter of a minute to credit, in memory and page by page.
  @Test(arguments: ["4GB", "16MiB"])
  func aSignalEndsTheCreditingOfOneVastJourney(memory: String) throws {
    let workdir = try Workdir()
    var rows = InterruptionTests.header
    let digits = (0..<60).map { $0 < 10 ? "0\($0)" : "\($0)" }
    for second in 0..<120_000 {
      let time = "2026-01-0\(1 + second / 86_400)T\(digits[second / 3600 % 24]):\(digits[second / 60 % 60]):\(digits[second % 60])Z"
      rows += second % 20 == 19 ? "\(time),won,u1,,1000,USD\n" : "\(time),touch,u1,email,,\n"
    }
    try workdir.write("vast.csv", rows)
    let running = try Tributary.start(
      ["run", "--output", "report", "--memory", memory, "vast.csv"], in: workdir.root,
      environment: ["TRIBUTARY_TEST_PROGRESS_MS": "20"])
    for _ in 0..<1000 where !running.standardErrorSoFar.contains("crediting") { usleep(10_000) }
    usleep(200_000)
    let sent = ContinuousClock.now
    running.kill(SIGTERM)
    let ended = running.finish(deadline: 30)
    #expect(ContinuousClock.now - sent < Tributary.promptly, "took longer than a second")
    #expect(ended.status == 143, "\(ended.standardError)")
    #expect(try workdir.names(besides: ["vast.csv"]).isEmpty, "something was left behind")
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func aSignalLeavesTheFormerReport(_ signal: Int32) throws {
    let workdir = try Workdir()
    try workdir.write("events.csv", InterruptionTests.header + InterruptionTests.rows)
    #expect(try Tributary.run(["run", "--output", "report", "events.csv"], in: workdir.root).status == 0)
    let former = try ReportFiles(workdir.path("report"))
    let pipe = try NamedPipe("slow.csv", in: workdir)
    let running = try Tributary.start(["run", "--output", "report", "slow.csv"], in: workdir.root)
    try #require(pipe.open(within: 10), "the run never opened its input: \(running.standardErrorSoFar)")
    running.kill(signal)
    #expect(running.finish(deadline: 10).status == 128 + signal)
    #expect(try ReportFiles(workdir.path("report")) == former)
  }
}
