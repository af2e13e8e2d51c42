import Events
import Tables
import Values

/// A text that is no log, spend or table, in words for a comment.
struct NotUnderstood: Error, Equatable {
  let reason: String
}

/// The beginning of a text or all of it, taken apart as a run would, and what stands in its columns.
///
/// Pure: knows no files. O(bytes), for samples.
struct SampledText: Sendable {
  private(set) var format = LogFormat.csv
  /// The fields' names, trimmed; paths of JSON lines. `field_1`, … where the text has no header line.
  private(set) var names: [String] = []
  private(set) var hasHeader = true
  /// By field.
  private(set) var profiles: [ColumnProfile] = []
  private(set) var rows = 0
  /// Rows that are none: quotes left open, JSON that is broken, more fields than the header.
  private(set) var broken = 0

  /// By which the header of anything this program reads is known.
  private static let knownNames = ColumnMap.knownNames().union(SpendColumn.allCases.flatMap(\.names)).union(RatesHeader.names)

  /// Whether no row and no header was met.
  var isEmpty: Bool { names.isEmpty }

  /// Looks at a text in UTF-8. `isWhole`: nothing follows.
  ///
  /// - Throws: `NotUnderstood` for what cannot be taken apart at all.
  init(_ text: ArraySlice<UInt8>, isWhole: Bool) throws(NotUnderstood) {
    let kind = TextKind(text)
    switch kind {
    case .binary: throw NotUnderstood(reason: "it holds NUL bytes, so it is no text that is known here")
    case .blank: return
    case .jsonArray: throw NotUnderstood(reason: "it is a JSON array; make a line of each element with: jq -c '.[]'")
    case .jsonLines, .delimited: format = kind.format(of: text, isWhole: isWhole, known: Self.knownNames)
    }
    try read(text, isWhole: isWhole)
  }

  private mutating func read(_ text: ArraySlice<UInt8>, isWhole: Bool) throws(NotUnderstood) {
    var leaves = JSONLeaves()
    var scan = FieldScan()
    var bytes = Array(text)
    if isWhole, bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    var cutter = RecordCutter(format, maxRecordBytes: ReadingRules.usualMaxRecordBytes)
    var start = 0, piece = DiscoveryPolicy.pieceBytes
    while start < bytes.count {
      let end = min(start + piece, bytes.count)
      switch cutter.cut(bytes.span.extracting(start..<end), atEnd: isWhole && end == bytes.count) {
      case .records(let count):
        let records = Array(bytes[start..<start + count])
        if case .delimited(let dialect) = format { try read(records, dialect, &scan) } else { readLines(records, &leaves) }
        start += count
        piece = DiscoveryPolicy.pieceBytes
      case .reject(_, let count):
        broken += 1
        rows += 1
        start += count
      case .drop(let count): start += count
      case .needMore:
        if end == bytes.count { return }
        piece *= 2
      }
    }
  }

  private mutating func read(_ records: [UInt8], _ dialect: Dialect, _ scan: inout FieldScan) throws(NotUnderstood) {
    var records = records
    scan.scan(&records, count: records.count, dialect: dialect)
    for record in 0..<scan.recordCount {
      let fields = scan.fields(ofRecord: record)
      if fields.count == 1, records[scan.field(fields.lowerBound)].trimmed.isEmpty { continue }
      if names.isEmpty, try takeHeader(fields.map { records[scan.field($0)].trimmed }) { continue }
      rows += 1
      for (index, field) in fields.enumerated() {
        let range = records[scan.field(field)].trimmed.indices
        if index < profiles.count {
          profiles[index].add(records.span.extracting(range))
        } else if !range.isEmpty {
          broken += 1
          break
        }
      }
    }
  }

  /// Takes the names of the first record; false where that is an event and no header.
  private mutating func takeHeader(_ fields: [ArraySlice<UInt8>]) throws(NotUnderstood) -> Bool {
    names = fields.map { String(decoding: $0, as: UTF8.self) }
    profiles = fields.map { _ in ColumnProfile() }
    if names.contains(where: { $0.utf8.contains(0x0D) }) {
      throw NotUnderstood(reason: "its lines end in carriage returns alone; convert it with: tr '\\r' '\\n'")
    }
    var times = ColumnProfile()
    for field in fields { times.add(Array(field).span) }
    hasHeader = times.timeCount == 0
    if !hasHeader { names = names.indices.map { "field_\($0 + 1)" } }
    return hasHeader
  }

  private mutating func readLines(_ records: [UInt8], _ leaves: inout JSONLeaves) {
    for text in records.split(separator: UInt8(ascii: "\n")) {
      if text.allSatisfy({ $0 <= 0x20 }) { continue }
      rows += 1
      var line = Array(text) + [UInt8(ascii: "\n")]
      guard let found = leaves.read(&line) else {
        broken += 1
        continue
      }
      while profiles.count < leaves.paths.count { profiles.append(ColumnProfile()) }
      for leaf in found { profiles[leaf.path].add(line.span.extracting(line[leaf.value].trimmed.indices)) }
    }
    names = leaves.paths
  }
}
