import Events
import Values

/// Reads one spend file, CSV or JSON lines, given as decompressed bytes in blocks of any size: any cut gives the same spend.
/// Its format and its encoding are found out.
///
/// Pure: knows no files. About 1 µs a row.
public struct SpendReader: TableReader {
  public private(set) var ledger = SpendLedger()
  private let rules: SpendRules
  package var records: RecordStream
  private var columns: SpendColumnMap?
  /// nil until a header is found; for JSON lines, until all are read.
  public private(set) var columnsFound: SpendColumnsFound?
  private var rejects: [RejectedRow] = []

  /// `source` is the name that messages and rejects use.
  public init(source: String, rules: SpendRules) {
    self.rules = rules
    records = RecordStream(
      .spend, source: source, wanted: SpendColumn.fields(rules.layout), preferred: rules.preferred,
      maxRecordBytes: rules.maxRecordBytes)
  }

  package var rowCount: Int64 { ledger.counts.read }

  package mutating func end() throws(TableError) {
    if let json = records.json {
      columnsFound = try SpendColumnsFound(json, layout: rules.layout, rows: ledger.counts.read, records)
    }
  }

  /// The rows rejected since the last call, in order. Take them between blocks: they are kept until then.
  public mutating func takeRejects() -> [RejectedRow] {
    defer { rejects.removeAll() }
    return rejects
  }

  /// Records in order, the header first if it was not found before.
  package mutating func add(_ new: [RecordStream.Record]) throws(TableError) {
    for record in new {
      switch record {
      case .broken(let reason, let text, let field, let line):
        ledger.counts.read += 1
        reject(reason, field.flatMap(SpendColumn.init), text, line: line)
      case .values(let values, let line):
        let columns = columns ?? SpendColumnMap(jsonLines: rules.layout)
        self.columns = columns
        add(SpendRow(values: values, columns: columns), line: line)
      case .fields(let fields, let line):
        guard let columns else {
          let header = fields.map { String(decoding: $0, as: UTF8.self) }
          let columns = try SpendColumnMap(header: header, source: records.source, layout: rules.layout)
          self.columns = columns
          columnsFound = SpendColumnsFound(columns)
          continue
        }
        add(SpendRow(fields: fields, columns: columns), line: line)
      }
    }
  }

  private mutating func add(_ row: SpendRow, line: Int64) {
    ledger.counts.read += 1
    do throws(SpendRow.Rejection) {
      try add(row)
      ledger.counts.used += 1
    } catch {
      reject(error.reason, error.column, error.text, line: line)
    }
  }

  /// Specification, section 6: its checks in their order.
  private mutating func add(_ row: SpendRow) throws(SpendRow.Rejection) {
    try row.checkText()
    let first = try row.day(.date)
    let last = row[.endDate].isEmpty ? first : try row.day(.endDate)
    let (amount, isRounded) = try row.amount(usual: rules.layout.currency ?? rules.reportCurrency, rules.amounts)
    if last < first { throw row.rejection(.endBeforeStart, .endDate) }
    let name = try row.slotName()
    let currency = try row.currency() ?? rules.layout.currency
    let split = DailySplit(amount: amount, dayCount: last - first + 1)
    let inPeriod = (first..<last + 1).clamped(to: rules.days)
    var sum: Int128 = 0
    if let currency, let report = rules.reportCurrency, currency != report {
      sum = try converted(split, from: first, through: last, of: row, currency, in: report)
    } else if !inPeriod.isEmpty {
      sum = split.sum(inPeriod.lowerBound - first..<inPeriod.upperBound - first)
    }
    if let currency { ledger.currencies.insert(currency) }
    if isRounded { ledger.roundedAmounts += 1 }
    if !inPeriod.isEmpty { ledger.add(sum, to: name) }
  }

  /// The parts of the days in the period, each times the rate of its day, rounded once. Every day needs a rate,
  /// those outside the period too.
  ///
  /// Between two changes of the rates the parts of many days are alike: a century costs no more than its rates.
  private func converted(
    _ split: DailySplit, from first: Int, through last: Int, of row: SpendRow, _ currency: Currency, in report: Currency
  ) throws(SpendRow.Rejection) -> Int128 {
    var sum: Int128 = 0
    var day = first
    while day <= last {
      let end = min(last + 1, rules.rates.nextChange(after: day) ?? last + 1)
      guard let rate = rules.rates.rate(of: currency, in: report, on: day) else {
        throw row.rejection(.noExchangeRate, .currency)
      }
      let days = (day..<end).clamped(to: rules.days)
      for (part, count) in days.isEmpty ? [] : split.parts(days.lowerBound - first..<days.upperBound - first) {
        guard let millionths = rate.millionths(of: part) else { throw row.rejection(.unreadableAmount, .amount) }
        sum += Int128(millionths) * Int128(count)
      }
      day = end
    }
    return sum
  }

  private mutating func reject(_ reason: RejectReason, _ column: SpendColumn?, _ text: String, line: Int64) {
    ledger.counts[reason] += 1
    rejects.append(RejectedRow(source: records.source, line: line, reason: reason, column: column?.name ?? "", text: text))
  }
}
