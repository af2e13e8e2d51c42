import Values
import Foundation
import ProgramTesting
import Testing

@testable import Events

/// A second reader: Python's csv and json modules and ours agree on random files, row by row.
@Suite struct SecondReaderTests {
  private static let files = 10_000
  private static let script = Tributary.repository + "/Tests/EventsTests/SecondReader/second_reader.py"

  /// What a file should read to; nil: a line to reject.
  private struct CSVRows: Decodable {
    let delimiter: String
    let rows: [[String]]
  }
  private struct JSONRows: Decodable {
    let paths: [String]
    let rows: [[String]?]
  }

  /// Files, and the rows that Python reads from them.
  private func cases<Rows: Decodable>(_ kind: String, _ rows: Rows.Type) throws -> [(content: [UInt8], rows: Rows)] {
    let workdir = try Workdir()
    let made = try RunningProgram("sh", ["-c", "python3 \"$0\" \(kind) \(Self.files) 2026 > cases", Self.script], in: workdir.root)
      .finish()
    try #require(made.status == 0, "\(made.standardError)")
    let bytes = try workdir.bytes("cases")
    var at = 0
    func part() -> ArraySlice<UInt8> {
      let count = (0..<4).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
      defer { at += 4 + count }
      return bytes[at + 4..<at + 4 + count]
    }
    var cases: [(content: [UInt8], rows: Rows)] = []
    let decoder = JSONDecoder()
    while at < bytes.count {
      let content = Array(part())
      cases.append((content, try decoder.decode(Rows.self, from: Data(part()))))
    }
    try #require(cases.count == Self.files)
    return cases
  }

  @Test func csvFilesReadAsPythonReadsThem() throws {
    var compared = 0
    for (number, file) in try cases("csv", CSVRows.self).enumerated() {
      let delimiter = try #require(file.rows.delimiter.utf8.first)
      let found = Self.rows(file.content, delimiter: delimiter, blockBytes: [1, 3, 64, 4096][number % 4])
      try #require(found == file.rows.rows, "file \(number): \(String(decoding: file.content, as: UTF8.self).debugDescription)")
      compared += found.count
    }
    #expect(compared > 20_000)
  }

  /// The records of a file that comes in blocks, as the cutter and the scan give them.
  private static func rows(_ content: [UInt8], delimiter: UInt8, blockBytes: Int) -> [[String]] {
    var cutter = RecordCutter(dialect: Dialect(delimiter: delimiter), maxRecordBytes: 1 << 20)
    var scan = FieldScan()
    var pending: [UInt8] = []
    var rows: [[String]] = []
    var next = 0
    while true {
      let atEnd = next == content.count
      guard case .records(let end) = cutter.cut(pending.span, atEnd: atEnd) else {
        if atEnd { return rows }
        pending += content[next..<min(next + blockBytes, content.count)]
        next = min(next + blockBytes, content.count)
        continue
      }
      var block = Array(pending[..<end])
      pending.removeFirst(end)
      scan.scan(&block, count: end, dialect: Dialect(delimiter: delimiter))
      for record in 0..<scan.recordCount {
        let fields = scan.fields(ofRecord: record).map { block.span.extracting(scan.field($0)).text().trimmed }
        if fields != [""] { rows.append(fields) }
      }
    }
  }

  @Test func jsonLinesReadAsPythonReadsThem() throws {
    let files = try cases("json", JSONRows.self)
    let paths = try #require(files.first?.rows.paths)
    var reader = JSONLineReader(try JSONPaths(paths.map { JSONReading.field($0) }), seed: 3)
    var accepted = 0
    var rejected = 0
    for (number, file) in files.enumerated() {
      let found = Self.lines(file.content, &reader)
      let text = String(decoding: file.content, as: UTF8.self).debugDescription
      try #require(found.count == file.rows.rows.count, "file \(number): \(text)")
      for (line, (ours, theirs)) in zip(found, file.rows.rows).enumerated() {
        try #require(ours == theirs, "file \(number), line \(line + 1): \(text)")
        if theirs == nil { rejected += 1 } else { accepted += 1 }
      }
    }
    #expect(accepted > 15_000 && rejected > 5_000, "\(accepted) lines read, \(rejected) rejected")
  }

  /// The values of each line that is not empty; nil for one that cannot be read.
  private static func lines(_ content: [UInt8], _ reader: inout JSONLineReader) -> [[String]?] {
    var bytes = content
    var scan = FieldScan()
    var keys = JSONKeys()
    var rows: [[String]?] = []
    var start = 0
    while start < bytes.count {
      start = scan.scanLines(&bytes, from: start, count: bytes.count, by: &reader, keys: &keys)
      for record in 0..<scan.recordCount {
        let fields = scan.fields(ofRecord: record)
        let line = bytes.span.extracting(scan.start(ofRecord: record)..<scan.end(ofRecord: record))
        if scan.faults[record] != nil || (scan.hasHighBytes && !line.isUTF8) {
          rows.append(nil)
        } else if fields.count > 1 {
          rows.append(fields.map { bytes.span.extracting(scan.field($0)).text().trimmed })
        }
      }
    }
    return rows
  }
}
