import Foundation
import ProgramTesting
import Testing

/// `--damaged skip`: the report is that of a run without the damaged input, to the byte, but for its entry in the summary.
@Suite struct DamagedSkipTests {
  /// Commands that make a damaged `a-bad` of `bad.csv`, most of which gives rows before anyone can know.
  static let kinds = [
    "gzip -c bad.csv | head -c -4 > a-bad", "(gzip -c bad.csv; gzip -c bad.csv | head -c -9) > a-bad",
    "gzip -c bad.csv > whole; (head -c -8 whole; printf 'wrong sum') > a-bad", "zstd -q -c bad.csv | head -c -4 > a-bad",
    "xz -c bad.csv | head -c -4 > a-bad", "bzip2 -c bad.csv | head -c -4 > a-bad", "lz4 -q -c bad.csv | head -c -4 > a-bad",
    "(zstd -q -c bad.csv; echo garbage) > a-bad", "tar c bad.csv | gzip | head -c -4 > a-bad",
    "tar c bad.csv | compress -f | head -c -900 > a-bad", "tar c bad.csv | head -c -11000 > a-bad",
    "gzip -k bad.csv; head -c -4 bad.csv.gz > cut.gz; tar cf a-bad bad.csv.gz cut.gz",
    "gzip -c bad.csv | head -c -4 > cut.gz; zip -q -0 bad.zip bad.csv cut.gz; mv bad.zip a-bad",
    "zip -q bad.zip bad.csv; printf 'PK' >> bad.zip; mv bad.zip a-bad",
  ]

  /// Ways to run in which rows have gone to scratch, to other workers and to other partitions when the damage is found.
  static let conditions = RunCondition.all.filter { $0.description.hasSuffix("16MiB, blocks of 257 bytes") } + [.spilledFiveThreads]

  private static let settings = [
    "--damaged", "skip", "--spend", "spend.csv", "--goal", "won", "--goal", "lead", "--channel-map", "map.csv", "--session", "2d",
    "--max-rejects", "20",
  ]

  /// Two good logs, their spend and a channel map, and a bad log that would show in every part of a report: another
  /// currency, earlier links and duplicates of the good rows, channels nearly called like the spend's, many rejects, page
  /// views, amounts that are rounded.
  private func stage(_ kind: String) throws -> (workdir: Workdir, logs: [String]) {
    let workdir = try Workdir()
    let logs = try GeneratedLog.write(rows: 3_000, files: 2, seed: 21, to: workdir)
    try workdir.write("map.csv", "channel,campaign,channel\n*search*,camp-1*,Search Ones\nodd*,,Odd\n")
    var bad = "time,event,account_id,user_id,anonymous_id,channel,campaign,cost,deal_id,amount,currency,event_id\n"
    for row in 0..<6_000 {
      let id = row % 250
      let ids = "a\(id + 1),u\(id)x\(row % 3),c\(id)"
      bad += "2025-12-\(row % 20 + 10),page_view,\(ids),odd\(row % 50),emial,0.1234567,,,EUR,e\(row % 200)\n"
      if row % 3 == 0 { bad += "2025-12-01,won,a\(id),u\(id)y,,emial,,,d\(id)-0,9.0000005,EUR,\n2025-12-01,won,,,,,,,dx,1,EUR,\n" }
      if row % 4 == 0 { bad += "nonsense\n" }
    }
    try workdir.write("bad.csv", bad)
    try shell(kind, in: workdir)
    return (workdir, logs)
  }

  private func shell(_ command: String, in workdir: Workdir) throws {
    let run = try RunningProgram("/bin/bash", ["-ec", command], in: workdir.root).finish()
    try #require(run.status == 0, "\(command): \(run.standardError)")
  }

  /// Every file of a report; of the summary what remains without the run and the damaged inputs' entries, which are given
  /// apart.
  private func report(_ folder: String) throws -> (files: [String: [UInt8]], damaged: [[String: String]]) {
    var files = try ReportFiles(folder).files
    let summary = try #require(try JSONSerialization.jsonObject(with: Data(files["summary.json"] ?? [])) as? [String: Any])
    let inputs = try #require(summary["inputs"] as? [[String: Any]])
    var rest = summary
    rest["inputs"] = inputs.filter { $0["damaged"] == nil }
    files["summary.json"] = Array(try JSONSerialization.data(withJSONObject: rest, options: [.sortedKeys]))
    return (files, inputs.filter { $0["damaged"] != nil }.map { $0.mapValues { "\($0)" } })
  }

  @Test(arguments: kinds)
  func nothingOfADamagedInputReachesTheReport(_ kind: String) throws {
    let (workdir, logs) = try stage(kind)
    let without = try Tributary.run(["run", "--output", "without"] + Self.settings + logs, in: workdir.root)
    try #require(without.status == 0, "\(without.standardError)")
    let expected = try report(workdir.path("without"))
    #expect(expected.damaged.isEmpty)
    for (place, condition) in Self.conditions.enumerated() {
      let run = try Tributary.run(
        ["run", "--output", "with-\(place)"] + Self.settings + condition.options + ["a-bad"] + logs, in: workdir.root,
        environment: condition.environment)
      #expect(run.status == 0, "\(kind), \(condition): \(run.standardError)")
      #expect(run.standardError.contains("; a-bad is left out whole (--damaged skip)"), "\(kind): \(run.standardError)")
      let found = try report(workdir.path("with-\(place)"))
      for (name, bytes) in expected.files {
        #expect(
          found.files[name] == bytes,
          "\(kind), \(condition): another \(name): \(String(decoding: found.files[name] ?? [], as: UTF8.self).prefix(3_000))")
      }
      #expect(found.damaged.count == 1 && found.damaged.first?["name"] == "a-bad", "\(found.damaged)")
      #expect(Set(found.damaged.first?.keys.map(\.self) ?? []) == ["name", "bytes", "damaged"])
    }
    let stopped = try Tributary.run(["run", "--output", "stopped", "a-bad"] + logs, in: workdir.root)
    #expect(stopped.status == 74 && stopped.standardError.contains(", or pass --damaged skip"), "\(kind): \(stopped.standardError)")
    #expect(!workdir.exists("stopped"))
  }

  @Test func pipesAreReadAgain() throws {
    let (workdir, logs) = try stage(Self.kinds[0])
    let without = try Tributary.run(
      ["run", "--output", "without"] + Self.settings + [logs[0], "-"], in: workdir.root, standardInput: workdir.path(logs[1]))
    try #require(without.status == 0, "\(without.standardError)")
    let binary = Tributary.binary
    let command = "gzip -c \(logs[1]) | '\(binary)' run --output with \(Self.settings.joined(separator: " ")) a-bad \(logs[0]) -"
    try shell("set -o pipefail; \(command)", in: workdir)
    let (expected, found) = (try report(workdir.path("without")), try report(workdir.path("with")))
    for name in ["channels.csv", "campaigns.csv", "comparison.csv", "rejects.csv"] {
      #expect(found.files[name] == expected.files[name])
    }
    #expect(found.damaged.map { $0["damaged"] } == ["truncated gzip data"])
  }

  @Test func rejectsOfADamagedInputAreNotWritten() throws {
    let (workdir, logs) = try stage(Self.kinds[0])
    for inputs in [logs, ["a-bad"] + logs] {
      let run = try Tributary.run(
        ["run", "--output", "report", "--rejects", "rejects-\(inputs.count).csv"] + Self.settings + inputs, in: workdir.root)
      #expect(run.status == 0, "\(run.standardError)")
    }
    #expect(try workdir.bytes("rejects-2.csv") == workdir.bytes("rejects-3.csv"))
    // What cannot be understood is held against the limit all the same where the input is whole.
    let options = ["run", "--output", "other", "--max-rejects", "20", "--damaged", "skip"]
    let whole = try Tributary.run(options + ["bad.csv"] + logs, in: workdir.root)
    #expect(whole.status == 65 && !workdir.exists("other"), "\(whole.standardError)")
  }

  /// A wrong bit may make wrong letters, or too many rejects, long before a checksum tells: damage is what is said.
  @Test(arguments: [["--max-rejects", "20"], ["--max-rejects", "100%"]])
  func damageIsSaidBeforeWhatItMadeOfTheText(_ options: [String]) throws {
    let (workdir, logs) = try stage("gzip -c bad.csv > whole; (head -c -8 whole; printf 'wrong sum') > a-bad")
    try shell("(printf 'no header\\n1,2\\n' | gzip -c | head -c -4) > b-bad", in: workdir)
    for bad in ["a-bad", "b-bad"] {
      let run = try Tributary.run(["run", "--output", "report", bad] + options + logs, in: workdir.root)
      #expect(run.status == 74 && run.standardError.contains("\(bad): "), "\(run.standardError)")
    }
    let skipped = try Tributary.run(["run", "--output", "report", "--damaged", "skip", "b-bad"] + logs, in: workdir.root)
    #expect(skipped.status == 0, "\(skipped.standardError)")
  }
}
