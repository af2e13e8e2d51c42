@testable import Figures
@testable import Console
@testable import Text
import Foundation
import ReportTesting
import Testing
import Values

/// The table after a run: what it shows, and how it looks. `TRIBUTARY_REWRITE_GOLDEN=1` writes the pictures anew.
struct OverviewTableTests {
  let folder: ScratchFolder
  init() throws { folder = try ScratchFolder() }

  private static let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Golden/"
  private static let names = [
    "(주)한빛 웨비나", "direct", "email", "paid_search_brand_and_non_brand_europe", "\u{1100}\u{1161}\u{11A8}상 (조합형)", "네이버 검색광고",
    "카카오톡 채널 — 신규 고객 대상 알림 메시지", "展示会 東京", "🎙\u{FE0F} podcast", "🚀 launch\u{1B}[31m",
  ]

  /// Won and yen, five models, names of every width.
  private func korean() -> SampleReport {
    var report = SampleReport(Self.names.map { ($0, "") }.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) })
    report.currency = "KRW"
    report.goals = ["lead", "won"]
    report.moneyless = [0]
    report.models = ["first-touch", "last-touch", "linear", "time-decay", "영업팀 모델 (제안·협상 중심)"]
    for slot in report.slots.indices {
      report.touches += [(0, slot, 1), (1, slot, 1)]
      if slot % 3 != 1 { report.spend.append((slot, Int64(slot + 1) * 1_250_000_000_000)) }
      for model in report.models.indices {
        let part = Int64((slot * 7 + model * 3) % 10)
        report.credits.append((0, model, slot, 0, part * 1_200_000))
        report.credits.append((1, model, slot, part * 17_345_678_901_234, part * 400_000))
      }
    }
    for model in report.models.indices { report.credits.append((1, model, report.slots.count, -4_000_000_000_000, 0)) }
    return report
  }

  @Test(arguments: [80, 120, 200]) func looksAsReviewed(_ columns: Int) throws {
    let text = try korean().write(to: folder.path + "/out").text(columns: columns, isColored: false)
    let golden = URL(fileURLWithPath: Self.golden + "overview-\(columns).txt")
    if ProcessInfo.processInfo.environment["TRIBUTARY_REWRITE_GOLDEN"] == "1" { try Data(text.utf8).write(to: golden) }
    #expect(try String(decoding: Data(contentsOf: golden), as: UTF8.self) == text)
    for line in text.split(separator: "\n") { #expect(DisplayWidth.of(String(line)) <= columns, "\(line)") }
  }

  /// Every printed amount stands in `channels.csv`, too, and all together they are the total.
  @Test func saysWhatTheReportSays() throws {
    let overview = try korean().write(to: folder.path + "/out")
    let table = try folder.text("out/channels.csv").split(separator: "\r\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    for goal in overview.goals {
      for line in goal.channels + [goal.unattributed].compactMap({ $0 }) {
        for (model, cell) in zip(overview.models, line.cells) {
          let row = try #require(table.first { $0[0] == goal.name && $0[1] == model && $0[2] == line.channel })
          #expect(Decimal.text(cell.amount, decimals: 0) == row[5])
          #expect(Decimal.text(cell.conversions, decimals: 6) == row[4])
          if goal.hasMoney { #expect((cell.share.map { Decimal.text($0, decimals: 6) } ?? "") == row[7]) }
          #expect((cell.roi.map { Decimal.text($0, decimals: 6) } ?? "") == row[10])
          #expect((cell.costPerConversion.map { Decimal.text($0, decimals: 0) } ?? "") == row[12])
        }
      }
      for model in overview.models.indices {
        let lines = goal.channels.map { $0.cells[model] } + [goal.more[model]] + [goal.unattributed?.cells[model]].compactMap { $0 }
        #expect(lines.reduce(0) { $0 + $1.amount } == goal.total[model].amount)
        #expect(lines.reduce(0) { $0 + $1.conversions } == goal.total[model].conversions)
      }
    }
  }

  @Test func twentyChannelsAreShownAndTheOthersTogether() throws {
    var report = SampleReport((0..<51).map { (String($0 + 100), "") })
    for slot in 0..<51 {
      report.touches.append((0, slot, 1))
      report.credits.append((0, 0, slot, Int64(slot) * 1_000_000, 1_000_000))
    }
    let lines = try report.write(to: folder.path + "/out").text(columns: 80, isColored: false).split(separator: "\n")
    #expect(lines.count == 2 + 20 + 1 + 1)
    #expect(lines[2].hasPrefix("150 ") && lines[21].hasPrefix("131 "))
    #expect(lines[22].split(separator: " ") == ["…", "31", "more", "in", "channels.csv", "465.00", "-", "-"])
    #expect(lines[23].split(separator: " ") == ["total", "1,275.00", "100.0%", "-"])
    // Where that is too long it says less.
    let narrow = try report.write(to: folder.path + "/out").text(columns: 44, isColored: false).split(separator: "\n")
    #expect(narrow[22].hasPrefix("… 31 more "))
  }

  @Test func channelsWithoutCreditStandByTheirSpend() throws {
    var report = SampleReport([("a", ""), ("b", ""), ("c", ""), ("d", "")])
    report.credits = [(0, 0, 3, 5_000_000, 1_000_000)]
    report.touches = [(0, 3, 1)]
    report.spend = [(0, 1_000_000), (1, 3_000_000), (2, 0)]
    let lines = try report.write(to: folder.path + "/out").text(columns: 80, isColored: false).split(separator: "\n")
    #expect(
      lines.dropFirst(2).map { $0.split(separator: " ").joined(separator: " ") } == [
        "d 5.00 100.0% -", "b 0.00 0.0% -1.00", "a 0.00 0.0% -1.00", "c 0.00 0.0% -", "total 5.00 100.0% 0.25",
      ])
  }

  @Test func nothingAtAllIsATotalOfNothing() throws {
    var report = SampleReport([])
    report.currency = "XXX"
    let text = try report.write(to: folder.path + "/out").text(columns: 80, isColored: false)
    #expect(text.split(separator: "\n").last?.split(separator: " ") == ["total", "0.00", "-", "-"])
    #expect(text.hasPrefix("won "))
  }

  @Test func headersAreSetOffInColourAlone() throws {
    let overview = try korean().write(to: folder.path + "/out")
    let colored = overview.text(columns: 80, isColored: true), plain = overview.text(columns: 80, isColored: false)
    #expect(colored.contains("\u{1B}[1m") && !plain.contains("\u{1B}"))
    #expect(colored.replacing("\u{1B}[1m", with: "").replacing("\u{1B}[0m", with: "") == plain)
  }
}
