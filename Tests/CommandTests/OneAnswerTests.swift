import Foundation
import ProgramTesting
import Testing

/// Same input, same bytes: whatever the threads, the memory, the blocks and where keys are placed.
@Suite struct OneAnswerTests {
  static let cases = ConformanceCase.all.filter { $0.name.hasPrefix("random-") }

  @Test(arguments: cases)
  func casesDoNotDependOnConditions(_ example: ConformanceCase) throws {
    let workdir = try Workdir()
    try OneAnswerTests.expectOneAnswer(in: workdir) { output, condition in
      try example.run(into: output, in: workdir, options: condition.options, environment: condition.environment)
    }
  }

  @Test func fiftyThousandRowsDoNotDependOnConditions() throws {
    let workdir = try Workdir()
    let logs = try GeneratedLog.write(rows: 50_000, files: 5, seed: 7, to: workdir)
    let settings = ["--spend", "spend.csv", "--goal", "won", "--goal", "opportunity", "--from", "2026-01-10", "--credits"]
    try OneAnswerTests.expectOneAnswer(in: workdir) { output, condition in
      try Tributary.run(
        ["run", "--output", output] + settings + condition.options + logs, in: workdir.root,
        environment: condition.environment)
    }
  }

  @Test func chosenTouchesAndMappedChannelsDoNotDependOnConditions() throws {
    let workdir = try Workdir()
    let logs = try GeneratedLog.write(rows: 20_000, files: 4, seed: 13, to: workdir)
    try workdir.write(
      "map.csv", "channel,campaign,channel,campaign\n*search*,camp-1*,Search Ones,ones\nwebinar,,Events,\nD*,,Direct,\n")
    let settings = [
      "--spend", "spend.csv", "--channel-map", "map.csv", "--alias", "email=Mail", "--session", "10d", "--exclude-channel",
      "dir*", "--include-channel", "*", "--stage-channel", "touch", "--goal", "won", "--goal", "lead",
    ]
    try OneAnswerTests.expectOneAnswer(in: workdir) { output, condition in
      try Tributary.run(
        ["run", "--output", output] + settings + condition.options + logs, in: workdir.root,
        environment: condition.environment)
    }
    let counts = try ReportFiles.counts(workdir.path("plain"))
    #expect(counts["left out: same session", default: 0] > 100 && counts["left out: excluded channel", default: 0] > 1000)
  }

  /// One log large enough that readers run ahead and blocks of it go to whoever is free, and sixty that workers take in
  /// turn: every one of 16 has many blocks to do, and equal times meet across all of them.
  @Test func sixteenThreadsDoNotChangeTheAnswer() throws {
    let workdir = try Workdir()
    let pieces = try GeneratedLog.write(rows: 60_000, files: 100, seed: 17, to: workdir)
    let lines = pieces[..<40].map { workdir.text($0).split(separator: "\n") }
    let large = lines[0][...0] + lines.flatMap { $0.dropFirst() }
    try workdir.write("large.csv", large.joined(separator: "\n") + "\n")
    let logs = ["large.csv"] + pieces[40...]
    let settings = ["--spend", "spend.csv", "--goal", "won", "--goal", "opportunity", "--credits"]
    func run(_ output: String, _ options: [String], _ environment: [String: String]) throws -> ReportFiles {
      let finished = try Tributary.run(
        ["run", "--output", output] + settings + options + logs, in: workdir.root, environment: environment)
      try #require(finished.status == 0, "\(options), \(environment): \(finished.standardError)")
      return try ReportFiles(workdir.path(output))
    }
    let wanted = try run("one", ["--threads", "1"], [:])
    for (memory, block) in [("1GiB", "257"), ("1GiB", "8192"), (RunCondition.tinyMemory, "2048")] {
      for round in 1...2 {
        let other = try run("sixteen", ["--threads", "16", "--memory", memory], ["TRIBUTARY_TEST_BATCH_BYTES": block])
        let differing = other.differences(from: wanted)
        #expect(differing.isEmpty, "\(memory), blocks of \(block) bytes, round \(round): other bytes in \(differing)")
      }
    }
  }

  @Test func orderOfArgumentsDoesNotMatter() throws {
    let workdir = try Workdir()
    let logs = try GeneratedLog.write(rows: 5_000, files: 4, seed: 11, to: workdir)
    let first = try Tributary.run(["run", "--output", "a"] + logs, in: workdir.root)
    let second = try Tributary.run(["run", "--output", "b"] + logs.reversed() + logs, in: workdir.root)
    #expect(first.status == 0, "\(first.standardError)")
    #expect(second.status == 0, "\(second.standardError)")
    let differing = try ReportFiles(workdir.path("a")).differences(from: ReportFiles(workdir.path("b")))
    #expect(differing.isEmpty, "a file given twice, or in another order, changed \(differing)")
  }

  /// Runs under every condition and compares every file with the plain run's.
  private static func expectOneAnswer(
    in workdir: Workdir, _ run: (_ output: String, RunCondition) throws -> FinishedRun
  ) throws {
    let plain = try run(workdir.path("plain"), .plain)
    try #require(plain.status == 0, "\(plain.standardError)")
    let wanted = try ReportFiles(workdir.path("plain"))
    #expect(Set(wanted.files.keys).isSuperset(of: ["channels.csv", "campaigns.csv", "summary.json"]))
    for (index, condition) in RunCondition.all.enumerated() {
      let finished = try run(workdir.path("other-\(index)"), condition)
      #expect(finished.status == 0, "\(condition): \(finished.standardError)")
      guard finished.status == 0 else { continue }
      let differing = try ReportFiles(workdir.path("other-\(index)")).differences(from: wanted)
      #expect(differing.isEmpty, "\(condition): other bytes in \(differing)")
    }
  }
}
