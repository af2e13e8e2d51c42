import Foundation
import ReportTesting
import Testing
import Values

@testable import Figures
@testable import Platform
@testable import Report
@testable import Text

/// The seam between figures and files: a table is written by every format, and a report is what its list of tables says.
struct ReportTablesTests {
  let folder: ScratchFolder
  init() throws { folder = try ScratchFolder() }

  /// A table as a later report file would bring it: an amount for each goal.
  private struct GoalsTable: ReportTable {
    let description = TableDescription(
      "goals", title: "Goals", columns: [ReportColumn("goal", .text, "Name."), ReportColumn("total", .ratio, "Amount.")],
      primaryKey: ["goal"])
    func addRows(of goal: ModelComparison, to rows: inout TableRows) throws {
      rows.add(goal.goal)
      rows.add(goal.models[0].total)
      try rows.endRow()
    }
  }

  /// Keeps the rows that it receives as text.
  private final class Memory: TableWriter, ReportFormat {
    let rowLimit: Int
    var rows: [[String]] = []
    var rowCount: Int?
    init(rowLimit: Int) { self.rowLimit = rowLimit }
    func writer(of table: TableDescription) -> (any TableWriter)? { table.name == "goals" ? self : nil }
    func write(_ block: borrowing TableBlock, rowCount: Int) {
      for row in 0..<rowCount { rows.append([block.text(row, 0), block.number(row, 1).map { "\($0)" } ?? ""]) }
    }
    func finish(rowCount: Int) { self.rowCount = rowCount }
  }

  private var sample: SampleReport {
    var report = SampleReport([("a", ""), ("b", "x")])
    report.goals = ["lead", "mql", "won"]
    for goal in 0..<3 {
      report.credits.append((goal, 0, goal == 1 ? 0 : 1, Int64(goal + 1) * 1_500_000, 1_000_000))
      report.touches.append((goal, goal == 1 ? 0 : 1, 1))
    }
    report.rejects = [RejectedRow(source: "a.csv", line: 2, reason: .badJSON, column: "", text: "")]
    return report
  }

  private func json(_ name: String) throws -> [String: Any] {
    let text = try folder.text(name)
    return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// An invented table reaches its file, the package and the list of files, and no writer knows it.
  @Test func aFurtherTableIsWrittenLikeTheOthers() throws {
    let contents = sample.contents
    var directory = try OutputDirectory.forReport(at: folder.path + "/out")
    try writeReport(contents, tables: contents.tables + [GoalsTable()], into: &directory)
    #expect(try folder.text("out/goals.csv") == "goal,total\r\nlead,1.500000\r\nmql,3.000000\r\nwon,4.500000\r\n")
    let resources = try #require(try json("out/datapackage.json")["resources"] as? [[String: Any]])
    let goals = try #require(resources.first { $0["name"] as? String == "goals" })
    let schema = try #require(goals["schema"] as? [String: Any])
    #expect(goals["path"] as? String == "goals.csv" && schema["primaryKey"] as? [String] == ["goal"])
    #expect((schema["fields"] as? [[String: Any]])?.map { $0["type"] as? String } == ["string", "number"])
    #expect(try json("out/summary.json")["files"] as? [String] == folder.names("out"))
  }

  /// The list of tables, `datapackage.json`, `summary.json` and the disk agree, with credits and without.
  @Test(arguments: [false, true]) func tablesPackageAndFilesAgree(hasCredits: Bool) throws {
    var contents = sample.contents
    if hasCredits {
      let entries = (0..<3).map { goal in
        CreditEntry(
          goal: goal, model: 0, slot: goal == 1 ? 0 : 1, goalTime: 0, touchTime: 0, amount: Int64(goal + 1) * 1_500_000,
          conversions: 1_000_000, dealSpelling: nil, journeySpelling: 0)
      }
      contents.credits = CreditList(
        zone: .utc, hashKey: nil,
        walk: {
          var iterator = entries.makeIterator()
          return { iterator.next() }
        }, spelled: { _ in CreditList.ID(kind: "user_id", text: Array("u".utf8)) })
    }
    var directory = try OutputDirectory.forReport(at: folder.path + "/out")
    try writeReport(contents, into: &directory)
    let tables = contents.tables.map(\.description)
    let resources = try #require(try json("out/datapackage.json")["resources"] as? [[String: Any]])
    #expect(resources.map { $0["name"] as? String } == tables.map(\.name) + ["summary"])
    let files = try folder.names("out")
    #expect(resources.compactMap { $0["path"] as? String }.sorted() + [] == files.filter { $0 != "datapackage.json" })
    #expect(try json("out/summary.json")["files"] as? [String] == files)
    #expect(files == ReportContents.fileNames(withCredits: hasCredits))
    for (table, resource) in zip(tables, resources) {
      let fields = try #require((resource["schema"] as? [String: Any])?["fields"] as? [[String: Any]])
      #expect(fields.map { $0["name"] as? String } == table.columns.filter(\.isInFiles).map(\.name))
      #expect(Set(table.primaryKey).isSubset(of: table.columns.map(\.name)), "\(table.name)")
    }
  }

  /// Rows are made once; each writer takes as many as it can and is told how many there are.
  @Test func eachWriterHasItsOwnBound() throws {
    let short = Memory(rowLimit: 2), long = Memory(rowLimit: .max)
    var pass = try TablePass([GoalsTable()], to: [short, long])
    try pass.run(sample.contents)
    #expect(short.rows == [["lead", "1500000"], ["mql", "3000000"]] && short.rowCount == 3)
    #expect(long.rows == short.rows + [["won", "4500000"]] && long.rowCount == 3)
  }

  /// Rejected rows that cannot be read back end the report, which would list too few of them.
  @Test func rowsThatCannotBeReadBackAreAnError() throws {
    struct Lost: Error {}
    var contents = sample.contents
    contents.rejects = RejectList { { throw Lost() } }
    let path = folder.path + "/out"
    #expect(throws: Lost.self) {
      var directory = try OutputDirectory.forReport(at: path)
      try writeReport(contents, into: &directory)
    }
    #expect(try folder.names() == [])
  }
}
