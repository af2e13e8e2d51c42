import ProgramTesting
import Testing

/// The message of a damaged input says how many rows of it were whole: exactly, and the same however it is read.
@Suite struct DamagedRowsTests {
  /// Commands that make `bad` of `good.csv`, and what the message must say of its rows; nil: what all readings say alike.
  static let kinds: [(command: String, says: String?)] = [
    ("gzip -c good.csv | head -c -4 > bad", "bad: truncated gzip data after 9,001 rows; nothing"),
    ("(gzip -c good.csv; head -c 30 /dev/zero | tr '\\0' x) > bad", "after 9,001 rows; nothing"),
    ("gzip -c good.csv > a; head -c $(($(wc -c < a) * 6 / 10)) a > bad", nil),
    ("zstd -q -c good.csv > a; head -c $(($(wc -c < a) * 6 / 10)) a > bad", nil),
    ("xz -c good.csv > a; head -c $(($(wc -c < a) * 6 / 10)) a > bad", nil),
    // A member's text starts after 512 bytes of its own: so many lines and a part of one are there.
    (
      "tar cf whole good.csv; head -c 300000 whole > bad",
      "bad!good.csv: truncated tar data after \(grouped(lines(299_488) - 1)) rows; nothing"
    ),
    (
      "python3 -c \"import zipfile; zipfile.ZipFile('bad','w').write('good.csv')\"; printf X | dd of=bad bs=1 seek=200003 conv=notrunc 2>&1",
      nil
    ),
    ("head -n 2 good.csv | gzip -c | head -c -4 > bad", "bad: truncated gzip data after 1 row; nothing"),
    ("head -n 1 good.csv | gzip -c | head -c -4 > bad", "bad: truncated gzip data after 43 bytes; nothing"),
    ("gzip -c good.csv | head -c 7 > bad", "bad: truncated gzip data; nothing"),
    ("gzip -c quoted.csv | head -c -4 > bad", "after 501 rows; nothing"),
    ("iconv -t UTF-16LE good.csv | gzip -c | head -c -4 > bad", "after 9,001 rows; nothing"),
    ("gzip -c log.jsonl | head -c -4 > bad", "after 2,000 rows; nothing"),
    ("gzip -c open.csv | head -c -4 > bad", "after 1 row; nothing"),
  ]

  private static let good = Gzip.log(rows: 9_000)

  /// Line feeds in the first bytes of the log.
  private static func lines(_ bytes: Int) -> Int { good.utf8.prefix(bytes).count { $0 == 10 } }

  private static func grouped(_ number: Int) -> String { "\(number / 1000)," + String(String(number % 1000 + 1000).dropFirst()) }

  /// Every second of 500 rows has two lines; empty lines are no rows.
  private static let quoted: String =
    "time,event,user_id,channel,campaign\n\n"
    + (0..<500).map { "2026-01-01,touch,u\($0),email,\($0 % 2 == 0 ? "\"a\n\"\"b\"" : "c")\n" }.joined(separator: " \n")
    + "2026-02-01,won,u1,,\n"

  private static let lines =
    (0..<1_000).map {
      "{\"time\": \(1_767_225_600 + $0), \"event\": \"touch\", \"user_id\": \($0), \"channel\": \"e\"}\n \n{bad}\n"
    }.joined()

  @Test(arguments: kinds.indices) func rowsBeforeTheDamage(_ kind: Int) throws {
    let (command, says) = Self.kinds[kind]
    let workdir = try Workdir()
    try workdir.write("good.csv", Self.good)
    try workdir.write("quoted.csv", Self.quoted)
    try workdir.write("log.jsonl", Self.lines)
    try workdir.write(
      "open.csv", "time,event,user_id,channel\n2026-01-01,touch,u1,email\n2026-01-01,touch,u1,\"email\n2026-01-02,won,u1,\n")
    try workdir.write("other.csv", Self.good)
    let made = try RunningProgram("/bin/sh", ["-c", command], in: workdir.root).finish()
    try #require(made.status == 0, "\(made.standardError)")
    var messages: Set<String> = []
    for (threads, blockBytes, inputs) in [
      ("1", "1048576", ["bad"]), ("2", "7777", ["bad", "other.csv"]), ("1", "7777", ["-"]), ("5", "65536", ["-"]),
    ] {
      let run = try Tributary.run(
        ["run", "--output", "report", "--threads", threads] + inputs, in: workdir.root,
        environment: ["TRIBUTARY_TEST_BATCH_BYTES": blockBytes],
        standardInput: inputs == ["-"] ? workdir.path("bad") : "/dev/null")
      #expect(run.status == 74, "\(run.standardError)")
      messages.insert(run.standardError.replacing("standard input", with: "bad"))
    }
    #expect(messages.count == 1, "\(messages)")
    if let says { #expect(messages.first?.contains(says) == true, "\(messages)") }
    let hasRows = messages.first?.firstMatch(of: /after [1-9][0-9,]* rows?; nothing was written/) != nil
    #expect(hasRows || says?.contains("row") == false, "\(messages)")
  }

  @Test func spendAndRatesToo() throws {
    let workdir = try Workdir()
    try workdir.write("good.csv", Gzip.log(rows: 3))
    let spend = "date,channel,amount\n" + (1...9).map { "2026-01-0\($0),email,1\n" }.joined()
    try workdir.write("spend", try Gzip.member(spend, in: workdir).dropLast(2))
    let rates = "date,base,quote,rate\n2026-01-01,EUR,USD,1.1\n2026-01-02,EUR,USD,1.1\n"
    try workdir.write("rates", try Gzip.member(rates, in: workdir).dropLast(2))
    for (option, rows) in [("spend", 9), ("rates", 2)] {
      let run = try Tributary.run(["run", "--output", "report", "--\(option)", option, "good.csv"], in: workdir.root)
      #expect(run.status == 74)
      #expect(
        run.standardError
          == "tributary: \(option): truncated gzip data after \(rows) rows; nothing was written. Fetch the file again\n")
    }
  }
}
