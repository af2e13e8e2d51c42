import CScan
import SeededTesting
import Testing

@testable import Events

/// Records of quoted text as Python's csv module has them, a byte at a time; a carriage return is a byte like another.
///
/// The slow twin of `FieldScan`. Gives nothing where the last record does not end.
private func slowRecords(_ bytes: [UInt8], delimiter: UInt8) -> [[[UInt8]]]? {
  enum State { case start, field, quoted, quoteInQuoted }
  var state = State.start
  var records: [[[UInt8]]] = []
  var record: [[UInt8]] = []
  var field: [UInt8] = []
  let quote = UInt8(ascii: "\"")
  let feed = UInt8(ascii: "\n")
  func endField() {
    record.append(field)
    field = []
    state = .start
  }
  for byte in bytes {
    if state == .quoted {
      if byte == quote { state = .quoteInQuoted } else { field.append(byte) }
      continue
    }
    if state == .quoteInQuoted, byte == quote {
      field.append(byte)
      state = .quoted
    } else if state == .start, byte == quote {
      state = .quoted
    } else if byte == delimiter {
      endField()
    } else if byte == feed {
      endField()
      records.append(record)
      record = []
    } else {
      field.append(byte)
      state = .field
    }
  }
  return state == .start && record.isEmpty ? records : nil
}

@Suite struct FieldScanTests {
  private func fields(_ bytes: [UInt8], count: Int, delimiter: UInt8, by scan: inout FieldScan) -> [[[UInt8]]] {
    var copy = bytes
    scan.scan(&copy, count: count, dialect: Dialect(delimiter: delimiter))
    return (0..<scan.recordCount).map { record in scan.fields(ofRecord: record).map { Array(copy[scan.field($0)]) } }
  }

  @Test(arguments: ["a,\"\n", "ab,,\"\"\n\r", "abcdefghijklmnop,\"\n\r", "\u{E9}한a,\"\"\"\n", "a\n"])
  func agreesWithAStateMachineOnRandomBytes(alphabet: String) throws {
    var random = Seeded(11)
    var scan = FieldScan()
    var compared = 0
    for round in 0..<3000 {
      var bytes = random.bytes(Int.random(in: 0...(round % 10 == 0 ? 400 : 130), using: &random), of: alphabet) + [10]
      var expected = slowRecords(bytes, delimiter: 0x2C)
      if expected == nil {
        bytes += [0x22, 10]
        expected = slowRecords(bytes, delimiter: 0x2C)
      }
      guard let expected else { continue }
      // What stands after the block is another's.
      let padded = bytes + random.bytes(70, of: "\",\n")
      try #require(
        fields(padded, count: bytes.count, delimiter: 0x2C, by: &scan) == expected,
        "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
      compared += 1
    }
    #expect(compared > 1500)
  }

  @Test func readsQuotesAsPythonDoes() {
    var scan = FieldScan()
    func texts(_ text: String, _ delimiter: Character = ",") -> [[String]] {
      let bytes = Array(text.utf8)
      return fields(bytes, count: bytes.count, delimiter: delimiter.asciiValue ?? 0, by: &scan)
        .map { $0.map { String(decoding: $0, as: UTF8.self) } }
    }
    #expect(texts("a,\"b,c\"\nd,\n") == [["a", "b,c"], ["d", ""]])
    #expect(texts("\"a\"\"b\",\"\"\n") == [["a\"b", ""]])
    #expect(texts("\"a\"b\"c\",d\"e\"\n") == [["ab\"c\"", "d\"e\""]])
    #expect(texts("\"a\nb\",c\n\"\"\"\"\n") == [["a\nb", "c"], ["\""]])
    #expect(texts("a, \"b,c\"\n") == [["a", " \"b", "c\""]])
    #expect(texts("\"a\"\r\n\"b\"\r\n") == [["a\r"], ["b\r"]])
    #expect(texts("a;b,c\n\"d;\"\n", ";") == [["a", "b,c"], ["d;"]])
    #expect(texts("\n\n") == [[""], [""]])
    #expect(texts("") == [])
  }

  /// Copies left behind by what moved were taken for line feeds and for broken letters.
  @Test func leavesNoCopiesBehind() {
    var scan = FieldScan()
    var bytes = Array("\"a\"\"\n\",\"x\"\"é\"\n".utf8)
    scan.scan(&bytes, count: bytes.count, dialect: .csv)
    #expect(bytes.count { $0 == 10 } == 2)
    let isText = bytes.span.isUTF8
    #expect(isText)
    #expect(scan.hasQuotes && scan.hasHighBytes)
  }

  @Test func knowsWhereRecordsStand() {
    var scan = FieldScan()
    var bytes = Array("ab,c\n\"d\ne\"\nf\n".utf8)
    scan.scan(&bytes, count: bytes.count, dialect: .csv)
    #expect((0..<3).map { scan.start(ofRecord: $0) } == [0, 5, 11])
    #expect((0..<3).map { scan.end(ofRecord: $0) } == [4, 10, 12])
    bytes = Array("a,b\n".utf8)
    scan.scan(&bytes, count: 4, dialect: .csv)
    #expect(!scan.hasQuotes && !scan.hasHighBytes && scan.recordCount == 1)
  }

  @Test(arguments: ["a,\"\n\r", "abcdefgh,\n\"", "aé,\"\"\n", "a,b\n"])
  func vectorsAgreeWithSingleBytes(alphabet: String) throws {
    var random = Seeded(12)
    for round in 0..<4000 {
      let bytes = random.bytes(Int.random(in: 0...260, using: &random), of: alphabet)
      let slow = scanned(bytes, by: cscan_plain, quotes: round % 4 > 0)
      let text = String(decoding: bytes, as: UTF8.self).debugDescription
      for level in Self.levels {
        let fast = scanned(bytes, by: level, quotes: round % 4 > 0)
        try #require(fast.flags == slow.flags, "\(level) \(text)")
        if fast.flags[1] == 0 { try #require(fast.ends == slow.ends && fast.records == slow.records, "\(level) \(text)") }
      }
    }
  }

  /// Groups of 64 bytes hand on what a quote at their edge means: every quote of these comes to stand there.
  @Test(arguments: [
    "\"a\"\"b\",c\n", "\"\"\"\",\"\"\n", "\"a\"x\"b,c\"\n", "\"a\"\r\n\"b\"\n", "a\"b,c\"\n", "\"a\"\n\"b\"\"\"\n",
    "\"a\"\",\"\n",
  ])
  func quotesAtTheEdgeOfAGroup(text: String) throws {
    var scan = FieldScan()
    for padding in 40...140 {
      let bytes = [UInt8](repeating: UInt8(ascii: "p"), count: padding) + Array(",\(text)".utf8)
      let slow = scanned(bytes, by: cscan_plain)
      for level in Self.levels {
        let fast = scanned(bytes, by: level)
        #expect(fast.flags == slow.flags, "\(level), after \(padding) bytes")
        if fast.flags[1] == 0 { #expect(fast.ends == slow.ends && fast.records == slow.records) }
      }
      guard let expected = slowRecords(bytes, delimiter: 0x2C) else { continue }
      #expect(fields(bytes, count: bytes.count, delimiter: 0x2C, by: &scan) == expected, "after \(padding) bytes")
    }
  }

  /// Vectors of every width that this machine has.
  private static let levels = [cscan_128, cscan_256, cscan_512].filter { $0.rawValue <= cscan_best().rawValue }

  private func scanned(
    _ bytes: [UInt8], by level: cscan_level, quotes: Bool = true
  ) -> (ends: [UInt32], records: [UInt32], flags: [UInt8]) {
    var ends = [UInt32](repeating: 0, count: bytes.count + Int(CSCAN_SURPLUS))
    var records = ends
    var found = cscan_found()
    unsafe bytes.withUnsafeBufferPointer { b in
      unsafe ends.withUnsafeMutableBufferPointer { e in
        unsafe records.withUnsafeMutableBufferPointer { r in
          unsafe cscan_fields_by(
            level, b.baseAddress, b.count, 0x2C, quotes ? 1 : 0, e.baseAddress, r.baseAddress, &found)
        }
      }
    }
    return (
      Array(ends.prefix(found.field_ends)), Array(records.prefix(found.records)),
      [found.any_quote, found.irregular, found.any_high]
    )
  }
}
