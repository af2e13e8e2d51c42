import Events
import Values

/// Reads one spend file, given as decompressed bytes in blocks of any size: any cut gives the same spend.
///
/// Pure: knows no files. About 1 µs a row.
public struct SpendReader {
  public private(set) var ledger = SpendLedger()
  private let source: String
  private let rules: SpendRules
  private let delimiter: UInt8
  private var cutter: RecordCutter
  private var scan = FieldScan()
  private var columns: SpendColumnMap?
  /// Bytes since the last cut.
  private var pending: [UInt8] = []
  private var line: Int64 = 1
  private var rejects: [RejectedRow] = []

  /// `source` is the name that messages and rejects use.
  public init(source: String, rules: SpendRules, delimiter: UInt8 = UInt8(ascii: ",")) {
    self.source = source
    self.rules = rules
    self.delimiter = delimiter
    cutter = RecordCutter(delimiter: delimiter, maxRecordBytes: rules.maxRecordBytes)
  }

  /// Reads the next bytes of the file.
  public mutating func read(_ block: some Sequence<UInt8>) throws(SpendFileError) {
    pending.append(contentsOf: block)
    try cut(atEnd: false)
  }

  /// Reads what is left. A file without a byte has no rows.
  public mutating func finish() throws(SpendFileError) {
    if !pending.isEmpty, pending.last != feed { pending.append(feed) }
    try cut(atEnd: true)
  }

  /// The rows rejected since the last call, in order. Take them between blocks: they are kept until then.
  public mutating func takeRejects() -> [RejectedRow] {
    defer { rejects.removeAll() }
    return rejects
  }

  private mutating func cut(atEnd: Bool) throws(SpendFileError) {
    var start = 0
    while start < pending.count {
      switch nextCut(from: start, atEnd: atEnd) {
      case .needMore:
        pending.removeFirst(start)
        return
      case .records(let end):
        var records = Array(pending[start..<start + end])
        start += end
        try readRecords(&records)
      case .reject(let record, let end):
        ledger.counts.read += 1
        reject(record == .unclosedQuote ? .unclosedQuote : .lineTooLong, nil, "", line: line)
        countLines(start..<start + end)
        start += end
      case .drop(let end):
        countLines(start..<start + end)
        start += end
      }
    }
    pending.removeAll(keepingCapacity: true)
  }

  private mutating func nextCut(from start: Int, atEnd: Bool) -> RecordCutter.Cut {
    var cutter = self.cutter
    defer { self.cutter = cutter }
    return cutter.cut(pending.span.extracting(start..<pending.count), atEnd: atEnd)
  }

  private mutating func countLines(_ range: Range<Int>) {
    for i in range where pending[i] == feed { line += 1 }
  }

  /// Whole records, the header first where it has not been met.
  private mutating func readRecords(_ bytes: inout [UInt8]) throws(SpendFileError) {
    if columns == nil, bytes.starts(with: byteOrderMark) { bytes.removeFirst(byteOrderMark.count) }
    // Before the scan, which moves bytes about where it takes quotes off.
    let feeds = bytes.indices.filter { bytes[$0] == feed }
    var feedsPassed = 0
    scan.scan(&bytes, count: bytes.count, delimiter: delimiter)
    for record in 0..<scan.recordCount {
      let start = scan.start(ofRecord: record)
      while feedsPassed < feeds.count, feeds[feedsPassed] < start { feedsPassed += 1 }
      let fields = scan.fields(ofRecord: record).map { trimmed(bytes[scan.field($0)]) }
      if fields.count == 1, fields[0].isEmpty { continue }  // an empty line
      guard let columns else {
        columns = try SpendColumnMap(header: fields.map { String(decoding: $0, as: UTF8.self) }, source: source)
        continue
      }
      ledger.counts.read += 1
      let row = SpendRow(fields: fields, columns: columns)
      do throws(SpendRow.Rejection) {
        try add(row)
        ledger.counts.used += 1
      } catch {
        reject(error.reason, error.column, error.text, line: line + Int64(feedsPassed))
      }
    }
    line += Int64(feeds.count)
  }

  /// SPEC section 6's checks in their order.
  private mutating func add(_ row: SpendRow) throws(SpendRow.Rejection) {
    try row.checkText()
    let first = try row.day(.date)
    let last = row[.endDate].isEmpty ? first : try row.day(.endDate)
    let (amount, isRounded) = try row.amount(reportCurrency: rules.reportCurrency)
    if last < first { throw row.rejection(.endBeforeStart, .endDate) }
    let name = try row.slotName()
    let currency = try row.currency()
    let split = DailySplit(amount: amount, dayCount: last - first + 1)
    let inPeriod = (first..<last + 1).clamped(to: rules.days)
    var sum: Int128 = 0
    if let currency, let report = rules.reportCurrency, currency != report {
      // Every day needs a rate, those outside the period too.
      for day in first...last {
        guard let part = rules.conversion(split[day - first], currency, day) else {
          throw row.rejection(.noExchangeRate, .currency)
        }
        if inPeriod.contains(day) { sum += Int128(part) }
      }
    } else if !inPeriod.isEmpty {
      sum = split.sum(inPeriod.lowerBound - first..<inPeriod.upperBound - first)
    }
    if let currency { ledger.currencies.insert(currency) }
    if isRounded { ledger.roundedAmounts += 1 }
    if !inPeriod.isEmpty { ledger.add(sum, to: name) }
  }

  private mutating func reject(_ reason: RejectReason, _ column: SpendColumn?, _ text: String, line: Int64) {
    ledger.counts[reason] += 1
    rejects.append(RejectedRow(source: source, line: line, reason: reason, column: column?.name ?? "", text: text))
  }

  private func trimmed(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var field = field
    while let first = field.first, first <= 0x20 { field.removeFirst() }
    while let last = field.last, last <= 0x20 { field.removeLast() }
    return field
  }
}

private let feed = UInt8(ascii: "\n")
private let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
