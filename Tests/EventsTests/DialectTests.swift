import LogTesting
import SeededTesting
import Testing

@testable import Events

/// Records of escaped text, a letter at a time: the slow twin of `FieldScan` and `RecordCutter` for backslashes.
private func slowEscapedRecords(_ bytes: [UInt8]) -> [[[UInt8]]] {
  var records: [[[UInt8]]] = []
  var record: [[UInt8]] = []
  var raw: [UInt8] = []
  func content(_ raw: [UInt8]) -> [UInt8] {
    if raw == Array("\\N".utf8) { return [] }
    var field: [UInt8] = []
    var i = 0
    while i < raw.count {
      if raw[i] == UInt8(ascii: "\\"), i + 1 < raw.count {
        i += 1
        field.append("nrt".utf8.contains(raw[i]) ? 0x20 : raw[i])
      } else {
        field.append(raw[i])
      }
      i += 1
    }
    return field
  }
  var isEscaped = false
  for (i, byte) in bytes.enumerated() {
    let isLast = i == bytes.count - 1
    if isEscaped, !isLast {
      raw.append(byte)
      isEscaped = false
    } else if byte == 9 || byte == 10 {
      record.append(content(raw))
      raw = []
      if byte == 10 {
        records.append(record)
        record = []
      }
      isEscaped = false
    } else {
      raw.append(byte)
      isEscaped = byte == UInt8(ascii: "\\")
    }
  }
  return records
}

@Suite struct DialectTests {
  private static let sizes = [1, 2, 3, 7, 63, 64, 65, 4096]

  private func fields(_ bytes: [UInt8], _ dialect: Dialect) -> [[[UInt8]]] {
    var copy = bytes
    var scan = FieldScan()
    scan.scan(&copy, count: copy.count, dialect: dialect)
    return (0..<scan.recordCount).map { record in scan.fields(ofRecord: record).map { Array(copy[scan.field($0)]) } }
  }

  private func texts(_ text: String, _ dialect: Dialect) -> [[String]] {
    fields(Array(text.utf8), dialect).map { $0.map { String(decoding: $0, as: UTF8.self) } }
  }

  @Test func withoutQuotingQuotesAreLetters() {
    #expect(texts("\"a\t\"b\"\n\"\"\tc\n", .unquotedTSV) == [["\"a", "\"b\""], ["\"\"", "c"]])
    #expect(texts("a\\\tb\n", .unquotedTSV) == [["a\\", "b"]])
  }

  @Test func aBackslashMakesTheNextByteALetter() {
    #expect(texts("a\\\tb\tc\\\nd\n", .escapedTSV) == [["a\tb", "c\nd"]])
    #expect(texts("a\\\\\tb\\nc\t\\N\t\\x\"\n", .escapedTSV) == [["a\\", "b c", "", "x\""]])
    #expect(texts("a\tb\n\"c\t\"\n", .escapedTSV) == [["a", "b"], ["\"c", "\""]])
    #expect(texts("a\tb\\\n", .escapedTSV) == [["a", "b\\"]])
  }

  @Test func escapesAgreeWithASlowReader() throws {
    var random = Seeded(41)
    for _ in 0..<4000 {
      let bytes = random.bytes(Int.random(in: 0...150, using: &random), of: "abN\\\\\t\n\"") + [10]
      var cutter = RecordCutter(dialect: .escapedTSV, maxRecordBytes: 1 << 20)
      guard case .records(let end) = cutter.cut(bytes.span, atEnd: true) else {
        Issue.record("no records")
        return
      }
      // Where the cutter sees the last record's end, a record ends; the rest is one record more.
      let whole = Array(bytes[..<end])
      var expected = slowEscapedRecords(whole)
      var found = fields(whole, .escapedTSV)
      if end < bytes.count {
        let last = Array(bytes[end...])
        guard case .records(let rest) = cutter.cut(last.span, atEnd: true), rest == last.count else {
          Issue.record("the last record is lost")
          return
        }
        expected += slowEscapedRecords(last)
        found += fields(last, .escapedTSV)
      }
      try #require(found == expected, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }
  }

  /// Rows of every dialect, each with what moves its line ends; fed a few bytes at a time they read alike.
  @Test(arguments: [Dialect.csv, .semicolon, .pipe, .tsv, .unquotedTSV, .escapedTSV])
  func everyCutGivesTheSameRows(dialect: Dialect) throws {
    var random = Seeded(42)
    let columns = try ColumnMap(header: ["time", "event", "user_id", "channel", "amount"])
    let rules = ReadingRules(seed: 1, maxRecordBytes: 128)
    let delimiter = String(UnicodeScalar(dialect.delimiter))
    var rows = 0, rejects = 0
    for _ in 0..<60 {
      var text = ""
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        let channel =
          [
            "email", "\"e\"\"mail\"", "\"two\nlines\"", "\\\(delimiter)x", "a\\\nb", "\"open", "Überraschung", "back\\",
            String(repeating: "long", count: 40),
          ].randomElement(using: &random) ?? ""
        let end = ["\n", "\r\n", "\n\n"].randomElement(using: &random) ?? ""
        text += ["2026-03-01", "touch", "u1", channel, "1"].joined(separator: delimiter) + end
      }
      if Bool.random(using: &random), !text.isEmpty { text.removeLast() }
      let log = Array(text.utf8)
      let whole = ReadLog(log, columns: columns, rules: rules, blockBytes: 129, format: .delimited(dialect))
      for size in Self.sizes {
        let cut = ReadLog(log, columns: columns, rules: rules, blockBytes: size, format: .delimited(dialect))
        try #require(cut == whole, "\(size) bytes at a time: \(text.debugDescription)")
      }
      try #require(whole.rows.count + whole.rejects.count == whole.records)
      rows += whole.rows.count
      rejects += whole.rejects.count
    }
    #expect(rows > 50 && rejects > 10)
  }

  @Test func rejectsKeepTheirLinesBehindEscapedOnes() throws {
    let columns = try ColumnMap(header: ["time", "event", "user_id", "channel"])
    let text = "2026-03-01\ttouch\tu\tone\\\ntwo\\nthree\nnever\ttouch\tu\tc\n"
    let log = ReadLog(
      Array(text.utf8), columns: columns, rules: ReadingRules(seed: 1), blockBytes: 7, format: .delimited(.escapedTSV))
    #expect(log.rows.map(\.channel) == ["one\ntwo three"])
    #expect(log.rejects.map(\.line) == [3])
  }

  private func found(_ text: String, known: Set<String> = ColumnMap.knownNames(), isWhole: Bool = true) -> String {
    DialectSample(Array(text.utf8)[...], isWhole: isWhole).dialect(known: known).name
  }

  @Test func namesInTheHeaderDecide() {
    #expect(found("time,event,user_id,channel\n2026-01-01;1;2,touch,u,c\n") == "csv")
    #expect(found("time;event;user_id;amount\n2026-01-01;won;u;1,50\n") == "semicolon")
    #expect(found("time\tevent\tuser_id\n2026-01-01\ttouch\tu, v, w, x\n") == "tsv")
    #expect(found("\r\n\n\"Time\"|\"Event\"|\"User_ID\"\n") == "pipe")
    #expect(found("time;event;user_id") == "semicolon")
    #expect(found("time") == "csv" && found("") == "csv" && found("\n\n") == "csv")
    #expect(found("wann;was;wer\n", known: ["wann", "was"]) == "semicolon")
  }

  /// Excel's first line, whatever the rows look like; it is no row and no header.
  @Test func aSeparatorLineDecides() {
    #expect(found("sep=;\ntime,event;user_id,channel\n2026-01-01,1;2,touch\n") == "semicolon")
    #expect(found("SEP=,\r\na;b\n2026-01-01;1\n") == "csv" && found("\"sep=|\"\r\na;b\n") == "pipe")
    #expect(found("sep=\t\na;b\n") == "tsv" && found("sep=\\t\na;b\n") == "tsv" && found("sep=;") == "semicolon")
    #expect(found("sep=\t\na\tb\n1\t\"big\" x\n") == "tsv-unquoted")
    #expect(found("sep=:\ntime;event\n") == "csv" && found("a\nsep=;\n") == "csv")
    for (text, count) in [("sep=;\n", 6), ("sep=; \r\n1;2\n", 8), ("\"Sep=\t\"\n", 8)] {
      #expect(SeparatorLine.read(Array(text.utf8)[...])?.byteCount == count)
      #expect(SeparatorLine.read((Array("xy".utf8) + text.utf8)[2...])?.byteCount == count)
    }
    for text in ["", "\n", "sep=;", "sep=\n", "sep=;;\n", "sep;\n", "\n\nsep=;\n"] {
      #expect(SeparatorLine.read(Array(text.utf8)[...]) == nil, "\(text)")
    }
  }

  @Test func withoutKnownNamesTheRowsDecide() {
    #expect(found("Zeit;Art;Betrag\n2026-01-01;Kauf;12,50\n2026-01-02;Kauf;3\n") == "semicolon")
    #expect(found("a|b,c|d\n1|2|3\n1|2|3\n") == "pipe")
    #expect(found("2026-01-01 10:00\twon\tu1\t1,5\n2026-01-02 10:00\twon\tu1\t2,5\n") == "tsv")
    // Times stand between semicolons alone, though commas part as many fields.
    #expect(found("2026-01-01;12,50;x,y\n2026-01-02;13,50;x,y\n") == "semicolon")
    #expect(found("one column\nand one more\n") == "csv")
  }

  @Test func quotesBetweenTabsMayBeLetters() {
    let header = "time\tevent\tuser_id\tchannel\n"
    #expect(found(header + "2026-01-01\ttouch\tu\t\"a\tb\"\n") == "tsv")
    #expect(found(header + "2026-01-01\ttouch\tu\t\"a\"\r\n") == "tsv")
    #expect(found(header + "2026-01-01\ttouch\tu\t\"big\" sale\n") == "tsv-unquoted")
    #expect(found(header + "2026-01-01\ttouch\tu\t\"open\n2026-01-01\ttouch\tu\tc\n") == "tsv-unquoted")
    let rows = String(repeating: "2026-01-01\ttouch\tu\tc\n", count: 40)
    #expect(found(header + "2026-01-01\ttouch\tu\t\"open\n" + rows, isWhole: false) == "tsv-unquoted")
    #expect(found(header + "2026-01-01\ttouch\tu\t\"two\nlin", isWhole: false) == "tsv")
  }

  /// What stands beyond the beginning, and whether the cut falls into a row, changes nothing.
  @Test func onlyTheBeginningCounts() {
    let row = "2026-01-01;x;1,5\n"
    let log = "a;b;c\n" + String(repeating: row, count: 2 * DialectSample.byteCount / row.utf8.count)
    let other = log + String(repeating: "1,2,3,4\n", count: 1000)
    #expect(found(log) == "semicolon" && found(other) == "semicolon")
    for extra in 0..<20 {
      let beginning = Array(log.utf8.prefix(DialectSample.byteCount + extra))
      #expect(DialectSample(beginning[...], isWhole: false).dialect(known: []) == .semicolon)
    }
  }

  @Test func formatsHaveNames() {
    for name in LogFormat.names { #expect(LogFormat(name: name)?.name == name) }
    #expect(LogFormat(name: "TSV") == .delimited(.tsv) && LogFormat(name: "xml") == nil)
  }
}
