import LogTesting
import Values

@testable import Events

/// Reads lines of JSON in tests.
enum JSONReading {
  static let blockSizes = [1, 2, 3, 7, 63, 64, 65, 4096]

  /// The values of `paths` in each line, or `byte N: fault`; nothing for an empty line.
  static func values(_ lines: String, _ paths: [String]) throws -> [[String]] {
    try values(Array(lines.utf8), try JSONPaths(paths.map { field($0) }))
  }

  static func field(_ path: String) -> JSONPaths.Field {
    JSONPaths.Field(name: path, column: nil, groups: [.init(texts: [path], prefersCase: true)])
  }

  static func values(_ lines: [UInt8], _ paths: JSONPaths) throws -> [[String]] {
    var reader = JSONLineReader(paths, seed: 7)
    return values(lines, &reader)
  }

  static func values(_ lines: [UInt8], _ reader: inout JSONLineReader) -> [[String]] {
    var scan = FieldScan()
    var keys = JSONKeys()
    var bytes = lines
    if bytes.last != 10 { bytes.append(10) }
    var rows: [[String]] = []
    var start = 0
    while start < bytes.count {
      start = scan.scanLines(&bytes, from: start, count: bytes.count, by: &reader, keys: &keys)
      for record in 0..<scan.recordCount {
        let fields = scan.fields(ofRecord: record)
        if let fault = scan.faults[record] {
          rows.append(["byte \(fault.at + 1): \(fault.reason)"])
        } else if fields.count > 1 || !scan.field(fields.lowerBound).isEmpty {
          rows.append(fields.map { bytes.span.extracting(scan.field($0)).text() })
        }
      }
    }
    return rows
  }

  /// The log that lines of JSON read to.
  static func log(
    _ text: String, columns: String? = nil, limit: Int = 1 << 20, blockBytes: Int = 4096, map: ChannelMap? = nil
  ) throws -> ReadLog {
    let columns = try ColumnMap(jsonLines: try columns.map { try ColumnMap.parse($0) }, channelMap: map)
    let rules = ReadingRules(seed: 1, maxRecordBytes: limit, channelMap: map)
    return ReadLog(Array(text.utf8), columns: columns, rules: rules, blockBytes: blockBytes, format: .jsonLines)
  }
}
