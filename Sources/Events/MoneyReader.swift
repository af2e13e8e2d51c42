import Values

/// Reads amounts and costs into millionths of the report currency: one per worker, with what it has looked up and met.
struct MoneyReader: Sendable {
  /// What is wrong with a row's money, in the order in which it is looked at.
  enum Fault: Error { case unreadableAmount, unknownCurrency, noExchangeRate }

  private let reportCurrency: Currency?
  private var rates: RateMemo
  /// Currencies read so far, for a run that was given none.
  private(set) var currencies: Set<Currency> = []
  /// Amounts with more than six decimals, rounded half to even.
  private(set) var roundedAmounts = 0

  init(_ rules: ReadingRules) {
    reportCurrency = rules.reportCurrency
    rates = RateMemo(rules)
  }

  /// The money that `written` says in the currency that `code` names, or else in `usual`.
  @inline(__always)
  mutating func read(
    _ written: Span<UInt8>, _ style: AmountStyle, code: Span<UInt8>, usual: Currency?, at time: Int64
  ) throws(Fault) -> Int64 {
    let named = code.isEmpty ? usual : code.count == 3 ? Currency(code[0], code[1], code[2]) : nil
    if let named, let reportCurrency, named != reportCurrency { return try converted(written, style, from: named, at: time) }
    let currency = named ?? (code.isEmpty ? reportCurrency : nil)
    var value = AmountReader.readPlain(written, style)
    if value == nil {
      guard let millionths = AmountReader.read(written, currency: currency, style)?.millionths else { throw .unreadableAmount }
      value = millionths.value
      if millionths.isRounded { roundedAmounts += 1 }
    }
    if !code.isEmpty, named == nil { throw .unknownCurrency }
    if let named, reportCurrency == nil { currencies.insert(named) }
    return value ?? 0
  }

  /// An amount in another currency: the written decimal times the rate of its day, rounded once (SPEC section 5).
  private mutating func converted(
    _ written: Span<UInt8>, _ style: AmountStyle, from currency: Currency, at time: Int64
  ) throws(Fault) -> Int64 {
    let plain = AmountReader.readPlain(written, style)
    let decimal = plain == nil ? AmountReader.read(written, currency: currency, style) : nil
    if plain == nil, decimal == nil { throw .unreadableAmount }
    guard let rate = rates.rate(of: currency, at: time) else { throw .noExchangeRate }
    guard let millionths = plain.map(rate.millionths(of:)) ?? decimal.flatMap(rate.millionths(of:)) else {
      throw .unreadableAmount
    }
    if decimal?.isFinerThanMillionths == true { roundedAmounts += 1 }
    return millionths
  }
}
