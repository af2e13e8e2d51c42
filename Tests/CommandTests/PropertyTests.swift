import Foundation
import ProgramTesting
import SeededTesting
import Testing

/// What must hold of any log, seen from outside.
@Suite struct PropertyTests {
  static let seeds = 0..<5

  @Test(arguments: seeds)
  func renamingIDsChangesNothing(seed: Int) throws {
    let workdir = try Workdir()
    let log = VisitLog.random(count: 300, seed: UInt64(seed))
    let renamed = log.renamed { kind, id in "\(kind.count)é\(String(id.reversed()))/\(kind.first ?? "x")" }
    let (a, b) = try reports(log, renamed, in: workdir, IdentityTests.options(seed))
    expectSame(a, b)
    #expect(a.conflicts == b.conflicts && a.conflicts > 0)
    #expect(a.files["rejects.csv"] == b.files["rejects.csv"])
  }

  @Test(arguments: seeds)
  func copiesWithTheirOwnIDsMultiplyEveryTotal(seed: Int) throws {
    let workdir = try Workdir()
    let log = VisitLog.random(count: 150, seed: UInt64(seed + 10))
    let copies = 2 + seed
    var many = VisitLog(rows: [], files: log.files)
    for copy in 0..<copies { many.rows += log.renamed { "\($1) copy \(copy)" }.rows }
    let (one, all) = try reports(log, many.inInputOrder(), in: workdir, IdentityTests.options(seed))
    #expect(all.counts == one.counts.mapValues { $0 * copies })
    #expect(all.conflicts == one.conflicts * copies)
    #expect(all.spend == one.spend * Decimal(copies))
    for (a, b) in zip(one.totals, all.totals) {
      for part in [\LogReport.Total.credited, \.unattributed, \.total] {
        let amount = try #require(Decimal(string: a[keyPath: part].amount))
        let conversions = try #require(Decimal(string: a[keyPath: part].conversions))
        #expect(Decimal(string: b[keyPath: part].amount) == amount * Decimal(copies), "\(a.goal) \(a.model)")
        #expect(Decimal(string: b[keyPath: part].conversions) == conversions * Decimal(copies), "\(a.goal) \(a.model)")
      }
    }
    // Channel by channel what is printed exactly.
    let (few, more) = (try one.table("campaigns.csv"), try all.table("campaigns.csv"))
    #expect(few.rows.count == more.rows.count && few.rows.count > 100)
    for (a, b) in zip(few.rows, more.rows) {
      #expect(a[0..<4] == b[0..<4])
      for column in ["touches", "conversions"] {
        #expect(try LogReport.number(more, b, column) == LogReport.number(few, a, column) * Decimal(copies), "\(a)")
      }
    }
  }

  @Test(arguments: seeds)
  func shufflingRowsOfDistinctTimesChangesNothing(seed: Int) throws {
    let workdir = try Workdir()
    var random = Seeded(UInt64(seed))
    var log = VisitLog.random(count: 300, seed: UInt64(seed + 20))
    let moments = log.rows.indices.shuffled(using: &random)
    for i in log.rows.indices { log.rows[i].time = VisitLog.start + moments[i] }
    var shuffled = log
    shuffled.rows.shuffle(using: &random)
    for i in shuffled.rows.indices { shuffled.rows[i].file = Int.random(in: 0..<3, using: &random) }
    let (a, b) = try reports(log, shuffled.inInputOrder(), in: workdir, IdentityTests.options(seed))
    expectSame(a, b)
    #expect(a.conflicts == b.conflicts && a.conflicts > 0)
  }

  @Test(arguments: seeds)
  func campaignsAddUpToChannelsAndChannelsToTotals(seed: Int) throws {
    let workdir = try Workdir()
    let report = try LogReport(
      VisitLog.random(count: 300, seed: UInt64(seed + 30)), "log", in: workdir, IdentityTests.options(seed))
    let (channels, campaigns) = (try report.table("channels.csv"), try report.table("campaigns.csv"))
    for column in ["touches", "conversions", "amount", "spend"] {
      let above = try sums(channels, column, by: 3)
      #expect(try sums(campaigns, column, by: 3) == above, "\(column) of campaigns")
      #expect(above.count > 20)
      guard column == "conversions" || column == "amount" else { continue }
      let wholes = try sums(channels, column, by: 2)
      for total in report.totals {
        let exact = column == "amount" ? total.total.amount : total.total.conversions
        let printed = rounded(try #require(Decimal(string: exact)), column == "amount" ? 2 : 6)
        #expect(wholes["\(total.goal),\(total.model)", default: 0] == printed, "\(total.goal) \(total.model) \(column)")
      }
    }
  }

  /// Each journey buys once and gives everything back, the refund known by its deal alone or by another id.
  @Test(arguments: seeds)
  func refundOfAWholeDealLeavesEveryChannelAtZero(seed: Int) throws {
    let workdir = try Workdir()
    let report = try LogReport(
      PropertyTests.boughtAndGivenBack(journeys: 200, seed: UInt64(seed)), "log", in: workdir,
      [
        "--model", "first-touch", "--model", "linear", "--model", "time-decay", "--model", "w-shaped", "--model", "full-path",
        "--after-conversion", seed % 2 == 0 ? "keep" : "reset",
      ])
    #expect(report.counts["used: goal"] == 400, "\(report.counts)")
    for name in ["channels.csv", "campaigns.csv"] {
      let table = try report.table(name)
      #expect(table.rows.count >= 20)
      for row in table.rows {
        #expect(try table.cell(row, "amount") == "0.00", "\(row)")
        #expect(try LogReport.number(table, row, "conversions") >= 0)
      }
    }
    for total in report.totals {
      #expect(total.total.amount == "0.000000" && total.unattributed.amount == "0.000000")
      #expect(total.total.conversions == "200.000000")
    }
  }

  private static func boughtAndGivenBack(journeys: Int, seed: UInt64) -> VisitLog {
    var random = Seeded(seed)
    var log = VisitLog(rows: [], files: 3)
    for journey in 0..<journeys {
      func row(_ minute: Int, _ event: String) -> VisitRow {
        var row = VisitRow(file: Int.random(in: 0..<3, using: &random), time: VisitLog.start + minute * 60, event: event)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: row.account = "a\(journey)"
        case 1: row.user = "u\(journey)"
        default: row.anonymous = "c\(journey)"
        }
        return row
      }
      var who = row(5, "identify")
      (who.account, who.user, who.anonymous) = ("a\(journey)", "u\(journey)", "c\(journey)")
      log.rows.append(who)
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        var touch = row(Int.random(in: 0..<20, using: &random), "touch")
        touch.channel = ["email", "direct", "paid_search", "webinar"].randomElement(using: &random)
        touch.campaign = "log-\(journey % 7)"
        log.rows.append(touch)
      }
      let amount = "\(Int.random(in: 1..<900, using: &random)).\(Int.random(in: 1..<999_999, using: &random))"
      var won = row(10, "won")
      (won.deal, won.amount) = ("d\(journey)", amount)
      var refund = row(Int.random(in: 11..<20, using: &random), "won")
      (refund.deal, refund.amount) = ("d\(journey)", "-\(amount)")
      if journey % 2 == 0 { (refund.account, refund.user, refund.anonymous) = (nil, nil, nil) }
      log.rows += [won, refund]
    }
    return log.inInputOrder()
  }

  private func reports(
    _ a: VisitLog, _ b: VisitLog, in workdir: Workdir, _ options: [String]
  ) throws -> (LogReport, LogReport) {
    (try LogReport(a, "one", in: workdir, options), try LogReport(b, "other", in: workdir, options))
  }

  private func expectSame(_ a: LogReport, _ b: LogReport) {
    #expect(a.counts == b.counts)
    for name in ["channels.csv", "campaigns.csv"] { #expect(a.files[name] == b.files[name], "\(name) differs") }
  }

  /// A column's sums by the first `count` columns.
  private func sums(_ table: CSVTable, _ column: String, by count: Int) throws -> [String: Decimal] {
    var sums: [String: Decimal] = [:]
    for row in table.rows {
      sums[row[..<count].joined(separator: ","), default: 0] += try LogReport.number(table, row, column)
    }
    return sums
  }

  private func rounded(_ exact: Decimal, _ decimals: Int) -> Decimal {
    var (number, result) = (exact, Decimal())
    unsafe NSDecimalRound(&result, &number, decimals, .bankers)
    return result
  }
}
