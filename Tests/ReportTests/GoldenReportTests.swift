@testable import Text
import Foundation
import ReportTesting
import Testing
import Values

@testable import Report

/// Whole reports to the byte, as machines read them and as a spreadsheet opens them. `TRIBUTARY_REWRITE_GOLDEN=1` writes
/// them anew; then the difference is what to review.
struct GoldenReportTests {
  let folder: ScratchFolder
  init() throws { folder = try ScratchFolder() }

  private static let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Golden/"

  private static let dialects: [(String, CSVDialect)] = {
    var comma = CSVDialect.plain
    comma.hasDecimalComma = true
    var excelComma = CSVDialect.excel
    excelComma.hasDecimalComma = true
    return [("plain", .plain), ("excel", .excel), ("decimal-comma", comma), ("excel-decimal-comma", excelComma)]
  }()

  private func sample(_ dialect: CSVDialect) -> SampleReport {
    var report = SampleReport([
      ("+82 ads", ""), ("=HYPERLINK(\"http://x\")", "-5"), ("@home", "a;b"), ("email", "\tnews"), ("검색", "1,5"),
    ])
    report.goals = ["lead", "won"]
    report.models = ["first-touch", "w-shaped"]
    report.moneyless = [0]
    report.dialect = dialect
    for slot in 0..<5 {
      report.touches += [(0, slot, 1), (1, slot, Int64(slot))]
      report.spend.append((slot, Int64(slot) * 1_234_567))
      for model in 0..<2 {
        report.credits.append((0, model, slot, 0, 1_000_000))
        report.credits.append((1, model, slot, Int64(slot - 1) * 7_654_321, 400_000))
      }
    }
    report.credits += [(1, 0, 5, 1_000_000, 1_000_000), (1, 1, 5, 1_000_000, 1_000_000)]
    report.rejects = [
      RejectedRow(source: "a.csv", line: 7, reason: .unreadableAmount, column: "amount", text: "=1;5"),
      RejectedRow(source: "b.tar!c.csv", line: 0, reason: .unclosedQuote, column: "", text: ""),
    ]
    return report
  }

  @Test(arguments: dialects.map(\.0)) func isTheSameToTheByte(_ name: String) throws {
    let dialect = try #require(GoldenReportTests.dialects.first { $0.0 == name }).1
    try sample(dialect).write(to: folder.path + "/out")
    #expect(try folder.names("out") == SampleReport.files)
    for file in SampleReport.files {
      let written = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/out/" + file))
      let golden = URL(fileURLWithPath: GoldenReportTests.golden + name + "/" + file)
      if ProcessInfo.processInfo.environment["TRIBUTARY_REWRITE_GOLDEN"] == "1" {
        try FileManager.default.createDirectory(
          at: golden.deletingLastPathComponent(), withIntermediateDirectories: true)
        try written.write(to: golden)
      }
      #expect(try Data(contentsOf: golden) == written, "\(name)/\(file)")
    }
  }

  /// Every file of the report stands in the description, and every column of every table, in order.
  @Test(arguments: dialects.map(\.0)) func describesEveryFileAndColumn(_ name: String) throws {
    let dialect = try #require(GoldenReportTests.dialects.first { $0.0 == name }).1
    try sample(dialect).write(to: folder.path + "/out")
    let text = try folder.text("out/datapackage.json")
    let package = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let resources = try #require(package["resources"] as? [[String: Any]])
    let paths = resources.compactMap { $0["path"] as? String }
    #expect((paths + ["datapackage.json"]).sorted() == SampleReport.files)
    for resource in resources where resource["type"] as? String == "table" {
      let schema = try #require(resource["schema"] as? [String: Any])
      let fields = try #require(schema["fields"] as? [[String: Any]])
      let delimiter = try #require((resource["dialect"] as? [String: String])?["delimiter"])
      let path = try #require(resource["path"] as? String)
      let header = try folder.text("out/" + path).split(separator: "\r\n")[0]
      #expect(header.replacing("\u{FEFF}", with: "") == fields.compactMap { $0["name"] as? String }.joined(separator: delimiter))
      #expect(fields.allSatisfy { ($0["description"] as? String)?.isEmpty == false && $0["type"] is String })
      #expect(schema["missingValues"] as? [String] == [""])
      let key = schema["primaryKey"] as? [String] ?? []
      #expect(
        key.isEmpty == (path == "rejects.csv") && key.allSatisfy { name in fields.contains { $0["name"] as? String == name } })
    }
  }
}

struct CSVDialectTests {
  private func cells(_ dialect: CSVDialect, _ texts: [String]) -> String {
    var csv = CSVText(dialect)
    csv.clear()
    csv.record(texts)
    return String(decoding: csv.bytes, as: UTF8.self)
  }

  @Test func formulasGetAnApostropheInTextAlone() {
    let texts = ["=1", "+1", "-1", "@a", "\ta", "\ra", "a=1", "'=1", "", " =1"]
    #expect(cells(.excel, texts) == "'=1,'+1,'-1,'@a,'\ta,\"'\ra\",a=1,'=1,, =1\r\n")
    #expect(cells(.plain, texts) == "=1,+1,-1,@a,\ta,\"\ra\",a=1,'=1,, =1\r\n")
    var csv = CSVText(.excel)
    csv.cell(Int128(-150), decimals: 2)
    #expect(csv.bytes == [0xEF, 0xBB, 0xBF] + Array("-1.50".utf8))
  }

  @Test func aDecimalCommaPartsFieldsBySemicolons() {
    var comma = CSVDialect.plain
    comma.hasDecimalComma = true
    var csv = CSVText(comma)
    csv.cell("a,b")
    csv.cell("a;b")
    csv.cell(Int128(-150), decimals: 2)
    csv.cell(Int64(1500))
    csv.cell(nil, decimals: 2)
    csv.endRecord()
    #expect(String(decoding: csv.bytes, as: UTF8.self) == "a,b;\"a;b\";-1,50;1500;\r\n")
  }
}
