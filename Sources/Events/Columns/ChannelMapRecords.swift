import Values

/// The records of a channel map, each with the line it starts on; empty ones are skipped.
struct ChannelMapRecords {
  struct Record {
    var line: Int
    /// Trimmed.
    var fields: [String]
  }

  private var records: [Record] = []
  private var nextIndex = 0

  /// Guesses the dialect and, for a text without a byte-order mark that is not UTF-8, the encoding.
  init(_ text: [UInt8], preferred: TextEncoding?) throws(ChannelMapError) {
    var decoder = TextDecoder(preferred: preferred)
    var bytes: [UInt8] = []
    decoder.decode(text.span, into: &bytes)
    decoder.finish(into: &bytes)
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw ChannelMapError(line: 1, message: "it is no text in \(decoder.encoding.name); save it as 'CSV UTF-8'")
    }
    let dialect = DialectSample(bytes[...], isWhole: true).dialect(known: MappedColumn.knownNames)
    if bytes.last != ASCII.feed { bytes.append(ASCII.feed) }
    let separatorLine = SeparatorLine.read(bytes[...])?.byteCount ?? 0
    bytes.removeFirst(separatorLine)
    var cutter = RecordCutter(dialect: dialect, maxRecordBytes: bytes.count)
    guard cutter.cut(bytes.span, atEnd: true) == .records(end: bytes.count) else {
      throw ChannelMapError(line: 1, message: "a quote is opened and never closed")
    }
    // Before the scan, which moves bytes when it removes quotes.
    let feeds = bytes.indices.filter { bytes[$0] == ASCII.feed }
    var scan = FieldScan()
    scan.scan(&bytes, count: bytes.count, dialect: dialect)
    var line = 1
    for record in 0..<scan.recordCount {
      let start = scan.start(ofRecord: record)
      while line <= feeds.count, feeds[line - 1] < start { line += 1 }
      let fields = scan.fields(ofRecord: record).map { bytes.span.extracting(scan.field($0)).text().trimmed }
      if !fields.allSatisfy(\.isEmpty) { records.append(Record(line: separatorLine > 0 ? line + 1 : line, fields: fields)) }
    }
  }

  mutating func next() -> Record? {
    guard nextIndex < records.count else { return nil }
    defer { nextIndex += 1 }
    return records[nextIndex]
  }
}
