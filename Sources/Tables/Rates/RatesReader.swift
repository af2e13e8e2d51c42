import Events
import Values

/// Reads one table of exchange rates (`date,base,quote,rate`), CSV or JSON lines, given as decompressed bytes in blocks of any
/// size.
///
/// Pure: knows no files. Rates are configuration: the first row that cannot be used ends the run.
public struct RatesReader {
  /// The rows so far, in the order of the file.
  public private(set) var rows: [ExchangeRates.Row] = []
  private let source: String
  private let amounts: AmountStyle
  private var records: RecordStream
  private var columns: RatesColumnMap?

  /// `source` is the name that messages use; `preferred` is the encoding of a file that is neither UTF-16 nor UTF-8, as for
  /// `TextDecoder`.
  public init(
    source: String, amounts: AmountStyle = .decimalPoint, preferred: TextEncoding? = nil,
    maxRecordBytes: Int = ReadingRules.usualMaxRecordBytes
  ) {
    self.source = source
    self.amounts = amounts
    records = RecordStream(
      known: RatesColumn.knownNames, wanted: RatesColumn.allCases.map { JSONRows.Field(name: $0.name, keys: $0.names) },
      preferred: preferred, maxRecordBytes: maxRecordBytes)
  }

  /// How the file reads; what was found out, once `finish` has been called.
  public var form: TextForm { records.form }

  /// Reads the next bytes of the file.
  public mutating func read(_ block: some Sequence<UInt8>) throws(RatesFileError) {
    try add { records throws(RecordStream.Unreadable) in try records.read(block) }
  }

  /// Reads what is left. A file without a byte has no rates.
  public mutating func finish() throws(RatesFileError) {
    try add { records throws(RecordStream.Unreadable) in try records.finish() }
    if let json = records.json { try checkKeys(json) }
  }

  /// Refuses rates of which some line says one thing by one key, and some by another.
  private func checkKeys(_ json: JSONRows) throws(RatesFileError) {
    for column in RatesColumn.allCases {
      let spellings = json.spellings(ofField: column.rawValue)
      if spellings.count > 1 { throw .ambiguousColumn(source: source, column: column.name, spellings: spellings) }
    }
  }

  /// The whole rows in what was read: how far a file is good that is damaged there.
  public var wholeRows: Int64 {
    var copy = self
    do { try copy.add { records throws(RecordStream.Unreadable) in try records.finishDamaged() } } catch { return 0 }
    return Int64(copy.rows.count)
  }

  private mutating func add(
    _ next: (inout RecordStream) throws(RecordStream.Unreadable) -> [RecordStream.Record]
  ) throws(RatesFileError) {
    let read: [RecordStream.Record]
    do { read = try next(&records) } catch {
      switch error {
      case .notText: throw .notText(source: source)
      case .path(let message): throw .badPath(source: source, message: message)
      case .array: throw .jsonArray(source: source)
      }
    }
    try add(read)
  }

  private mutating func add(_ records: [RecordStream.Record]) throws(RatesFileError) {
    for record in records {
      switch record {
      case .broken(let reason, let text, _, let line):
        throw .brokenLine(source: source, line: line, reason, text)
      case .values(let values, let line):
        let amounts = values[RatesColumn.rate.rawValue].isNumber && amounts == .decimalComma ? .decimalPoint : amounts
        rows.append(try row({ values[$0.rawValue].text }, amounts, line))
      case .fields(let fields, let line):
        guard let columns else {
          columns = try RatesColumnMap(header: fields.map { String(decoding: $0, as: UTF8.self) }, source: source)
          continue
        }
        rows.append(try row({ columns[$0] < fields.count ? fields[columns[$0]] : [] }, amounts, line))
      }
    }
  }

  private func row(
    _ field: (RatesColumn) -> ArraySlice<UInt8>, _ amounts: AmountStyle, _ line: Int64
  ) throws(RatesFileError) -> ExchangeRates.Row {
    func unreadable(_ column: RatesColumn, _ advice: String) -> RatesFileError {
      let text = String(decoding: field(column), as: UTF8.self)
      return .unreadable(source: source, line: line, column: column.name, text: String(text.prefix(40)), advice: advice)
    }
    func currency(_ column: RatesColumn) throws(RatesFileError) -> Currency {
      guard let currency = Currency(String(decoding: field(column), as: UTF8.self)) else {
        throw unreadable(column, "a currency is three letters, such as EUR")
      }
      return currency
    }
    guard let day = TimeReader.day(field(.date).span) else {
      throw unreadable(.date, "write the day as in 2026-03-01")
    }
    let (base, quote) = (try currency(.base), try currency(.quote))
    guard !field(.rate).isEmpty, let written = AmountReader.read(field(.rate).span, currency: quote, amounts),
      let rate = ExchangeRate(written)
    else {
      throw unreadable(
        .rate,
        "what one \(base.code) costs in \(quote.code) is a number above 0 of at most 38 digits" + pointAdvice(field(.rate)))
    }
    return ExchangeRates.Row(day: day, base: base, quote: quote, rate: rate)
  }

  /// Rates from elsewhere often have points where the logs have commas.
  private func pointAdvice(_ field: ArraySlice<UInt8>) -> String {
    guard amounts == .decimalComma, AmountReader.read(field.span, currency: nil, amounts) == nil,
      AmountReader.read(field.span, currency: nil) != nil
    else { return "" }
    return ". Under --amounts decimal-comma, which rates follow, a point parts groups of three digits: write the rate with a "
      + "comma, as in 1.300,55"
  }
}
