import Events

/// The records of a small CSV file, given as decompressed bytes in blocks of any size: any cut gives the same records.
///
/// Pure: knows no files. About a microsecond a record.
struct RecordStream {
  enum Record {
    /// Trimmed fields, and the line on which the record starts. Empty lines are none.
    case fields([ArraySlice<UInt8>], line: Int64)
    /// A line that is no record.
    case broken(RecordCutter.RejectedRecord, line: Int64)
  }

  private let delimiter: UInt8
  private var cutter: RecordCutter
  private var scan = FieldScan()
  /// Bytes since the last cut.
  private var pending: [UInt8] = []
  private var line: Int64 = 1
  private var isAtStart = true

  init(delimiter: UInt8, maxRecordBytes: Int) {
    self.delimiter = delimiter
    cutter = RecordCutter(delimiter: delimiter, maxRecordBytes: maxRecordBytes)
  }

  /// The records that end in the next bytes of the file, in order.
  mutating func read(_ block: some Sequence<UInt8>) -> [Record] {
    pending.append(contentsOf: block)
    return cut(atEnd: false)
  }

  /// The records that are left.
  mutating func finish() -> [Record] {
    if !pending.isEmpty, pending.last != feed { pending.append(feed) }
    return cut(atEnd: true)
  }

  private mutating func cut(atEnd: Bool) -> [Record] {
    var records: [Record] = []
    var start = 0
    while start < pending.count {
      switch nextCut(from: start, atEnd: atEnd) {
      case .needMore:
        pending.removeFirst(start)
        return records
      case .records(let end):
        append(Array(pending[start..<start + end]), to: &records)
        start += end
      case .reject(let record, let end):
        records.append(.broken(record, line: line))
        countLines(start..<start + end)
        start += end
      case .drop(let end):
        countLines(start..<start + end)
        start += end
      }
    }
    pending.removeAll(keepingCapacity: true)
    return records
  }

  private mutating func nextCut(from start: Int, atEnd: Bool) -> RecordCutter.Cut {
    var cutter = self.cutter
    defer { self.cutter = cutter }
    return cutter.cut(pending.span.extracting(start..<pending.count), atEnd: atEnd)
  }

  private mutating func countLines(_ range: Range<Int>) {
    for i in range where pending[i] == feed { line += 1 }
  }

  /// Takes whole records apart.
  private mutating func append(_ whole: [UInt8], to records: inout [Record]) {
    var bytes = whole
    if isAtStart, bytes.starts(with: byteOrderMark) { bytes.removeFirst(byteOrderMark.count) }
    isAtStart = false
    // Before the scan, which moves bytes about where it takes quotes off.
    let feeds = bytes.indices.filter { bytes[$0] == feed }
    var feedsPassed = 0
    scan.scan(&bytes, count: bytes.count, delimiter: delimiter)
    for record in 0..<scan.recordCount {
      let start = scan.start(ofRecord: record)
      while feedsPassed < feeds.count, feeds[feedsPassed] < start { feedsPassed += 1 }
      let fields = scan.fields(ofRecord: record).map { Self.trimmed(bytes[scan.field($0)]) }
      if fields.count == 1, fields[0].isEmpty { continue }  // an empty line
      records.append(.fields(fields, line: line + Int64(feedsPassed)))
    }
    line += Int64(feeds.count)
  }

  private static func trimmed(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var field = field
    while let first = field.first, first <= 0x20 { field.removeFirst() }
    while let last = field.last, last <= 0x20 { field.removeLast() }
    return field
  }
}

private let feed = UInt8(ascii: "\n")
private let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
