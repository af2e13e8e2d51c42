import Values

/// The rates one worker has looked up: neighbouring rows ask for the same few currencies and days.
///
/// A row pays for its day in the zone and one comparison; a lookup (0.3 µs, more through a third currency) is paid once
/// for a currency and day that the memo still holds.
struct RateMemo: Sendable {
  private let rates: ExchangeRates
  private let report: Currency?
  private let zone: ReportZone
  /// By slot, (currency, day) + 1; 0: empty. `found` has the rate of that slot.
  private var keys: [UInt64]
  private var found: [ExchangeRate?]

  init(_ rules: ReadingRules) {
    rates = rules.rates
    report = rules.reportCurrency
    zone = rules.zone
    let slotCount = rates.isEmpty ? 0 : ReadingPolicy.rememberedRates
    keys = Array(repeating: 0, count: slotCount)
    found = Array(repeating: nil, count: slotCount)
  }

  /// What one `currency`, which is not the report's, costs in the report currency at an instant in microseconds; nil
  /// without a rate.
  @inline(__always)
  mutating func rate(of currency: Currency, at time: Int64) -> ExchangeRate? {
    if keys.isEmpty { return nil }
    let day = zone.day(of: Instant(microseconds: time))
    let key = (UInt64(currency.packed) << 32 | UInt64(UInt32(truncatingIfNeeded: day))) &+ 1
    // Consecutive days have neighbouring slots, and an odd multiple keeps currencies apart.
    let slot = (day &+ Int(currency.packed) &* 0x9E37_79B1) & (keys.count - 1)
    if keys[slot] != key { look(up: currency, on: day, key, slot) }
    return found[slot]
  }

  private mutating func look(up currency: Currency, on day: Int, _ key: UInt64, _ slot: Int) {
    keys[slot] = key
    found[slot] = report.flatMap { rates.rate(of: currency, in: $0, on: day) }
  }
}
