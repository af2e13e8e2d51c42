/// The rule that a zone follows after its last recorded change: `CET-1CEST,M3.5.0,M10.5.0/3`.
///
/// Source of the format: POSIX.1-2017, section 8.3, `TZ`; hours to ±167 as RFC 9636 allows.
struct ZoneRule {
  /// Seconds east of UTC.
  let standard: Int64
  /// Summer time, and when it begins and ends; nil where the zone has none.
  let summer: Summer?

  struct Summer {
    let offset: Int64
    let begins: YearlyMoment, ends: YearlyMoment
  }

  /// A moment of every year on the local clock.
  struct YearlyMoment {
    enum Date {
      /// Week 5 is the last; weekday 0 is Sunday.
      case weekday(month: Int, week: Int, weekday: Int)
      /// 1 to 365; 29 February is never counted.
      case dayWithoutLeap(Int)
      /// 0 to 365.
      case day(Int)
    }
    let date: Date
    /// Seconds after midnight; may lie outside the day.
    let time: Int64
  }

  /// Nil where the text is no such rule.
  init?(_ text: String) {
    var rest = text[...]
    guard ZoneRule.dropName(&rest), let west = ZoneRule.clock(&rest) else { return nil }
    standard = -west
    guard !rest.isEmpty else {
      summer = nil
      return
    }
    guard ZoneRule.dropName(&rest) else { return nil }
    var offset = standard + 3600
    if rest.first != "," {
      guard let west = ZoneRule.clock(&rest) else { return nil }
      offset = -west
    }
    guard let begins = YearlyMoment(&rest), let ends = YearlyMoment(&rest), rest.isEmpty else { return nil }
    summer = Summer(offset: offset, begins: begins, ends: ends)
  }

  /// A year's two changes in order of time: seconds since 1970 UTC and the offset from then on.
  func changes(inYear year: Int) -> [(start: Int64, offset: Int64)] {
    guard let summer else { return [] }
    let begins = (start: summer.begins.seconds(inYear: year) - standard, offset: summer.offset)
    let ends = (start: summer.ends.seconds(inYear: year) - summer.offset, offset: standard)
    return begins.start < ends.start ? [begins, ends] : [ends, begins]
  }

  /// `CEST` or `<+0330>`.
  private static func dropName(_ text: inout Substring) -> Bool {
    let before = text.startIndex
    if text.first == "<" {
      guard let end = text.firstIndex(of: ">") else { return false }
      text = text[text.index(after: end)...]
    } else {
      text = text.drop { $0.isLetter }
    }
    return text.startIndex != before
  }

  /// `[+-]hh[:mm[:ss]]` in seconds.
  static func clock(_ text: inout Substring) -> Int64? {
    let sign: Int64 = text.first == "-" ? -1 : 1
    if text.first == "-" || text.first == "+" { text.removeFirst() }
    guard var seconds = number(&text).map({ $0 * 3600 }) else { return nil }
    for unit: Int64 in [60, 1] where text.first == ":" {
      text.removeFirst()
      guard let part = number(&text) else { return nil }
      seconds += part * unit
    }
    return sign * seconds
  }

  static func number(_ text: inout Substring) -> Int64? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    text = text[digits.endIndex...]
    return Int64(digits)
  }
}

extension ZoneRule.YearlyMoment {
  /// `,M3.5.0/2`, `,J60` or `,59/1:30`.
  init?(_ text: inout Substring) {
    guard text.popFirst() == "," else { return nil }
    if text.first == "M" || text.first == "J" {
      let kind = text.removeFirst()
      guard let first = ZoneRule.number(&text) else { return nil }
      if kind == "J" {
        date = .dayWithoutLeap(Int(first))
      } else {
        guard text.popFirst() == ".", let week = ZoneRule.number(&text), text.popFirst() == ".",
          let weekday = ZoneRule.number(&text), (1...12).contains(first), (1...5).contains(week), weekday < 7
        else { return nil }
        date = .weekday(month: Int(first), week: Int(week), weekday: Int(weekday))
      }
    } else {
      guard let day = ZoneRule.number(&text) else { return nil }
      date = .day(Int(day))
    }
    guard text.first == "/" else {
      time = 2 * 3600
      return
    }
    text.removeFirst()
    guard let clock = ZoneRule.clock(&text) else { return nil }
    time = clock
  }

  /// Seconds of a year's moment since a local 1970-01-01T00:00.
  func seconds(inYear year: Int) -> Int64 {
    let newYear = CivilDate.dayNumber(year: year, month: 1, day: 1)
    let day: Int
    switch date {
    case .day(let count): day = newYear + count
    case .dayWithoutLeap(let count):
      let isLeap = CivilDate.days(inMonth: 2, year: year) == 29
      day = newYear + count - 1 + (isLeap && count >= 60 ? 1 : 0)
    case .weekday(let month, let week, let weekday):
      let first = CivilDate.dayNumber(year: year, month: month, day: 1)
      // Day 0, 1970-01-01, was a Thursday.
      let firstMatch = first + ((weekday - (first + 4)) % 7 + 7) % 7
      let lastDay = first + CivilDate.days(inMonth: month, year: year) - 1
      day = min(firstMatch + (week - 1) * 7, firstMatch + (lastDay - firstMatch) / 7 * 7)
    }
    return Int64(day) * 86_400 + time
  }
}
