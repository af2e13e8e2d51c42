/// The records of a channel map, each with the line it starts on; empty ones are passed over.
struct ChannelMapRecords {
  struct Record {
    var line: Int
    /// Trimmed.
    var fields: [String]
  }

  private var records: [Record] = []
  private var place = 0

  init(_ text: [UInt8]) throws(ChannelMapError) {
    guard String(validating: text, as: UTF8.self) != nil else {
      throw ChannelMapError(line: 1, message: "it is no text in UTF-8; save it as 'CSV UTF-8'")
    }
    var bytes = text.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(text.dropFirst(3)) : text
    if bytes.last != ASCII.feed { bytes.append(ASCII.feed) }
    var cutter = RecordCutter(delimiter: UInt8(ascii: ","), maxRecordBytes: bytes.count)
    guard cutter.cut(bytes.span, atEnd: true) == .records(end: bytes.count) else {
      throw ChannelMapError(line: 1, message: "a quote is opened and never closed")
    }
    // Before the scan, which moves bytes about where it takes quotes off.
    let feeds = bytes.indices.filter { bytes[$0] == ASCII.feed }
    var scan = FieldScan()
    scan.scan(&bytes, count: bytes.count, delimiter: UInt8(ascii: ","))
    var line = 1
    for record in 0..<scan.recordCount {
      let start = scan.start(ofRecord: record)
      while line <= feeds.count, feeds[line - 1] < start { line += 1 }
      let fields = scan.fields(ofRecord: record).map { ColumnMap.trimmed(bytes.span.extracting(scan.field($0)).text()) }
      if !fields.allSatisfy(\.isEmpty) { records.append(Record(line: line, fields: fields)) }
    }
  }

  mutating func next() -> Record? {
    guard place < records.count else { return nil }
    defer { place += 1 }
    return records[place]
  }
}
