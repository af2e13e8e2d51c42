import Values

/// Periods and days that are computed from a calendar day, for runs that start by themselves.
///
/// Days are numbers of `CivilDate`. The names mean, for a run as of Friday 2026-05-15:
///
///     today, yesterday             2026-05-15, 2026-05-14
///     this-week, last-week         from Monday 2026-05-11, from Monday 2026-05-04 (ISO 8601)
///     this-month, last-month       2026-05, 2026-04
///     this-quarter, last-quarter   2026-Q2, 2026-Q1
///     this-year, last-year         2026, 2025
///     2026-03, 2026-Q1, 2026       whatever the day
///
/// A period is always whole: `this-month` ends with the month, not with the day that it is computed from.
enum CalendarPeriod {
  static let names = [
    "today", "yesterday", "this-week", "last-week", "this-month", "last-month", "this-quarter", "last-quarter",
    "this-year", "last-year",
  ]

  /// The days of the period with this name on the day `today`; nil where the text is no name.
  static func days(_ text: String, today: Int) -> Range<Int>? {
    let date = CivilDate.date(ofDay: today)
    let monday = today - ((today + 3) % 7 + 7) % 7  // day 0 was a Thursday
    switch text.lowercased() {
    case "today": return today..<(today + 1)
    case "yesterday": return (today - 1)..<today
    case "this-week": return monday..<(monday + 7)
    case "last-week": return (monday - 7)..<monday
    case "this-month": return months(1, startingAt: date.year, date.month)
    case "last-month": return months(1, startingAt: date.year, date.month - 1)
    case "this-quarter": return quarter((date.month - 1) / 3, of: date.year)
    case "last-quarter": return quarter((date.month - 1) / 3 - 1, of: date.year)
    case "this-year": return months(12, startingAt: date.year, 1)
    case "last-year": return months(12, startingAt: date.year - 1, 1)
    case let written: return days(written: written)
    }
  }

  /// A day relative to `today`: `-90d`, `today` or `yesterday`; nil for any other text.
  static func day(_ text: String, today: Int) -> Int? {
    switch text.lowercased() {
    case "today": return today
    case "yesterday": return today - 1
    case let text:
      guard text.hasPrefix("-"), text.hasSuffix("d"), let days = number(text.dropFirst().dropLast(), digits: 1...5) else {
        return nil
      }
      return today - days
    }
  }

  /// `2026-03`, `2026-q1` or `2026`.
  private static func days(written: String) -> Range<Int>? {
    let parts = written.split(separator: "-", omittingEmptySubsequences: false)
    guard let year = parts.first.flatMap({ number($0, digits: 4...4) }) else { return nil }
    if parts.count == 1 { return months(12, startingAt: year, 1) }
    guard parts.count == 2 else { return nil }
    if parts[1].hasPrefix("q") {
      guard let wanted = number(parts[1].dropFirst(), digits: 1...1), (1...4).contains(wanted) else { return nil }
      return quarter(wanted - 1, of: year)
    }
    guard let month = number(parts[1], digits: 1...2), (1...12).contains(month) else { return nil }
    return months(1, startingAt: year, month)
  }

  /// The days of a quarter; 0 is the first of the year, -1 the last of the year before.
  private static func quarter(_ index: Int, of year: Int) -> Range<Int> { months(3, startingAt: year, index * 3 + 1) }

  /// The days of `count` months; the month may lie up to a year before or after its year.
  private static func months(_ count: Int, startingAt year: Int, _ month: Int) -> Range<Int> {
    func first(_ month: Int) -> Int {
      let fromYear = month - 1 + 12
      return CivilDate.dayNumber(year: year - 1 + fromYear / 12, month: fromYear % 12 + 1, day: 1)
    }
    return first(month)..<first(month + count)
  }

  private static func number(_ text: Substring, digits: ClosedRange<Int>) -> Int? {
    guard digits.contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    return Int(text)
  }
}
