import Foundation
import ProgramTesting
import Testing

/// JSON lines from outside: the same log in either form is the same report, and what is no such log says so.
@Suite struct JSONLinesTests {
  private static let tables = ["channels.csv", "campaigns.csv", "comparison.csv"]

  /// Writes a CSV log's rows as JSON lines: some fields as numbers, some null, some left out, keys in two orders.
  private static func json(_ log: [UInt8]) throws -> String {
    let table = try CSVTable(log)
    return try table.rows.enumerated().map { number, row in
      let fields = try zip(table.header, row).compactMap { name, field -> String? in
        if field.isEmpty { return number % 2 == 0 ? nil : "\"\(name)\":null" }
        let isNumber = number % 3 == 0 && ["amount", "cost"].contains(name)
        let text = String(decoding: try JSONEncoder().encode(field), as: UTF8.self)
        return "\"\(name)\":" + (isNumber ? field : text)
      }
      return "{" + (number % 2 == 0 ? fields : fields.reversed()).joined(separator: number % 5 == 0 ? " , " : ",") + "}\n"
    }.joined()
  }

  private func run(_ options: [String], in workdir: Workdir, _ condition: RunCondition = .plain) throws -> FinishedRun {
    try Tributary.run(["run"] + options + condition.options, in: workdir.root, environment: condition.environment)
  }

  @Test func aLogIsTheSameReportInEitherForm() throws {
    let workdir = try Workdir()
    let logs = try GeneratedLog.write(rows: 20_000, files: 3, seed: 23, to: workdir)
    // The second file stays as it is: one run reads both forms.
    for name in [logs[0], logs[2]] { try workdir.write("lines/" + name, try Self.json(try workdir.bytes(name))) }
    try workdir.write("lines/" + logs[1], try workdir.bytes(logs[1]))
    let options = ["--spend", "spend.csv", "--goal", "won", "--goal", "opportunity", "--keep", "last"]
    let plain = try run(options + ["--output", "csv"] + logs, in: workdir)
    try #require(plain.status == 0, "\(plain.standardError)")
    let wanted = try ReportFiles(workdir.path("csv"))
    #expect(try CSVTable(wanted.files["channels.csv"] ?? []).rows.count > 50)
    for (number, condition) in RunCondition.all.enumerated() {
      let lines = try run(options + ["--output", "json-\(number)", "lines"], in: workdir, condition)
      try #require(lines.status == 0, "\(condition): \(lines.standardError)")
      let found = try ReportFiles(workdir.path("json-\(number)"))
      for table in Self.tables { #expect(found.files[table] == wanted.files[table], "\(condition): \(table)") }
      #expect(try ReportFiles.counts(workdir.path("json-\(number)")) == ReportFiles.counts(workdir.path("csv")))
    }
  }

  @Test func spendIsTheSameReportInEitherForm() throws {
    let workdir = try Workdir()
    let logs = try GeneratedLog.write(rows: 2_000, files: 1, seed: 29, to: workdir)
    try workdir.write("spend.jsonl", try Self.json(try workdir.bytes("spend.csv")) + "{\n")
    try workdir.write("spend.csv", String(decoding: try workdir.bytes("spend.csv"), as: UTF8.self) + "a,b,c,d,e,f,g,h,i\n")
    for form in ["csv", "jsonl"] {
      let run = try run(["--spend", "spend.\(form)", "--output", form, "--max-rejects", "50%"] + logs, in: workdir)
      try #require(run.status == 0, "\(run.standardError)")
    }
    let (csv, lines) = (try ReportFiles(workdir.path("csv")), try ReportFiles(workdir.path("jsonl")))
    for table in Self.tables { #expect(lines.files[table] == csv.files[table], "\(table)") }
    let rejects = String(decoding: lines.files["rejects.csv"] ?? [], as: UTF8.self)
    #expect(rejects.contains("spend.jsonl,") && rejects.contains(",bad JSON,,byte 2: no key in quotes"), "\(rejects.suffix(300))")
  }

  @Test func pathsNumbersAndEscapesAreRead() throws {
    let workdir = try Workdir()
    try workdir.write(
      "events.json",
      #"{"event_timestamp":"1767312000000000","name":"page_view","user":{"id":17},"items":[{"channel":"\u0065mail"}]}"# + "\r\n\n"
        + #"{"event_timestamp":1767398400000000,"name":"purchase","user.id":"17","value":0.1,"currency":"usd"}"#)
    let run = try run(
      [
        "--output", "report", "--model", "linear", "--columns",
        "time=event_timestamp,event=name,user_id=user.id,channel=items[0].channel,amount=value,currency=currency", "events.json",
      ], in: workdir)
    try #require(run.status == 0, "\(run.standardError)")
    let table = try CSVTable(file: workdir.path("report/channels.csv"))
    #expect(table.rows.map { [$0[2], $0[5], $0[6]] } == [["email", "0.10", "USD"]])
  }

  @Test func badLinesAreListedWithoutTheirText() throws {
    let workdir = try Workdir()
    try workdir.write(
      "events.json",
      "\n{\"time\":\"2026-01-02\",\"event\":\"won\",\"user_id\":\"u\"}\n{\"user_id\":\"customer-4711\",\n"
        + "{\"time\":\"2026-01-02\",\"event\":\"won\",\"user_id\":\"u\",\"amount\":{\"value\":4711}}\n")
    let run = try run(["--output", "report", "--max-rejects", "2", "events.json"], in: workdir)
    try #require(run.status == 0, "\(run.standardError)")
    #expect(
      workdir.text("report/rejects.csv") == "source,line,reason,column,text\r\n"
        + "events.json,3,bad JSON,,byte 28: no key in quotes\r\n"
        + "events.json,4,bad JSON,amount,byte 59: 'amount' is an object or array where a single value is needed\r\n")
    #expect(try ReportFiles.counts(workdir.path("report"))["rejected: bad JSON"] == 2)
  }

  /// Status, and what the message says, whatever the blocks and threads.
  @Test(arguments: [
    ("[\n  {\"time\": 1}\n]\n", 65, ["JSON array", "jq -c '.[]'"]), ("[{\"time\":1}]", 65, ["JSON array", "jq -c '.[]'"]),
    (" \n [", 65, ["JSON array"]), ("[time],[event],[user_id]\n", 65, ["'[time]'", "--columns"]),
    ("{\n \"time\": 1\n}\n", 65, ["none of its lines is a JSON object", "jq -c ."]),
    ("{\"ts\":1,\"type\":\"won\",\"who\":{\"id\":\"customer-4711\"}}\n", 65, ["'ts', 'type', 'who.…'", "--columns", "account_id"]),
    (
      "{\"time\":\"2026-01-02\",\"event\":\"won\",\"user_id\":\"u\"}\n{\"ts\":\"2026-01-02\",\"event\":\"won\",\"user_id\":\"u\"}\n",
      78,
      ["'time' and 'ts' are both spellings of 'time'", "--columns time=time"]
    ),
  ])
  func whatIsNoLogOfLinesIsRefused(_ text: String, _ status: Int32, _ words: [String]) throws {
    let workdir = try Workdir()
    try workdir.write("odd.json", text)
    for condition in [RunCondition.plain, .spilledFiveThreads] + RunCondition.all.prefix(2) {
      let run = try run(["--output", "report", "odd.json"], in: workdir, condition)
      #expect(run.status == status, "\(run.standardError)")
      for word in words + ["odd.json"] { #expect(run.standardError.contains(word), "\(run.standardError)") }
      #expect(!run.standardError.contains("4711") && !workdir.exists("report"))
    }
  }

  /// An array that is one line, longer than any line may be.
  @Test func anArrayWithoutLineFeedsIsRefused() throws {
    let workdir = try Workdir()
    try workdir.write("array.json", "[" + String(repeating: "{\"time\":\"2026-01-02\"},", count: 60_000) + "{}]")
    let run = try run(["--output", "report", "array.json"], in: workdir)
    #expect(run.status == 65 && run.standardError.contains("jq -c '.[]'"), "\(run.standardError)")
  }

  @Test func aLineThatIsTooLongCostsItselfAlone() throws {
    let workdir = try Workdir()
    let row = "{\"time\":\"2026-01-02\",\"event\":\"won\",\"user_id\":\"u\""
    try workdir.write("events.json", "\(row),\"x\":\"" + String(repeating: "x", count: 2_000_000) + "\"}\n\(row)}\n")
    let run = try run(["--output", "report", "--max-rejects", "1", "events.json"], in: workdir)
    try #require(run.status == 0, "\(run.standardError)")
    #expect(workdir.text("report/rejects.csv").contains("events.json,1,line too long,,\r\n"))
    #expect(try ReportFiles.counts(workdir.path("report"))["read"] == 2)
  }
}
