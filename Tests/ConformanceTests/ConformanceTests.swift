import Foundation
import ProgramTesting
import Testing

/// Every folder of `Tests/Conformance`, run as a user would, cell by cell and count by count.
@Suite struct ConformanceTests {
  @Test(arguments: ConformanceCase.all)
  func agrees(with example: ConformanceCase) {
    let found = ConformanceTests.disagreements(example)
    if let reason = LaterCases.reasons[example.name] {
      #expect(!found.isEmpty, "\(example.name) passes now: take it off later.txt (it said: \(reason))")
    } else {
      #expect(found.isEmpty, "\(example.name):\n\(found.prefix(12).joined(separator: "\n"))")
    }
  }

  @Test func laterCasesExistAndSayWhy() {
    let names = Set(ConformanceCase.all.map(\.name))
    for (name, reason) in LaterCases.reasons.sorted(by: { $0.key < $1.key }) {
      print("not yet: \(name): \(reason)")
      #expect(names.contains(name), "later.txt names '\(name)', which is no case")
      #expect(!reason.isEmpty, "later.txt gives no reason for '\(name)'")
    }
    #expect(names.count >= 143, "cases are missing from \(ConformanceCase.root)")
  }

  /// What does not agree, one line each; a report that cannot be read is a disagreement too.
  private static func disagreements(_ example: ConformanceCase) -> [String] {
    do { return try compared(example) } catch { return ["\(error)"] }
  }

  private static func compared(_ example: ConformanceCase) throws -> [String] {
    let workdir = try Workdir()
    let output = workdir.path("report")
    let run = try example.run(into: output, in: workdir)
    guard run.status == 0 else { return ["status \(run.status)", run.standardError] }
    var found: [String] = []
    if !run.standardOutput.isEmpty { found.append("wrote to standard output: \(run.standardOutput.prefix(200))") }
    for name in ["channels.csv", "campaigns.csv"] {
      let wanted = try Data(contentsOf: URL(fileURLWithPath: "\(example.folder)/\(name)"))
      let got = try Data(contentsOf: URL(fileURLWithPath: "\(output)/\(name)"))
      let comparison = try ReportComparison(expected: CSVTable(wanted), actual: CSVTable(got))
      found += try comparison.differences().map { "\(name) \($0)" }
      if comparison.isTextuallyEqual, wanted != got { found.append("\(name): same cells, other bytes") }
    }
    let wanted = try example.expectedCounts()
    let got = try ReportFiles.counts(output)
    for key in Set(wanted.keys).union(got.keys).sorted() where wanted[key] != got[key] {
      found.append("count '\(key)': \(got[key] ?? 0) instead of \(wanted[key] ?? 0)")
    }
    return found
  }
}
