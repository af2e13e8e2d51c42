import Events
import Values

/// Reads one table of exchange rates (`date,base,quote,rate`), CSV or JSON lines, given as decompressed bytes in blocks of any
/// size.
///
/// Pure: knows no files. Rates are configuration: the first row that cannot be used ends the run.
public struct RatesReader: TableReader {
  /// The rows so far, in the order of the file.
  public private(set) var rows: [ExchangeRates.Row] = []
  private let amounts: AmountStyle
  package var records: RecordStream
  private var columns: RatesColumnMap?

  /// `source` is the name that messages use; `preferred` is the encoding of a file that is neither UTF-16 nor UTF-8, as for
  /// `TextDecoder`.
  public init(
    source: String, amounts: AmountStyle = .decimalPoint, preferred: TextEncoding? = nil,
    maxRecordBytes: Int = ReadingRules.usualMaxRecordBytes
  ) {
    self.amounts = amounts
    records = RecordStream(
      .rates, source: source,
      wanted: RatesColumn.allCases.map { JSONRows.Field(name: $0.name, keys: $0.names) }, preferred: preferred,
      maxRecordBytes: maxRecordBytes)
  }

  package var rowCount: Int64 { Int64(rows.count) }

  /// Refuses rates in which lines use different keys for one column.
  package func end() throws(TableError) {
    guard let json = records.json else { return }
    for column in RatesColumn.allCases {
      let spellings = json.spellings(ofField: column.rawValue)
      if spellings.count > 1 { throw records.error(.ambiguousColumn(column.name, spellings: spellings)) }
    }
  }

  package mutating func add(_ new: [RecordStream.Record]) throws(TableError) {
    for record in new {
      switch record {
      case .broken(let reason, let text, _, let line):
        throw records.error(.brokenLine(line, reason, text))
      case .values(let values, let line):
        let amounts = values[RatesColumn.rate.rawValue].isNumber && amounts == .decimalComma ? .decimalPoint : amounts
        rows.append(try row({ values[$0.rawValue].text }, amounts, line))
      case .fields(let fields, let line):
        guard let columns else {
          columns = try RatesColumnMap(header: fields.map { String(decoding: $0, as: UTF8.self) }, source: records.source)
          continue
        }
        rows.append(try row({ columns[$0] < fields.count ? fields[columns[$0]] : [] }, amounts, line))
      }
    }
  }

  private func row(
    _ field: (RatesColumn) -> ArraySlice<UInt8>, _ amounts: AmountStyle, _ line: Int64
  ) throws(TableError) -> ExchangeRates.Row {
    func unreadable(_ column: RatesColumn, _ advice: String) -> TableError {
      let text = String(decoding: field(column), as: UTF8.self)
      return records.error(
        .unreadable(line: line, column: column.name, text: String(text.prefix(40)), advice: advice))
    }
    func currency(_ column: RatesColumn) throws(TableError) -> Currency {
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
