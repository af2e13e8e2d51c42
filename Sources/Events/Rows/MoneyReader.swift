import Values

/// Reads amounts and costs into millionths of the report currency: one per worker, with the rates it has looked up and the
/// currencies it has found.
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

  /// Money as read. Its currency and rounding count in the run's totals only if the row is accepted.
  struct MoneyRead {
    var value: Int64
    /// The money's currency, in a run without a report currency.
    var currency: Currency?
    var isRounded = false
  }

  /// Adds an accepted row's currency and rounding to the totals.
  @inline(__always)
  mutating func note(_ money: MoneyRead) {
    if let currency = money.currency { currencies.insert(currency) }
    if money.isRounded { roundedAmounts += 1 }
  }

  /// The money of the amount `written`, in the currency `code`, or in `usual` if there is no code.
  @inline(__always)
  mutating func read(
    _ written: Span<UInt8>, _ style: AmountStyle, code: Span<UInt8>, usual: Currency?, at time: Int64
  ) throws(Fault) -> MoneyRead {
    let named = code.isEmpty ? usual : code.count == 3 ? Currency(code[0], code[1], code[2]) : nil
    if let named, let reportCurrency, named != reportCurrency { return try converted(written, style, from: named, at: time) }
    let currency = named ?? (code.isEmpty ? reportCurrency : nil)
    var money = MoneyRead(value: 0)
    if let value = AmountReader.readPlain(written, style) {
      money.value = value
    } else {
      guard let millionths = AmountReader.read(written, currency: currency, style)?.millionths else { throw .unreadableAmount }
      money.value = millionths.value
      money.isRounded = millionths.isRounded
    }
    if !code.isEmpty, named == nil { throw .unknownCurrency }
    if reportCurrency == nil { money.currency = named }
    return money
  }

  /// An amount in another currency: the written decimal times the rate of its day, rounded once (Specification, section 5).
  private mutating func converted(
    _ written: Span<UInt8>, _ style: AmountStyle, from currency: Currency, at time: Int64
  ) throws(Fault) -> MoneyRead {
    let plain = AmountReader.readPlain(written, style)
    let decimal = plain == nil ? AmountReader.read(written, currency: currency, style) : nil
    if plain == nil, decimal == nil { throw .unreadableAmount }
    guard let rate = rates.rate(of: currency, at: time) else { throw .noExchangeRate }
    guard let millionths = plain.map(rate.millionths(of:)) ?? decimal.flatMap(rate.millionths(of:)) else {
      throw .unreadableAmount
    }
    return MoneyRead(value: millionths, isRounded: decimal?.isFinerThanMillionths == true)
  }
}
