import Events
import Values

/// The records of a small file of CSV or JSON lines, given as decompressed bytes in blocks of any size: any cut gives the
/// same records.
///
/// Pure: knows no files. It detects encoding and format. About a microsecond a record.
package struct RecordStream {
  package enum Record {
    /// Trimmed fields, and the line on which the record starts. Empty lines are none.
    case fields([ArraySlice<UInt8>], line: Int64)
    /// What a line of JSON has of the wanted fields, in their order.
    case values([JSONRows.Value], line: Int64)
    /// A line that is no record; what is wrong with it, and with which wanted field.
    case broken(RejectReason, text: String, field: Int?, line: Int64)
  }

  private let table: SmallTable
  /// The file's name in messages.
  let source: String
  private let wanted: [JSONRows.Field]
  private let maxRecordBytes: Int
  private var decoder: TextDecoder
  private var format = LogFormat.csv
  /// JSON lines only.
  private(set) var json: JSONRows?
  /// nil until the format is known.
  private var cutter: RecordCutter?
  private var scan = FieldScan()
  /// Text since the last cut.
  private var pending: [UInt8] = []
  private var line: Int64 = 1

  /// `source`: the file's name in messages; `wanted`: what is read of JSON lines; `preferred` as for `TextDecoder`.
  init(
    _ table: SmallTable, source: String, wanted: [JSONRows.Field], preferred: TextEncoding?, maxRecordBytes: Int
  ) {
    self.table = table
    self.source = source
    self.wanted = wanted
    self.maxRecordBytes = maxRecordBytes
    decoder = TextDecoder(preferred: preferred)
  }

  /// As far as it is known.
  var form: TextForm {
    TextForm(format: format, encoding: decoder.encoding, isEncodingGuessed: decoder.isGuess)
  }

  /// The records that end in the next bytes of the file, in order.
  mutating func read(_ block: some Sequence<UInt8>) throws(TableError) -> [Record] {
    let bytes = Array(block)
    decoder.decode(bytes.span, into: &pending)
    if cutter == nil, pending.count >= DialectSample.byteCount { try findFormat(isWhole: false) }
    return cutter == nil ? [] : cut(atEnd: false)
  }

  /// The records that are left.
  mutating func finish() throws(TableError) -> [Record] {
    decoder.finish(into: &pending)
    if !pending.isEmpty, pending.last != feed { pending.append(feed) }
    if cutter == nil { try findFormat(isWhole: true) }
    return cut(atEnd: true)
  }

  /// The records that are left of a file that is damaged here: those that have ended.
  mutating func finishDamaged() throws(TableError) -> [Record] {
    decoder.finish(into: &pending)
    if cutter == nil { try findFormat(isWhole: false) }
    return cut(atEnd: false)
  }

  func error(_ fault: TableError.Fault) -> TableError { TableError(table, source, fault) }

  private mutating func findFormat(isWhole: Bool) throws(TableError) {
    let kind = TextKind(pending[...])
    switch kind {
    case .binary: throw error(.notText)
    case .jsonArray(ofObjects: true): throw error(.jsonArray)
    case .jsonLines: do { json = try JSONRows(wanted) } catch { throw self.error(.badPath(error.message)) }
    case .blank, .delimited, .jsonArray: break
    }
    format = kind.format(of: pending[...], isWhole: isWhole, known: table.knownNames)
    cutter = RecordCutter(format, maxRecordBytes: maxRecordBytes)
    if case .delimited = format, let line = SeparatorLine.read(pending[...]) {
      pending.removeFirst(line.byteCount)
      self.line += 1
    }
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
        let whole = Array(pending[start..<start + end])
        switch format {
        case .delimited(let dialect): append(whole, dialect, to: &records)
        case .jsonLines: appendLines(whole, to: &records)
        }
        start += end
      case .reject(let record, let end):
        records.append(
          .broken(record == .unclosedQuote ? .unclosedQuote : .lineTooLong, text: "", field: nil, line: line))
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

  /// Splits whole records into fields.
  private mutating func append(_ whole: [UInt8], _ dialect: Dialect, to records: inout [Record]) {
    var bytes = whole
    // Before the scan, which moves bytes when it removes quotes.
    let feeds = bytes.indices.filter { bytes[$0] == feed }
    var feedsPassed = 0
    scan.scan(&bytes, count: bytes.count, dialect: dialect)
    for record in 0..<scan.recordCount {
      let start = scan.start(ofRecord: record)
      while feedsPassed < feeds.count, feeds[feedsPassed] < start { feedsPassed += 1 }
      let fields = scan.fields(ofRecord: record).map { bytes[scan.field($0)].trimmed }
      if fields.count == 1, fields[0].isEmpty { continue }  // an empty line
      records.append(.fields(fields, line: line + Int64(feedsPassed)))
    }
    line += Int64(feeds.count)
  }

  private mutating func appendLines(_ whole: [UInt8], to records: inout [Record]) {
    for row in json?.read(whole) ?? [] {
      let rowLine = line + Int64(row.line)
      switch row.content {
      case .values(let values): records.append(.values(values, line: rowLine))
      case .badEncoding: records.append(.broken(.badEncoding, text: "", field: nil, line: rowLine))
      case .fault(let text, let field): records.append(.broken(.badJSON, text: text, field: field, line: rowLine))
      }
    }
    line += Int64(whole.count { $0 == feed })
  }
}

private let feed = UInt8(ascii: "\n")
