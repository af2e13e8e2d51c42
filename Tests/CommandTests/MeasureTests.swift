import Foundation
import ProgramTesting
import SeededTesting
import Testing

/// `run --measure` says what every stage went through and took, and changes nothing.
@Suite struct MeasureTests {
  private static let stages = ["inflate", "split", "parse", "partition", "link", "order", "credit", "write"]

  /// A stage's line.
  private struct Figures {
    var bytes: Int?, rows: Int?
    var seconds: Double
  }

  /// The last message of a run that speaks JSON.
  private func message(_ run: FinishedRun) throws -> [String: Any] {
    let line = try #require(run.standardError.split(separator: "\n").last, "nothing was said")
    return try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
  }

  private func figures(_ message: [String: Any]) throws -> [String: Figures] {
    let lines = try #require(message["stages"] as? [[String: Any]])
    #expect(lines.compactMap { $0["stage"] as? String } == Self.stages + ["other", "all"])
    var figures: [String: Figures] = [:]
    for line in lines {
      let (rows, seconds) = (line["rows"] as? Int, try #require(line["cpu_seconds"] as? Double))
      #expect((line["ns_per_row"] is NSNull) == ((rows ?? 0) == 0), "\(line)")
      figures[try #require(line["stage"] as? String)] = Figures(bytes: line["bytes"] as? Int, rows: rows, seconds: seconds)
    }
    return figures
  }

  /// A log with links, rejected and ignored rows as CSV, gzip, JSON lines: what is counted is what the summary counts.
  @Test(arguments: ["log.csv", "log.csv.gz", "log.jsonl"], [RunCondition.plain, .tinyFiveThreads, .spilledFiveThreads])
  func everyStageCountsItsRows(_ name: String, _ condition: RunCondition) throws {
    let workdir = try Workdir()
    let logs = try GeneratedLog.write(rows: 20_000, files: 1, seed: 17, to: workdir)
    let text = workdir.text(logs[0]) + "2026-01-02T00:00:00Z,heartbeat,a1,,,,,,,,,h1\n"
    let log = name.hasSuffix("jsonl") ? try Self.jsonLines(text) : text
    try workdir.write(name, name.hasSuffix("gz") ? try Gzip.member(log, in: workdir) : Array(log.utf8))
    try workdir.write("plan.yaml", "ignore: [heartbeat]\n")
    let run = try Tributary.run(
      ["run", name, "--config", "plan.yaml", "--quiet", "--measure", "--log-format", "json"] + condition.options, in: workdir.root,
      environment: condition.environment)
    try #require(run.status == 0 && run.standardOutput.isEmpty, "\(run.standardError)")
    let counts = try ReportFiles.counts(workdir.path("tributary-report"))
    let said = try message(run)
    let figures = try figures(said)
    let read = 20_001
    for stage in ["inflate", "split", "parse", "write", "all"] { #expect(figures[stage]?.rows == read, "\(stage)") }
    let rejected = counts.filter { $0.key.hasPrefix("rejected: ") }.reduce(0) { $0 + $1.value }
    let used = read - rejected - counts["left out: ignored", default: 0]
    #expect(rejected > 10 && used < read - rejected, "\(counts)")
    for stage in ["partition", "link", "order"] { #expect(figures[stage]?.rows == used, "\(stage): \(counts)") }
    #expect(try #require(figures["credit"]?.rows) <= used && figures["credit"]?.rows ?? 0 > used / 2)
    #expect(figures["inflate"]?.bytes == log.utf8.count)
    let header = name.hasSuffix("jsonl") ? 0 : log.prefix { $0 != "\n" }.utf8.count + 1
    #expect(figures["split"]?.bytes == log.utf8.count - header && figures["parse"]?.bytes == log.utf8.count - header)
    for stage in Self.stages { #expect(figures[stage]?.bytes ?? 0 > 0, "\(stage)") }
    try expectTimesToAddUp(figures, said)
  }

  /// What one file was read into serves the next: 200 more files, each of more bytes than are read at once, take no more memory.
  @Test func memoryDoesNotGrowWithFiles() throws {
    let workdir = try Workdir()
    var random = Seeded(3)
    var log = "time,event,user_id,channel,note\n"
    // Random digits pack to less than half their length.
    for _ in 0..<20 {
      let note = random.bytes(40_000, of: "0123456789abcdef")
      log += "2026-01-02T00:00:00Z,touch,u,search," + String(decoding: note, as: UTF8.self) + "\n"
    }
    let packed = try Gzip.member(log, in: workdir)
    #expect(packed.count > 300 << 10)
    var peaks: [Int] = []
    // The address sanitizer keeps what is freed to see that nobody reads it.
    let usual = ProcessInfo.processInfo.environment["ASAN_OPTIONS"].map { $0 + ":" } ?? ""
    let withoutQuarantine = usual + "quarantine_size_mb=0:thread_local_quarantine_size_kb=0"
    for range in [0..<20, 20..<220] {
      for i in range { try workdir.write("logs/\(i).csv.gz", packed) }
      let run = try Tributary.run(
        ["run", "logs", "--quiet", "--measure", "--threads", "2", "--log-format", "json"], in: workdir.root,
        environment: ["ASAN_OPTIONS": withoutQuarantine])
      try #require(run.status == 0, "\(run.standardError)")
      peaks.append(try #require(try message(run)["peak_bytes"] as? Int))
    }
    #expect(peaks[1] - peaks[0] < 16 << 20, "\(peaks)")
  }

  /// Every stage of so long a log takes time, and all of them what the process took.
  private func expectTimesToAddUp(_ figures: [String: Figures], _ message: [String: Any]) throws {
    let all = try #require(message["cpu_seconds"] as? Double)
    let stages = Self.stages.compactMap { figures[$0]?.seconds }
    #expect(stages.allSatisfy { $0 > 0 } && figures["all"]?.seconds == all, "\(figures)")
    // Each line is cut to a microsecond.
    let other = try #require(figures["other"]?.seconds)
    #expect(abs(stages.reduce(0, +) + other - all) < 0.00002 || other == 0, "\(figures)")
    #expect(message["level"] as? String == "info" && message["seconds"] is Double)
    #expect(message["peak_bytes"] as? Int ?? 0 > 1 << 20)
    #expect((message["message"] as? String)?.contains(" s of processor time, ") == true)
  }

  private static func jsonLines(_ csv: String) throws -> String {
    let lines = csv.split(separator: "\n")
    let names = lines[0].split(separator: ",").map(String.init)
    return try lines.dropFirst().map { line in
      let fields = line.replacing("\"quoted, channel\"", with: "quoted").split(separator: ",", omittingEmptySubsequences: false)
      let object = Dictionary(uniqueKeysWithValues: zip(names, fields.map(String.init)))
      return String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self) + "\n"
    }.joined()
  }

  /// For people it is a table, quiet or not; without links none are composed.
  @Test(arguments: [[], ["--quiet"]]) func isATable(_ options: [String]) throws {
    let workdir = try Workdir()
    let rows = "2026-01-02,touch,u1,email,,\n2026-01-03,won,u1,,10,USD\nx,won,u1,,1,USD\n"
    try workdir.write("log.csv", "time,event,user_id,channel,amount,currency\n" + rows)
    try workdir.write("spend.csv", "date,channel,amount\n2026-01-02,email,1\n")
    let arguments = ["run", "log.csv", "--spend", "spend.csv", "--model", "linear", "--max-rejects", "1"] + options
    let run = try Tributary.run(arguments + ["--measure"], in: workdir.root)
    try #require(run.status == 0 && run.standardOutput.isEmpty, "\(run.standardError)")
    let plain = try Tributary.run(arguments, in: workdir.root).standardError
    #expect(plain.isEmpty == !options.isEmpty && run.standardError.hasPrefix(plain))
    let table = run.standardError.dropFirst(plain.count).split(separator: "\n")
    #expect(table.first?.split(separator: " ") == ["stage", "bytes", "rows", "CPU", "s", "ns", "a", "row"])
    #expect(
      table.dropFirst().dropLast().compactMap { $0.split(separator: " ").first.map(String.init) } == Self.stages + ["other", "all"])
    #expect(table.last?.wholeMatch(of: /[\d.]+ s, [\d.]+ s of processor time, \d+ MiB of memory at most/) != nil, "\(table)")
    func cells(_ stage: String) -> [Substring] { table.first { $0.hasPrefix(stage) }?.split(separator: " ") ?? [] }
    #expect(cells("parse").dropFirst().prefix(2) == ["\(rows.utf8.count)", "3"], "\(table)")
    #expect(cells("link").dropFirst() == ["0", "0", "0.000"] && cells("order")[2] == "2", "\(table)")
  }

  @Test func noReportDependsOnIt() throws {
    let workdir = try Workdir()
    let logs = try GeneratedLog.write(rows: 5_000, files: 3, seed: 19, to: workdir)
    let arguments = ["run", "--credits", "--spend", "spend.csv", "--threads", "2"] + logs
    let plain = try Tributary.run(arguments + ["--output", "plain"], in: workdir.root)
    let measured = try Tributary.run(arguments + ["--output", "measured", "--measure"], in: workdir.root)
    try #require(plain.status == 0 && measured.status == 0, "\(measured.standardError)")
    #expect(!plain.standardError.contains("ns a row") && measured.standardError.contains("ns a row"))
    let differing = try ReportFiles(workdir.path("measured")).differences(from: ReportFiles(workdir.path("plain")))
    #expect(differing.isEmpty)
  }

  /// A run without a report has taken nothing worth telling.
  @Test func aFailureIsSaidAlone() throws {
    let workdir = try Workdir()
    try workdir.write("log.csv", "time,event,user_id,channel\nx,touch,u1,email\n")
    let run = try Tributary.run(["run", "log.csv", "--measure"], in: workdir.root)
    #expect(run.status == 65 && !run.standardError.contains("ns a row"))
  }
}
