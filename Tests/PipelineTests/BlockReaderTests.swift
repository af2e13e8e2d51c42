@testable import Settings
import Archive
import Events
import Glibc
import Platform
import Testing
import Values

@testable import Pipeline

@Suite struct BlockReaderTests {
  /// What a reader gives of one file: its blocks in order, and what the registry knows.
  private struct Reading {
    var bytes: [UInt8] = []
    var blocks = 0
    var rejected = 0
    var headerLines = -1
    var columns: ColumnMap?
    var form: TextForm?
    var format: LogFormat?
  }

  private func read(
    _ content: [UInt8], blockBytes: Int = 256, limit: Int = 64, text: TextSettings = TextSettings()
  ) throws -> Reading {
    var template = "/tmp/block-reader-XXXXXX".utf8CString
    let path = try unsafe template.withUnsafeMutableBufferPointer { name in
      let descriptor = unsafe mkstemp(name.baseAddress!)
      defer { close(descriptor) }
      try #require(unsafe write(descriptor, content, content.count) == content.count)
      return unsafe String(cString: name.baseAddress!)
    }
    defer { unsafe unlink(path) }
    let registry = SourceRegistry()
    let input = try #require(try InputList.expand([path]).first)
    var reader = try BlockReader(
      input, number: 0, registry: registry, set: InputSet(paths: []), text: text,
      rules: ReadingRules(seed: 1, maxRecordBytes: limit),
      blockBytes: blockBytes)
    let block = Block(capacity: 0)
    var reading = Reading()
    while try reader.next(into: block) {
      #expect(block.number == UInt32(reading.blocks) && block.source == 0)
      reading.bytes += block.bytes[..<block.count]
      reading.blocks += 1
      if block.rejected != nil { reading.rejected += 1 }
      reading.columns = block.columns
      reading.format = block.format
    }
    reading.form = registry.sources.first?.form
    reading.headerLines = registry.sources.first?.headerLines ?? -1
    return reading
  }

  private func read(_ text: String, blockBytes: Int = 256) throws -> Reading {
    try read(Array(text.utf8), blockBytes: blockBytes)
  }

  private static let sizes = [1, 2, 3, 4, 7, 20, 63, 64, 256]
  private static let header = "time,event,user_id\n"

  @Test(arguments: sizes)
  func blocksAddUpToTheRecords(blockBytes: Int) throws {
    let rows = (0..<40).map { "2026-03-01,won,\"u\n\($0)\"\r\n" }.joined()
    let reading = try read(Self.header + rows, blockBytes: blockBytes)
    #expect(reading.bytes == Array(rows.utf8))
    #expect(reading.headerLines == 1 && reading.rejected == 0)
    #expect(reading.columns?.fieldCount == 3)
    #expect(
      try read(Self.header + "2026-03-01,won,u", blockBytes: blockBytes).bytes == Array("2026-03-01,won,u\n".utf8))
  }

  @Test(arguments: sizes)
  func theHeaderMayComeAfterEmptyLines(blockBytes: Int) throws {
    let reading = try read("\n\r\n  \n" + Self.header + "2026-03-01,won,u\n", blockBytes: blockBytes)
    #expect(reading.headerLines == 4)
    #expect(reading.bytes == Array("2026-03-01,won,u\n".utf8))
    let quoted = try read("\"time\",\"extra\n\",event,user_id\n2026-03-01,,won,u\n", blockBytes: blockBytes)
    #expect(quoted.headerLines == 2 && quoted.bytes.count == 18)
  }

  @Test(arguments: sizes)
  func aByteOrderMarkIsTakenOff(blockBytes: Int) throws {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let reading = try read(mark + Array("time,event,user_id\n2026-03-01,won,u\n".utf8), blockBytes: blockBytes)
    #expect(reading.columns?[.time] == 0)
    #expect(reading.bytes == Array("2026-03-01,won,u\n".utf8))
    #expect(try read(mark, blockBytes: blockBytes).blocks == 0)
  }

  @Test(arguments: sizes)
  func nothingButAHeaderOrEmptyLinesHasNoRows(blockBytes: Int) throws {
    for text in ["", "\n", "\r\n\r\n", Self.header, "time,event,user_id", "\n" + Self.header] {
      let reading = try read(text, blockBytes: blockBytes)
      #expect(reading.bytes.isEmpty && reading.blocks == 0, "\(text.debugDescription)")
    }
    #expect(try read(Self.header + "\n\n", blockBytes: blockBytes).bytes.allSatisfy { $0 == 10 })
  }

  @Test(arguments: sizes)
  func recordsThatCannotBeReadAreBlocksOfTheirOwn(blockBytes: Int) throws {
    let good = "2026-03-01,won,u\n"
    let long = String(repeating: "x", count: 200) + "\n"
    let reading = try read(Self.header + good + long + good + "2026-03-01,won,\"u\n" + good, blockBytes: blockBytes)
    #expect(reading.bytes == Array((good + good + good).utf8))
    #expect(reading.rejected == 2)
  }

  /// UTF-16 with a byte-order mark and without, CP949 and Latin-1 come out as UTF-8.
  @Test(arguments: sizes)
  func textIsDecoded(blockBytes: Int) throws {
    let rows = "2026-03-01;won;홍길동\n"
    let log = "time;event;user_id\n" + rows
    let little = log.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = log.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    let korean = Array("time;event;user_id\n2026-03-01;won;".utf8) + [0xC8, 0xAB, 0xB1, 0xE6, 0xB5, 0xBF, 0x0A]
    let texts: [(String, [UInt8])] = [
      ("utf-16le", [0xFF, 0xFE] + little), ("utf-16be", [0xFE, 0xFF] + big), ("utf-16le", little), ("utf-16be", big),
      ("cp949", korean), ("utf-8", Array(log.utf8)),
    ]
    for (encoding, content) in texts {
      let reading = try read(content, blockBytes: blockBytes)
      #expect(reading.bytes == Array(rows.utf8), "\(encoding)")
      #expect(reading.form?.encoding.name == encoding && reading.form?.format.name == "semicolon")
      #expect(reading.form?.hasHeaderLine == true && reading.form?.fieldsRead == ["time", "event", "user_id"])
    }
  }

  /// Given fields stand for the header line that is not there; one that repeats them is no event.
  @Test(arguments: sizes)
  func aHeaderMayBeGiven(blockBytes: Int) throws {
    var settings = TextSettings()
    settings.header = ["time", "event", "user_id"]
    for (log, lines) in [("2026-03-01\twon\tu\n", 0), ("\nTime\tevent\tuser_id\n2026-03-01\twon\tu\n", 2)] {
      let reading = try read(Array(log.utf8), blockBytes: blockBytes, text: settings)
      #expect(reading.bytes == Array("2026-03-01\twon\tu\n".utf8))
      #expect(reading.headerLines == lines && reading.form?.hasHeaderLine == (lines > 0))
      #expect(reading.columns?.fieldCount == 3 && reading.form?.format == .delimited(.tsv))
    }
    let broken = try read(
      Array((String(repeating: "x", count: 100) + "\n2026-03-01,won,u\n").utf8), blockBytes: blockBytes, text: settings)
    #expect(broken.rejected == 1 && broken.bytes == Array("2026-03-01,won,u\n".utf8))
  }

  @Test(arguments: sizes)
  func linesOfJSONAreToldByTheirBrace(blockBytes: Int) throws {
    let rows = (0..<40).map { "{\"time\":\($0),\"event\":\"\\\"won\",\"user_id\":\"u\"}\r\n" }.joined()
    for (start, blankLines) in [("", 0), ("\n", 1), (" \r\n\n  ", 2), ("\u{FEFF}", 0), ("\u{FEFF}\n\n\n", 3)] {
      let reading = try read(start + rows, blockBytes: blockBytes)
      #expect(reading.format == .jsonLines && reading.rejected == 0)
      let blanks = reading.bytes.prefix { $0 <= 0x20 }
      #expect(Array(reading.bytes.dropFirst(blanks.count)) == Array(rows.utf8))
      // Blank lines are counted once: before the first block, or in it.
      #expect(max(reading.headerLines, 0) + blanks.count { $0 == 10 } == blankLines)
    }
    // The first line needs no header's patience.
    let long = try read("{\"long\":\"" + String(repeating: "\"", count: 200) + "\n" + rows, blockBytes: blockBytes)
    #expect(long.rejected == 1 && long.bytes == Array(rows.utf8))
    #expect(try read(Self.header + rows, blockBytes: blockBytes).format == .csv)
  }

  /// Excel's first line is passed over and counted, with a header of the log's own or a given one.
  @Test(arguments: sizes)
  func aSeparatorLineIsNoRow(blockBytes: Int) throws {
    let rows = "2026-03-01;won;u,1\n"
    var given = TextSettings()
    given.header = ["time", "event", "user_id"]
    var named = TextSettings()
    named.format = .delimited(.semicolon)
    for line in ["sep=;\n", "\"sep=;\"\r\n"] {
      for (text, settings) in [("time;event;user_id\n", TextSettings()), ("time;event;user_id\n", named), ("", given)] {
        let reading = try read(Array((line + text + rows).utf8), blockBytes: blockBytes, text: settings)
        #expect(String(decoding: reading.bytes, as: UTF8.self) == rows && reading.headerLines == (text.isEmpty ? 1 : 2))
        #expect(reading.format == .delimited(.semicolon) && reading.columns?.header == ["time", "event", "user_id"])
      }
    }
    #expect(try read("sep=,\n", blockBytes: blockBytes).blocks == 0)
  }

  @Test(arguments: sizes)
  func arraysOfJSONAreRefused(blockBytes: Int) throws {
    for text in ["[", " \n[\n{}]", "[{\"time\":1}]", "[ [", "[]", "[" + String(repeating: "{},", count: 100)] {
      let error = try #require(refusal(Array(text.utf8), blockBytes: blockBytes))
      #expect(error.status == 65 && error.description.contains("jq -c '.[]'"), "\(text.prefix(20)): \(error.description)")
    }
    let named = try #require(refusal(Array("[time],[event],[user_id]\n".utf8), blockBytes: blockBytes))
    #expect(named.description.contains("no column for 'time'"))
  }

  private func refusal(_ content: [UInt8], blockBytes: Int = 256) -> RunError? {
    do {
      _ = try read(content, blockBytes: blockBytes)
      return nil
    } catch { return RunError(error) }
  }

  @Test(arguments: sizes)
  func whatIsNoTextIsRefused(blockBytes: Int) throws {
    let error = try #require(refusal([0x74, 0, 0x69, 0, 0x0A, 0x0A], blockBytes: blockBytes))
    #expect(error.status == 65 && error.description.contains("NUL") && error.description.contains("--encoding utf-16le"))
    // However the reads fell, the first 4096 bytes are looked at and no more.
    let row = Array("2026-03-01,won,u\n".utf8)
    for (place, isRefused) in [(4095, true), (4096, false)] {
      var log = Array(Self.header.utf8)
      while log.count < 5000 { log += row }
      log[place] = 0
      #expect((refusal(log, blockBytes: blockBytes)?.status == 65) == isRefused)
    }
  }

  @Test(arguments: sizes)
  func aHeaderThatIsNoneIsRefused(blockBytes: Int) throws {
    let error = try #require(refusal(Array("a,b,c\n1,2,3\n".utf8), blockBytes: blockBytes))
    #expect(error.status == 65 && error.description.contains("no column for 'time' and 'event'"))
    let twice = try #require(refusal(Array("time,timestamp,event,user_id\n".utf8), blockBytes: blockBytes))
    #expect(twice.status == 78)
    let endless = try #require(refusal(Array(String(repeating: "time,", count: 40).utf8), blockBytes: blockBytes))
    #expect(endless.status == 65 && endless.description.contains("no header line"))
    let open = try #require(refusal(Array("time,event,\"user_id\n2026-03-01,won,u\n".utf8), blockBytes: blockBytes))
    #expect(open.status == 65)
  }
}

extension TextForm {
  /// The names of the fields that are read, in the order of the columns.
  fileprivate var fieldsRead: [String] {
    EventColumn.allCases.compactMap { column in
      columns.map { $0[column] }.flatMap { header.indices.contains($0) ? header[$0].trimmed : nil }
    }
  }
}
