import Values

/// Periods and days told from a calendar day, for runs that nobody is there to date.
///
/// Days are numbers of `CivilDate`. The names, for a run as of Friday 2026-05-15:
///
///     today, yesterday             2026-05-15, 2026-05-14
///     this-week, last-week         from Monday 2026-05-11, from Monday 2026-05-04 (ISO 8601)
///     this-month, last-month       2026-05, 2026-04
///     this-quarter, last-quarter   2026-Q2, 2026-Q1
///     this-year, last-year         2026, 2025
///     2026-03, 2026-Q1, 2026       whatever the day
///
/// A period is always whole: `this-month` ends with the month, not with the day it is told from.
enum CalendarPeriod {
  static let names = [
    "today", "yesterday", "this-week", "last-week", "this-month", "last-month", "this-quarter", "last-quarter",
    "this-year", "last-year",
  ]

  /// The days of a period as it is called on `today`; nil where the text calls none.
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

  /// A day told from `today`: `-90d`, `today` or `yesterday`; nil for anything else.
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

  /// The days of a quarter; the one before the first (0) is -1.
  private static func quarter(_ place: Int, of year: Int) -> Range<Int> { months(3, startingAt: year, place * 3 + 1) }

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
