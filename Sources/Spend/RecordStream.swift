import Events

/// The records of a small CSV file, given as decompressed bytes in blocks of any size: any cut gives the same records.
///
/// Pure: knows no files. Its encoding and its dialect are found out. About a microsecond a record.
struct RecordStream {
  enum Record {
    /// Trimmed fields, and the line on which the record starts. Empty lines are none.
    case fields([ArraySlice<UInt8>], line: Int64)
    /// A line that is no record.
    case broken(RecordCutter.RejectedRecord, line: Int64)
  }

  private let known: Set<String>
  private let maxRecordBytes: Int
  private var decoder: TextDecoder
  private var dialect = Dialect.csv
  /// nil until the dialect is known.
  private var cutter: RecordCutter?
  private var scan = FieldScan()
  /// Text since the last cut.
  private var pending: [UInt8] = []
  private var line: Int64 = 1

  /// `known`: the names by which a header is known, in small letters; `preferred` as for `TextDecoder`.
  init(known: Set<String>, preferred: TextEncoding?, maxRecordBytes: Int) {
    self.known = known
    self.maxRecordBytes = maxRecordBytes
    decoder = TextDecoder(preferred: preferred)
  }

  /// As far as it is known.
  var form: TextForm {
    TextForm(format: .delimited(dialect), encoding: decoder.encoding, isEncodingGuessed: decoder.isGuess)
  }

  /// The records that end in the next bytes of the file, in order.
  mutating func read(_ block: some Sequence<UInt8>) -> [Record] {
    let bytes = Array(block)
    decoder.decode(bytes.span, into: &pending)
    if cutter == nil, pending.count >= DialectSample.byteCount { findDialect(isWhole: false) }
    return cutter == nil ? [] : cut(atEnd: false)
  }

  /// The records that are left.
  mutating func finish() -> [Record] {
    decoder.finish(into: &pending)
    if cutter == nil { findDialect(isWhole: true) }
    if !pending.isEmpty, pending.last != feed { pending.append(feed) }
    return cut(atEnd: true)
  }

  /// The records that are left of a file that is damaged here: those that have ended.
  mutating func finishDamaged() -> [Record] {
    decoder.finish(into: &pending)
    if cutter == nil { findDialect(isWhole: false) }
    return cut(atEnd: false)
  }

  private mutating func findDialect(isWhole: Bool) {
    dialect = DialectSample(pending[...], isWhole: isWhole).dialect(known: known)
    cutter = RecordCutter(dialect: dialect, maxRecordBytes: maxRecordBytes)
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
    guard var cutter else { return .needMore }
    defer { self.cutter = cutter }
    return cutter.cut(pending.span.extracting(start..<pending.count), atEnd: atEnd)
  }

  private mutating func countLines(_ range: Range<Int>) {
    for i in range where pending[i] == feed { line += 1 }
  }

  /// Takes whole records apart.
  private mutating func append(_ whole: [UInt8], to records: inout [Record]) {
    var bytes = whole
    // Before the scan, which moves bytes about where it takes quotes off.
    let feeds = bytes.indices.filter { bytes[$0] == feed }
    var feedsPassed = 0
    scan.scan(&bytes, count: bytes.count, dialect: dialect)
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
