import Events
import Values

/// Everything that decides how a spend row reads.
public struct SpendRules: Sendable {
  /// The days whose midnight in the report zone lies in the period: only these count.
  public var days: Range<Int>
  /// nil: the one that the inputs turn out to be in.
  public var reportCurrency: Currency?
  /// For amounts in other currencies.
  public var rates: ExchangeRates
  /// A record of more bytes is rejected.
  public var maxRecordBytes: Int
  public var layout: SpendLayout
  public var amounts = AmountStyle.decimalPoint
  /// The encoding of files that are neither UTF-16 nor UTF-8, as for `TextDecoder`.
  public var preferred: TextEncoding?

  /// All days there are: the years of four digits, with room on both sides.
  public static let everyDay = -10_000_000..<10_000_000

  public init(
    days: Range<Int> = SpendRules.everyDay, reportCurrency: Currency?, rates: ExchangeRates = ExchangeRates(),
    maxRecordBytes: Int = 1 << 20, layout: SpendLayout = SpendLayout()
  ) {
    self.layout = layout
    self.days = days
    self.reportCurrency = reportCurrency
    self.rates = rates
    self.maxRecordBytes = maxRecordBytes
  }

  /// The days of `from ≤ midnight < to` in `zone`; nil for no bound.
  public static func days(from: Instant?, to: Instant?, zone: ReportZone) -> Range<Int> {
    func firstDay(notBefore instant: Instant) -> Int {
      let day = zone.day(of: instant)
      return zone.midnight(ofDay: day) < instant ? day + 1 : day
    }
    let first = from.map(firstDay) ?? everyDay.lowerBound
    let last = to.map(firstDay) ?? everyDay.upperBound
    return first..<max(first, last)
  }
}
