@testable import Text
@testable import Figures
import Credit
import Foundation
import ReportTesting
import Testing
import Values

@testable import Platform
@testable import Report

struct SummaryTests {
  let folder: ScratchFolder
  init() throws { folder = try ScratchFolder() }
  var output: String { folder.path + "/out" }

  private var sample: SampleReport {
    var report = SampleReport([("x", "")])
    report.credits = [(0, 0, 0, 5_000, 1_000_000), (0, 0, 1, 4_000, 1_000_000)]
    report.touches = [(0, 0, 1)]
    report.spend = [(0, 2_500_000)]
    var rows = RowLedger()
    rows.read = 6
    rows[.unreadableTime] = 1
    rows[.duplicate] = 1
    rows[.goal] = 2
    rows[.credited] = 2
    let source = RunSummary.Source(
      name: "a \"quoted\"\u{1}.csv", format: "csv", encoding: "cp949", bytes: 12, digest: "xxh3-128:00")
    report.summary.inputs = [(source, rows)]
    report.summary.linkConflicts = 3
    report.summary.settings = [.init("lookback", .text("90d")), .init("model", .array([.text("linear")]))]
    return report
  }

  @Test func countsAreThoseOfTheSpecification() {
    let counts = sample.summary.counts.map { "\($0.key)=\($0.count)" }
    #expect(
      counts == [
        "left out: duplicate=1", "link conflicts=3", "read=6", "rejected: unreadable time=1", "used: credited=2",
        "used: goal=2",
      ])
  }

  @Test func isJSONWhoseTotalsReconcile() throws {
    try sample.write(to: output)
    let text = try folder.text("out/summary.json")
    let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(json["files"] as? [String] == SampleReport.files)
    #expect((json["counts"] as? [String: Int])?["used: goal"] == 2)
    let input = try #require((json["inputs"] as? [[String: Any]])?.first)
    #expect(input["name"] as? String == "a \"quoted\"\u{1}.csv")
    #expect(input["format"] as? String == "csv" && input["encoding"] as? String == "cp949")
    #expect(input["rejected"] as? [String: Int] == ["unreadable time": 1])
    #expect(input["left_out"] as? [String: Int] == ["duplicate": 1])
    #expect(input["used"] as? [String: Int] == ["goal": 2, "credited": 2])
    let total = try #require((json["totals"] as? [[String: Any]])?.first)
    #expect(total["credited"] as? [String: String] == ["amount": "0.005000", "conversions": "1.000000"])
    #expect(total["unattributed"] as? [String: String] == ["amount": "0.004000", "conversions": "1.000000"])
    #expect(total["total"] as? [String: String] == ["amount": "0.009000", "conversions": "2.000000"])
    #expect(json["spend"] as? String == "2.500000")
  }

  @Test func anInputThatWasLeftOutHasAReasonAndNoCounts() throws {
    var report = sample
    report.summary.inputs.append(
      (.init(name: "b.csv", format: "", encoding: "", bytes: 7, digest: "", damage: "x: truncated gzip data"), RowLedger()))
    try report.write(to: output)
    let text = try folder.text("out/summary.json")
    let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let input = try #require((json["inputs"] as? [[String: Any]])?.last)
    #expect(Set(input.keys) == ["name", "bytes", "damaged"] && input["damaged"] as? String == "x: truncated gzip data")
  }

  @Test func onlyTheRunObjectDiffersBetweenRuns() throws {
    var report = sample
    try report.write(to: output)
    let first = try folder.text("out/summary.json")
    report.summary.run = .init(
      started: Instant(microseconds: 1_772_357_400_000_000), durationMilliseconds: 5, threads: 2, memoryBytes: 7)
    try report.write(to: output)
    let second = try folder.text("out/summary.json")
    let mark = "\n  \"run\": {"
    #expect(first != second && second.contains("2026-03-01T09:30:00Z"))
    #expect(first.components(separatedBy: mark)[0] == second.components(separatedBy: mark)[0])
    #expect(first.components(separatedBy: mark).count == 2)
  }

  @Test func aReportKnowsItsOwnFiles() throws {
    try sample.write(to: output)
    let text = Array(try folder.text("out/summary.json").utf8)
    #expect(SummaryFile.listedFiles(in: text) == SampleReport.files)
    #expect(SummaryFile.listedFiles(in: Array(text.prefix(90))) == nil)
    #expect(SummaryFile.listedFiles(in: Array("{\n  \"files\": [\n    \"a\"\n  ],\n}".utf8)) == nil)
    #expect(SummaryFile.listedFiles(in: []) == nil)
    try folder.put("x", at: "out/summary.json")
    let path = output
    let error = #expect(throws: OutputError.self) { _ = try OutputDirectory.forReport(at: path) }
    #expect(error == .notOurs(path: path, file: "campaigns.csv"))
  }

  @Test func whatDoesNotAddUpIsNotPublished() throws {
    try sample.write(to: output)
    let before = try folder.text("out/channels.csv")
    var rows = sample
    rows.summary.inputs[0].rows.read += 1
    var credit = sample
    credit.credits.append((0, 0, 0, 1, 0))
    var contents = credit.contents
    contents.totals.goals[0].amount -= 1
    let path = output
    for (contents, word) in [(rows.contents, "7 rows read"), (contents, "won by linear")] {
      let error = #expect(throws: ReconciliationError.self) {
        var directory = try OutputDirectory.forReport(at: path)
        try writeReport(contents, into: &directory)
      }
      #expect(error?.description.contains(word) == true)
    }
    #expect(try folder.text("out/channels.csv") == before)
    #expect(try folder.names() == ["out"])
  }
}

struct RejectsTests {
  let folder: ScratchFolder
  init() throws { folder = try ScratchFolder() }

  private let row = RejectedRow(source: "a.csv", line: 7, reason: .unreadableTime, column: "time", text: "1,5\" \n")
  private let lines = "source,line,reason,column,text\r\na.csv,7,unreadable time,time,\"1,5\"\" \n\"\r\n"

  @Test func reportListsThem() throws {
    var report = SampleReport([])
    report.rejects = [row]
    try report.write(to: folder.path + "/out")
    #expect(try folder.text("out/rejects.csv") == lines)
  }

  @Test func manyAreCompressed() throws {
    let path = folder.path + "/out"
    var rows = Array(repeating: row, count: 20_000)
    rows[19_999].line = 0
    for run in ["1", "2"] {
      var directory = try OutputDirectory(path + run, manifest: .init(fileName: "m") { _ in nil })
      let table = RejectsTable(RejectList(rows))
      let file = try TableFile(table.description, dialect: .plain, in: directory.files, plainBytes: 1000)
      var output = TableRows(of: table.description, for: [file])
      try table.addFinalRows(to: &output)
      try output.finish()
      #expect(file.path == "rejects.csv.gz")
      try directory.publish()
    }
    let text = try gunzip(path + "1/rejects.csv.gz")
    #expect(text.hasPrefix(lines) && text.hasSuffix("a.csv,,unreadable time,time,\"1,5\"\" \n\"\r\n"))
    #expect(text.utf8.filter { $0 == 0x0D }.count == 20_001)
    let first = try Data(contentsOf: URL(fileURLWithPath: path + "1/rejects.csv.gz"))
    #expect(try first == Data(contentsOf: URL(fileURLWithPath: path + "2/rejects.csv.gz")))
  }

  @Test(arguments: ["mine.csv", "mine.csv.gz"])
  func standAlone(name: String) throws {
    var file = try RejectsFile(path: folder.path + "/" + name)
    try file.append(row)
    try file.finish()
    #expect(try name.hasSuffix(".gz") ? gunzip(folder.path + "/" + name) == lines : folder.text(name) == lines)
  }
}
