import Foundation
import ProgramTesting
import Testing

/// The maker of logs, and the sample it made.
@Suite struct GenerateTests {
  /// Beside the test bundle, whichever binary of the program is tested.
  private static let binary = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appendingPathComponent("generate").path
  private static let data = Tributary.repository + "/data"

  private func generate(_ arguments: [String], in workdir: Workdir) throws -> FinishedRun {
    try RunningProgram(Self.binary, arguments, in: workdir.root).finish()
  }

  private func shell(_ command: String, in workdir: Workdir) throws -> FinishedRun {
    try RunningProgram("/bin/sh", ["-c", command], in: workdir.root).finish()
  }

  /// What is packed is compared unpacked: another zlib may pack otherwise.
  @Test func theSampleIsUpToDateAndSmall() throws {
    let workdir = try Workdir()
    let run = try generate(["--sample", "made"], in: workdir)
    try #require(run.status == 0, "\(run.standardError)")
    let size = try shell("du -sb \(Self.data) | cut -f 1", in: workdir).standardOutput
    #expect(try #require(Int(size.trimmingCharacters(in: .whitespacesAndNewlines))) < 2_000_000)
    let difference = try shell(
      """
      cp -r \(Self.data) kept && gunzip -r kept made && diff -r -q --exclude=tributary.yaml --exclude=tributary.schema.json kept made && ls kept/touches | wc -l
      """, in: workdir)
    #expect(
      difference.status == 0 && difference.standardOutput == "181\n", "\(difference.standardOutput)\(difference.standardError)")
  }

  @Test func theSampleRunsByItsConfiguration() throws {
    let workdir = try Workdir()
    let run = try Tributary.run(
      ["run", "--config", "\(Self.data)/tributary.yaml", "--output", "report"], in: workdir.root)
    try #require(run.status == 0, "\(run.standardError)")
    try Golden.expect(workdir.text("report/channels.csv"), is: "sample-channels.csv")
    let counts = try ReportFiles.counts(workdir.path("report"))
    let read = try #require(counts["read"])
    let rejected = counts.filter { $0.key.hasPrefix("rejected: ") }.values.reduce(0, +)
    #expect(rejected > 0 && rejected * 100 < read, "\(rejected) of \(read) rows are rejected")
    for kind in [
      "left out: duplicate", "left out: repeated", "left out: ignored", "used: identity", "used: goal", "used: credited",
      "used: outside window", "used: no goal", "link conflicts",
    ] { #expect(counts[kind, default: 0] > 0, "the sample has no row that is \(kind): \(counts)") }
  }

  /// Rows as asked for, in every format and encoding and packed in every way, and one report of them all.
  @Test func everyFormatReadsBackToTheSameReport() throws {
    let workdir = try Workdir()
    let shapes = [
      ("csv", "utf-8", "none"), ("semicolon", "cp949", "gzip"), ("pipe", "utf-16le", "zstd"), ("tsv", "utf-8", "xz"),
      ("tsv-unquoted", "cp949", "bzip2"), ("tsv-escaped", "utf-8", "lz4"), ("jsonl", "utf-8", "gzip"),
      ("jsonl", "utf-16le", "none"),
    ]
    var wanted: [[UInt8]] = []
    for (place, shape) in shapes.enumerated() {
      let made = try generate(
        ["7001", "-o", "log\(place)", "--format", shape.0, "--encoding", shape.1, "--compress", shape.2, "--files", "3"],
        in: workdir)
      try #require(made.status == 0, "\(shape): \(made.standardError)")
      let format = shape.0 == "tsv-escaped" ? ["--format", shape.0] : []
      let run = try Tributary.run(
        [
          "run", "log\(place)/touches", "--spend", "log\(place)/spend.csv", "--rates", "log\(place)/rates.csv", "--currency", "KRW",
          "--output", "report", "--max-rejects", "0",
        ] + format, in: workdir.root)
      try #require(run.status == 0, "\(shape): \(run.standardError)")
      #expect(try ReportFiles.counts(workdir.path("report"))["read"] == 7001)
      let report = try ["channels.csv", "campaigns.csv", "comparison.csv"].map { try workdir.bytes("report/\($0)") }
      if place == 0 { wanted = report }
      #expect(report == wanted, "\(shape) makes another report")
    }
  }

  @Test func threadsChangeNoByteAndSeedsDo() throws {
    let workdir = try Workdir()
    for (name, more) in [("a", ["--threads", "1"]), ("b", ["--threads", "3"]), ("c", ["--seed", "2"])] {
      let run = try generate(["20k", "--output", name, "--compress", "gzip", "--files", "5"] + more, in: workdir)
      try #require(run.status == 0, "\(run.standardError)")
    }
    #expect(try shell("diff -r a b", in: workdir).status == 0)
    #expect(try shell("cmp -s a/touches/touches-0.csv.gz c/touches/touches-0.csv.gz", in: workdir).status == 1)
  }

  @Test func whatCannotBeMeantIsRefused() throws {
    let workdir = try Workdir()
    try workdir.write("full/file", "x")
    for (arguments, status, words) in [
      ([], Int32(64), "say how many rows"), (["10X", "-o", "a"], 64, "say how many rows"),
      (["2000M", "-o", "a"], 64, "1 to 1000M"),
      (["10"], 64, "say where to"), (["10", "-o", "a", "--from", "2026-02-30"], 64, "2026-02-30"),
      (["10", "-o", "a", "--files", "0"], 64, "--files"), (["10", "-o", "full"], 73, "full is not empty"),
    ] {
      let run = try generate(arguments, in: workdir)
      #expect(run.status == status && run.standardError.contains(words), "\(arguments): \(run.status) \(run.standardError)")
    }
    #expect(!workdir.exists("a"))
  }
}
