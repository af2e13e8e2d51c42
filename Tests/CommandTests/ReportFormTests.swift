import ProgramTesting
import Testing

/// The tables against each other, and their forms for spreadsheets.
@Suite struct ReportFormTests {
  /// `comparison.csv` shows what `channels.csv` shows, model by model, and ranks what it shows.
  @Test(arguments: ConformanceCase.all.filter { $0.name.hasPrefix("random-") })
  func comparisonRepeatsTheChannels(_ example: ConformanceCase) throws {
    let workdir = try Workdir()
    let run = try example.run(into: workdir.path("report"), in: workdir)
    #expect(run.status == 0, "\(run.standardError)")
    let comparison = try CSVTable(file: workdir.path("report/comparison.csv"))
    let channels = try CSVTable(file: workdir.path("report/channels.csv"))
    var lines: [[String]: [String]] = [:]
    for line in comparison.rows { lines[[line[0], line[1]]] = line }
    #expect(lines.count == comparison.rows.count)
    for row in channels.rows {
      let (goal, model, channel) = (row[0], row[1], row[2])
      let line = try #require(lines[[goal, channel]])
      for name in ["touches", "currency", "spend"] {
        #expect(try comparison.cell(line, name) == channels.cell(row, name))
      }
      for name in ["amount", "share", "roi"] {
        #expect(try comparison.cell(line, "\(model)_\(name)") == channels.cell(row, name), "\(goal) \(channel) \(model) \(name)")
      }
      let rank = try comparison.cell(line, "\(model)_rank")
      if try channel == "(unattributed)" || channels.cell(row, "profit").isEmpty {
        #expect(rank.isEmpty)
      } else {
        let amount = try #require(Double(try channels.cell(row, "amount")))
        let better = try channels.rows.filter {
          try $0[0] == goal && $0[1] == model && $0[2] != channel && $0[2] != "(unattributed)"
            && (Double(channels.cell($0, "amount")) ?? 0) > amount
        }
        #expect(rank == "\(better.count + 1)")
      }
    }
  }

  @Test func spreadsheetsAreGivenTheirForm() throws {
    let workdir = try Workdir()
    try workdir.write(
      "events.csv",
      "time,event,user_id,channel,amount\n2026-01-02,touch,u1,=cmd,\n2026-01-03,won,u1,,1234.5\n2026-01-03,-1,u1,x,\n")
    func run(_ options: [String]) throws -> FinishedRun {
      try Tributary.run(
        ["run", "--output", "report", "--model", "linear", "--max-rejects", "100%", "--rejects", "mine.csv"] + options
          + ["events.csv"], in: workdir.root)
    }
    #expect(try run(["--spreadsheet", "excel", "--decimal-comma"]).status == 0)
    let text = workdir.text("report/channels.csv")
    #expect(text.hasPrefix("\u{FEFF}goal;model;") && text.contains("won;linear;'=cmd;1;1,000000;1234,50;XXX;"))
    #expect(workdir.text("mine.csv").hasSuffix("unknown event;event;'-1\r\n"))
    #expect(try workdir.bytes("mine.csv") == workdir.bytes("report/rejects.csv"))
    #expect(try run([]).status == 0)
    #expect(workdir.text("report/channels.csv").contains("won,linear,=cmd,1,1.000000,1234.50,XXX,"))
    let wrong = try run(["--spreadsheet", "lotus"])
    #expect(wrong.status == 64 && wrong.standardError.contains("'lotus'"), "\(wrong.standardError)")
  }
}
