import Values

/// Everything that decides how a spend row reads.
public struct SpendRules: Sendable {
  /// An amount in millionths of `currency` on a day, in millionths of the report currency, rounded half to even once;
  /// nil where there is no rate. Days are numbers of `CivilDate`.
  public typealias Conversion = @Sendable (_ millionths: Int64, _ currency: Currency, _ day: Int) -> Int64?

  /// The days whose midnight in the report zone lies in the period: only these count.
  public var days: Range<Int>
  /// nil: the one that the inputs turn out to be in.
  public var reportCurrency: Currency?
  public var conversion: Conversion
  /// A record of more bytes is rejected.
  public var maxRecordBytes: Int

  /// All days there are: the years of four digits, with room on both sides.
  public static let everyDay = -10_000_000..<10_000_000

  public init(
    days: Range<Int> = SpendRules.everyDay, reportCurrency: Currency?, maxRecordBytes: Int = 1 << 20,
    conversion: @escaping Conversion = { _, _, _ in nil }
  ) {
    self.days = days
    self.reportCurrency = reportCurrency
    self.maxRecordBytes = maxRecordBytes
    self.conversion = conversion
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
