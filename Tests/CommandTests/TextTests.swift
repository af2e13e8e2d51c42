import Foundation
import ProgramTesting
import Testing

/// Logs as people have them: whatever parts their fields and encodes their letters, the same events give the same report.
@Suite struct TextTests {
  private static let header = ["time", "event", "user_id", "channel", "campaign", "deal_id", "amount", "currency"]

  /// Events with letters beyond ASCII from the first row on, or from the row `firstKorean` on.
  private static func log(rows: Int, firstKorean: Int = 0) -> [[String]] {
    (0..<rows).map { row in
      let channel = row < firstKorean ? "email" : ["네이버 검색", "카카오", "똠방각하", "email"][row % 4]
      let time = "2026-03-\(10 + row % 15)T0\(row % 10):00:00Z"
      return row % 5 == 4
        ? [time, "won", "u\(row % 70)", "", "", "d\(row)", "\(row).25", "USD"]
        : [time, "touch", "u\(row % 70)", channel, "c, \(row % 3)", "", "", ""]
    }
  }

  private static func text(_ rows: [[String]], _ delimiter: String, quotes: Bool = true) -> String {
    ([header] + rows).map { row in
      row.map { $0.contains(delimiter) && quotes ? "\"\($0)\"" : $0 }.joined(separator: delimiter) + "\r\n"
    }.joined()
  }

  private func encoded(_ text: String, _ name: String) throws -> [UInt8] {
    let encoding =
      switch name {
      case "utf-16le": String.Encoding.utf16LittleEndian
      case "utf-16be": String.Encoding.utf16BigEndian
      case "latin1": String.Encoding.windowsCP1252
      case "cp949": String.Encoding(rawValue: 0x8000_0422)
      default: String.Encoding.utf8
      }
    return Array(try #require(text.data(using: encoding)))
  }

  private struct Summary: Decodable {
    struct Input: Decodable { let format: String, encoding: String }
    let inputs: [Input], warnings: [String]
    let spendInputs: [Input], rateInputs: [Input]
    enum CodingKeys: String, CodingKey {
      case inputs, warnings, spendInputs = "spend_inputs", rateInputs = "rate_inputs"
    }
  }

  private func summary(_ workdir: Workdir) throws -> Summary {
    try JSONDecoder().decode(Summary.self, from: Data(workdir.bytes("report/summary.json")))
  }

  /// The report's files; what an input is called, holds and is made of taken out of the summary.
  private func report(_ log: [UInt8], _ options: [String] = [], in workdir: Workdir) throws -> [String: [UInt8]] {
    try workdir.write("log", log)
    let run = try Tributary.run(["run", "--output", "report", "--model", "linear"] + options + ["log"], in: workdir.root)
    try #require(run.status == 0, "\(run.standardError)")
    var files = try ReportFiles(workdir.path("report")).files
    var object = try #require(JSONSerialization.jsonObject(with: Data(files["summary.json"] ?? [])) as? [String: Any])
    var inputs = try #require(object["inputs"] as? [[String: Any]])
    for i in inputs.indices { for key in ["digest", "bytes", "format", "encoding"] { inputs[i][key] = nil } }
    object["inputs"] = inputs
    object["settings"] = nil
    files["summary.json"] = Array(try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys]))
    return files
  }

  @Test func dialectsAndEncodingsGiveOneReport() throws {
    let workdir = try Workdir()
    let rows = Self.log(rows: 3000)
    let plain = try report(Array(Self.text(rows, ",").utf8), in: workdir)
    #expect(plain.count == 6)
    for (delimiter, format) in [(",", "csv"), (";", "semicolon"), ("\t", "tsv"), ("|", "pipe")] {
      for (encoding, mark) in [
        ("utf-8", []), ("utf-8", [0xEF, 0xBB, 0xBF]), ("utf-16le", [0xFF, 0xFE]), ("utf-16be", [0xFE, 0xFF]), ("utf-16le", []),
        ("cp949", []),
      ] as [(String, [UInt8])] {
        let log = mark + (try encoded(Self.text(rows, delimiter), encoding))
        #expect(try report(log, in: workdir) == plain, "\(format) \(encoding)")
        let input = try #require(try summary(workdir).inputs.first)
        #expect(input.format == format && input.encoding == encoding)
        if mark.isEmpty {
          #expect(try report(log, ["--format", format, "--encoding", encoding], in: workdir) == plain, "\(format) \(encoding)")
        }
      }
    }
    #expect(try report(Array(Self.text(rows, "\t", quotes: false).utf8), ["--format", "tsv-unquoted"], in: workdir) == plain)
    let escaped = Array(Self.text(rows, "\t").replacing("c, ", with: "c,\\ ").utf8)
    #expect(try report(escaped, ["--format", "tsv-escaped"], in: workdir) == plain)
  }

  /// The first letter beyond ASCII decides, however late it comes and however the file is read.
  @Test func lettersThatComeLateAreFoundOutWhateverTheBlocks() throws {
    let workdir = try Workdir()
    let rows = Self.log(rows: 20_000, firstKorean: 15_000)
    let plain = try report(Array(Self.text(rows, ",").utf8), in: workdir)
    let log = try encoded(Self.text(rows, ";"), "cp949")
    #expect(log.count > 600_000)
    #expect(try report(log, in: workdir) == plain)
    for (options, block) in [(["--threads", "1"], "16"), (["--threads", "2"], "63"), (["--threads", "5"], "4097")] {
      try workdir.write("log", log)
      let run = try Tributary.run(
        ["run", "--output", "other", "--model", "linear"] + options + ["log"], in: workdir.root,
        environment: ["TRIBUTARY_TEST_BATCH_BYTES": block])
      #expect(run.status == 0)
      for name in ["channels.csv", "campaigns.csv"] { #expect(try workdir.bytes("other/\(name)") == plain[name]) }
    }
  }

  @Test func lettersThatAreNoneAreRejectedAndLatin1IsSaid() throws {
    let workdir = try Workdir()
    let log = "time,event,user_id,channel\n2026-03-01,touch,u,Müller\n2026-03-02,won,u,\n"
    _ = try report(try encoded(log, "latin1"), in: workdir)
    #expect(workdir.text("report/channels.csv").contains("Müller"))
    #expect(try summary(workdir).warnings.contains { $0.hasPrefix("log: looks like Latin-1") && $0.contains("--encoding latin1") })
    _ = try report(try encoded(log, "latin1"), ["--encoding", "latin1"], in: workdir)
    #expect(try summary(workdir).warnings.allSatisfy { !$0.contains("--encoding") })
    _ = try report(try encoded(log, "latin1"), ["--encoding", "utf-8", "--max-rejects", "5"], in: workdir)
    #expect(try summary(workdir).warnings.contains { $0.hasPrefix("log (utf-8): rows with bytes that are no letters") })
    #expect(workdir.text("report/rejects.csv").contains("bad encoding"))
    let refused = try Tributary.run(["run", "--output", "none", "--encoding", "utf-8", "log"], in: workdir.root)
    #expect(refused.status == 65 && refused.standardError.contains("say which with --encoding"))
  }

  @Test func aLogWithoutAHeaderLineNeedsItsFields() throws {
    let workdir = try Workdir()
    let rows = "2026-03-01\ttouch\tu\temail\tx\n2026-03-02\twon\tu\t\t7,5\n"
    try workdir.write("log", rows)
    let bare = try Tributary.run(["run", "--output", "report", "log"], in: workdir.root)
    #expect(bare.status == 65 && bare.standardError.contains("--header time,event,user_id,channel"))
    #expect(bare.standardError.contains("read as tsv") && !bare.standardError.contains("email"))
    try workdir.write("names", "a\tb\nc\td\n")
    let foreign = try Tributary.run(["run", "--output", "report", "names"], in: workdir.root)
    #expect(foreign.status == 65 && foreign.standardError.contains("the header has 'a', 'b'"))
    #expect(foreign.standardError.contains("--columns time=") && foreign.standardError.contains("--header "))
    try workdir.write("plan.yaml", "header: [time, event, user_id, channel, amount]\namounts: decimal-comma\ncurrency: USD\n")
    for options in [
      ["--config", "plan.yaml"],
      ["--header", "time\tevent\tuser_id\tchannel\tamount", "--amounts", "decimal-comma", "--currency", "USD", "--format", "tsv"],
      [
        "--header", "t,e,u,c,a", "--columns", "time=t,event=e,user_id=u,channel=c,amount=a", "--amounts", "decimal-comma",
        "--currency", "USD",
      ],
    ] {
      let run = try Tributary.run(["run", "--output", "report", "--model", "linear"] + options + ["log"], in: workdir.root)
      try #require(run.status == 0, "\(run.standardError)")
      let table = try CSVTable(file: workdir.path("report/channels.csv"))
      #expect(try table.rows.map { try table.cell($0, "channel") + " " + table.cell($0, "amount") } == ["email 7.50"])
    }
  }

  @Test func optionsThatCannotBeMeantAreRefused() throws {
    let workdir = try Workdir()
    try workdir.write("log", "time,event,user_id\n")
    for (option, value, part) in [
      ("--format", "xml", "csv, tsv"), ("--encoding", "shift-jis", "cp949"), ("--max-line", "3", "1KiB to 256MiB"),
      ("--amounts", "cents", "decimal-comma or micros"), ("--spend-amounts", "x", "micros"),
      ("--header", "a,b", "no column for 'time'"),
    ] {
      let run = try Tributary.run(["run", option, value, "log"], in: workdir.root)
      #expect(run.status == 64 && run.standardError.contains(option) && run.standardError.contains(part), "\(option)")
    }
  }

  @Test func spendRatesAndChannelMapsAreReadAlike() throws {
    let workdir = try Workdir()
    try workdir.write("spend", try encoded("date;channel;amount;currency\n2026-03-01;네이버;1,5;EUR\n", "cp949"))
    try workdir.write("rates", [0xFF, 0xFE] + encoded("date;base;quote;rate\n2026-01-01;EUR;USD;1,2\n", "utf-16le"))
    try workdir.write("map", try encoded("source;channel\nnaver;네이버\n", "cp949"))
    let log = "time,event,user_id,utm_source,amount\n2026-03-01,touch,u,naver,\n2026-03-02,won,u,,\"10,5\"\n"
    _ = try report(
      Array(log.utf8),
      ["--spend", "spend", "--rates", "rates", "--channel-map", "map", "--amounts", "decimal-comma", "--currency", "USD"],
      in: workdir)
    let table = try CSVTable(file: workdir.path("report/channels.csv"))
    let cells = try table.rows.map { row in try ["channel", "amount", "spend"].map { try table.cell(row, $0) } }
    #expect(cells == [["네이버", "10.50", "1.80"]])
    let summary = try summary(workdir)
    #expect(summary.spendInputs.map(\.encoding) == ["cp949"] && summary.rateInputs.map(\.encoding) == ["utf-16le"])
    #expect(summary.spendInputs.map(\.format) == ["semicolon"] && summary.inputs.map(\.format) == ["csv"])
  }

  @Test func microsOfSpendAndLongLines() throws {
    let workdir = try Workdir()
    try workdir.write("spend.csv", "date,channel,cost\n2026-03-01,email,2500000\n")
    let long = String(repeating: "x", count: 3000)
    let log = "time,event,user_id,channel,amount\n2026-03-01,touch,u,email,\n2026-03-01,touch,u,\(long),\n2026-03-02,won,u,,1.5\n"
    let options = ["--spend", "spend.csv", "--spend-amounts", "micros", "--max-line", "1KiB", "--max-rejects", "1"]
    _ = try report(Array(log.utf8), options, in: workdir)
    let table = try CSVTable(file: workdir.path("report/channels.csv"))
    #expect(try table.rows.map { row in try ["channel", "spend"].map { try table.cell(row, $0) } } == [["email", "2.50"]])
    #expect(workdir.text("report/rejects.csv").contains("line too long"))
    // An open quote takes in no more than the line may be long.
    let open =
      "time,event,user_id,channel\n2026-03-01,touch,u,\"open\n"
      + String(repeating: "2026-03-01,touch,u,email\n", count: 200) + "2026-03-02,won,u,\n"
    _ = try report(Array(open.utf8), ["--max-line", "1KiB", "--max-rejects", "1"], in: workdir)
    #expect(try ReportFiles.counts(workdir.path("report"))["used: credited"] == 200)
  }
}
