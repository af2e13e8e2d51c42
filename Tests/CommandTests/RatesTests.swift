import Foundation
import ProgramTesting
import Testing

/// `--rates` from outside: whose rate counts, and what a table that cannot be used says.
@Suite struct RatesTests {
  private static let log = """
    time,event,user_id,channel,cost,amount,currency
    2026-01-02,touch,u1,email,2,,EUR
    2026-01-03T15:30:00Z,won,u1,,,10.0000004,EUR
    2026-01-03T14:30:00Z,won,u1,,,1,EUR

    """

  private func run(_ arguments: [String], rates: [String: String], in workdir: Workdir) throws -> FinishedRun {
    try workdir.write("events.csv", RatesTests.log)
    for (name, text) in rates { try workdir.write(name, "date,base,quote,rate\n" + text) }
    return try Tributary.run(
      ["run", "--output", "report", "--model", "linear", "--max-rejects", "100%", "events.csv"] + arguments,
      in: workdir.root)
  }

  private func amounts(_ workdir: Workdir) throws -> [String] {
    let table = try CSVTable(file: workdir.path("report/channels.csv"))
    return try table.rows.map { try "\(table.cell($0, "amount")) \(table.cell($0, "spend"))" }
  }

  private func summary(_ workdir: Workdir) throws -> [String: Any] {
    let file = URL(fileURLWithPath: workdir.path("report/summary.json"))
    return try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
  }

  @Test func theDayIsThatOfTheReportZone() throws {
    let workdir = try Workdir()
    let rates = ["r.csv": "2026-01-02,EUR,USD,1\n2026-01-04,EUR,USD,2\n"]
    let utc = try run(["--rates", "r.csv", "--currency", "USD"], rates: rates, in: workdir)
    #expect(utc.status == 0, "\(utc.standardError)")
    #expect(try amounts(workdir) == ["11.00 2.00"])
    // 15:30 UTC is the next day in Seoul.
    let arguments = ["--rates", "r.csv", "--currency", "USD", "--time-zone", "Asia/Seoul"]
    #expect(try run(arguments, rates: rates, in: workdir).status == 0)
    #expect(try amounts(workdir) == ["21.00 2.00"])
    #expect(try summary(workdir)["notes"] as? [String: Int] == ["amounts rounded to six decimals": 1])
  }

  @Test func laterFilesWinInTheOrderGiven() throws {
    let workdir = try Workdir()
    let rates = ["a.csv": "2026-01-01,EUR,USD,3\n", "b.csv": "2026-01-01,EUR,USD,2\n"]
    for (order, wanted) in [(["a.csv", "b.csv"], "22.00 4.00"), (["b.csv", "a.csv"], "33.00 6.00")] {
      let arguments = order.flatMap { ["--rates", $0] } + ["--currency", "USD"]
      #expect(try run(arguments, rates: rates, in: workdir).status == 0)
      #expect(try amounts(workdir) == [wanted])
      let inputs = try #require(try summary(workdir)["rate_inputs"] as? [[String: Any]])
      #expect(inputs.map { $0["name"] as? String } == order)
      #expect(inputs.allSatisfy { ($0["digest"] as? String)?.hasPrefix("xxh3-128:") == true })
    }
  }

  @Test func withoutARateRowsAreRejectedAndWithoutAReportCurrencyOneIsFound() throws {
    let workdir = try Workdir()
    let rates = ["r.csv": "2026-01-03,EUR,USD,2\n"]
    #expect(try run(["--rates", "r.csv", "--currency", "USD"], rates: rates, in: workdir).status == 0)
    #expect((try summary(workdir)["counts"] as? [String: Int])?["rejected: no exchange rate"] == 1)
    #expect(try run(["--rates", "r.csv"], rates: rates, in: workdir).status == 0)
    #expect(try amounts(workdir) == ["11.00 2.00"] && summary(workdir)["currency"] as? String == "EUR")
    try workdir.write("spend.csv", "date,channel,amount,currency\n2026-01-02,email,5,GBP\n")
    let several = try run(["--rates", "r.csv", "--spend", "spend.csv"], rates: rates, in: workdir)
    #expect(several.status == 78 && several.standardError.contains("EUR, GBP"), "\(several.standardError)")
  }

  @Test func aBadRateIs78AndNamed() throws {
    let workdir = try Workdir()
    let rates = ["r.csv": "2026-01-01,EUR,USD,1.1\n2026-01-02,EUR,USD,none\n"]
    let bad = try run(["--rates", "r.csv", "--currency", "USD"], rates: rates, in: workdir)
    #expect(bad.status == 78 && bad.standardError.contains("r.csv:3: 'rate' reads 'none'"), "\(bad.standardError)")
    #expect(!workdir.exists("report"))
    let missing = try run(["--rates", "nowhere.csv", "--currency", "USD"], rates: [:], in: workdir)
    #expect(missing.status == 66 && missing.standardError.contains("nowhere.csv"), "\(missing.standardError)")
  }
}
