/// Dated exchange rates, and the rule by which one is found (Specification, section 5).
public struct ExchangeRates: Sendable {
  /// One line of a table: from `day` on, one `base` costs `rate` in `quote`.
  public struct Row: Sendable {
    public var day: Int
    public var base: Currency, quote: Currency
    public var rate: ExchangeRate

    public init(day: Int, base: Currency, quote: Currency, rate: ExchangeRate) {
      self.day = day
      self.base = base
      self.quote = quote
      self.rate = rate
    }
  }

  private struct Pair: Hashable {
    var base: Currency, quote: Currency
  }

  /// By pair, then by day.
  private var rows: [Row] = []
  private var ranges: [Pair: Range<Int>] = [:]
  /// In the order in which they are tried: EUR, then by name.
  private var thirds: [Currency] = []
  /// Every day on which some pair has a new rate, in order.
  private var changes: [Int] = []

  /// No rates at all.
  public init() {}

  /// The table of rows in any order: of two for one pair and day the later one wins. O(n log n).
  public init(_ given: [Row]) {
    let order = given.indices.sorted { a, b in
      let (x, y) = (given[a], given[b])
      return (x.base, x.quote, x.day, a) < (y.base, y.quote, y.day, b)
    }
    for index in order {
      let row = given[index]
      if let last = rows.last, last.base == row.base, last.quote == row.quote {
        if last.day == row.day { rows.removeLast() }
      }
      rows.append(row)
      let pair = Pair(base: row.base, quote: row.quote)
      ranges[pair] = (ranges[pair]?.lowerBound ?? rows.count - 1)..<rows.count
    }
    let euro = Currency(0x45, 0x55, 0x52)
    thirds = Set(rows.flatMap { [$0.base, $0.quote] }).sorted { ($0 == euro ? 0 : 1, $0) < ($1 == euro ? 0 : 1, $1) }
    changes = Set(rows.map(\.day)).sorted()
  }

  public var isEmpty: Bool { rows.isEmpty }

  /// What one `base` costs in `quote` on a day: the latest direct rate on or before it, else the latest of the inverse
  /// pair, else through the first third currency that has both legs; nil without any.
  ///
  /// The currencies differ. O(log rates), times the currencies where a third is needed.
  public func rate(of base: Currency, in quote: Currency, on day: Int) -> ExchangeRate? {
    if let rate = leg(base, quote, day) { return rate }
    for third in thirds where third != base && third != quote {
      if let first = leg(base, third, day), let second = leg(third, quote, day) { return first * second }
    }
    return nil
  }

  /// The first day after `day` on which any rate may differ; nil where none follows.
  public func nextChange(after day: Int) -> Int? {
    let next = changes.partitioningIndex { $0 > day }
    return next < changes.count ? changes[next] : nil
  }

  private func leg(_ base: Currency, _ quote: Currency, _ day: Int) -> ExchangeRate? {
    latest(base, quote, day) ?? latest(quote, base, day)?.inverse
  }

  private func latest(_ base: Currency, _ quote: Currency, _ day: Int) -> ExchangeRate? {
    guard let range = ranges[Pair(base: base, quote: quote)] else { return nil }
    let next = rows[range].partitioningIndex { $0.day > day }
    return next > range.lowerBound ? rows[next - 1].rate : nil
  }
}
