import Events
import Values

/// The period that a run reports: `--from`, `--to`, `--period` and `--as-of`.
struct Period {
  /// Goal events count from this instant on; nil: from the first.
  let from: Instant?
  /// Goal events count before this instant; nil: to the last.
  let to: Instant?
  /// The day (`CivilDate`) that relative dates were computed from; nil where there were none and no day was given.
  let asOf: Int?

  /// The instants that the settings mean in `zone`. Relative dates are computed from `asOf`, else from the day of `now`.
  ///
  /// - Throws: `RunError` for a date that cannot be read, for a period beside one of its ends, and for an end that is not after
  ///   the start.
  init(
    period: Setting?, from fromSetting: Setting?, to toSetting: Setting?, asOf asOfSetting: Setting?, zone: ReportZone, now: Instant
  ) throws(RunError) {
    let given = try Self.day(asOfSetting)
    let today = given ?? zone.day(of: now)
    let bounds: Bounds
    if let period {
      if let bound = fromSetting ?? toSetting {
        throw bound.error("\(bound.name) and \(period.name) (\(period.text)) both say which period to report; give one of them")
      }
      bounds = try Bounds(of: period, today: today, zone)
    } else {
      bounds = try Bounds(from: fromSetting, to: toSetting, today: today, zone)
    }
    if let start = bounds.from, let end = bounds.to, end <= start, let written = toSetting {
      throw written.error(
        "\(fromSetting?.name ?? "") \(fromSetting?.text ?? "") is not before \(written.name) \(written.text), "
          + "so no goal event can lie between them")
    }
    (from, to) = (bounds.from, bounds.to)
    asOf = bounds.isRelative ? today : given
  }

  private static func day(_ setting: Setting?) throws(RunError) -> Int? {
    guard let setting else { return nil }
    guard let day = TimeReader.day(Array(setting.text.utf8).span) else {
      throw setting.refusal("write a date such as 2026-03-01")
    }
    return day
  }
}

/// The two ends of a period, and whether they depend on the day of the run.
private struct Bounds {
  var from: Instant?, to: Instant?
  var isRelative = false

  /// The ends of a period with a name.
  init(of period: Setting, today: Int, _ zone: ReportZone) throws(RunError) {
    guard let days = CalendarPeriod.days(period.text, today: today) else {
      let question = NearName.question(for: period.text, among: CalendarPeriod.names)
      throw period.refusal(
        "write a month (2026-03), a quarter (2026-Q1), a year (2026), or one of "
          + CalendarPeriod.names.joined(separator: ", ") + question)
    }
    (from, to) = (zone.midnight(ofDay: days.lowerBound), zone.midnight(ofDay: days.upperBound))
    isRelative = CalendarPeriod.names.contains(period.text.lowercased())
  }

  /// Two ends that are given one by one.
  init(from: Setting?, to: Setting?, today: Int, _ zone: ReportZone) throws(RunError) {
    self.from = try instant(from, today, zone)
    self.to = try instant(to, today, zone)
  }

  private mutating func instant(_ setting: Setting?, _ today: Int, _ zone: ReportZone) throws(RunError) -> Instant? {
    guard let setting else { return nil }
    if let day = CalendarPeriod.day(setting.text, today: today) {
      isRelative = true
      return zone.midnight(ofDay: day)
    }
    var times = TimeReader(zone: zone)
    guard let microseconds = times.read(Array(setting.text.utf8).span) else {
      throw setting.refusal("write a date such as 2026-03-01, or days back such as -90d")
    }
    return Instant(microseconds: microseconds)
  }
}

extension Period {
  /// The text of an end: a midnight of the zone as its date, any other instant in UTC.
  static func text(of instant: Instant, _ zone: ReportZone) -> String {
    let day = zone.day(of: instant)
    if zone.midnight(ofDay: day) == instant { return CivilDate.text(ofDay: day) }
    let utcDay = ReportZone.utc.day(of: instant)
    let rest = instant.microseconds - Int64(utcDay) * Instant.microsecondsPerDay
    let second = rest / Instant.microsecondsPerSecond
    func two(_ n: Int64) -> String { (n < 10 ? "0" : "") + String(n) }
    let fraction = String(String(1_000_000 + rest % Instant.microsecondsPerSecond).dropFirst())
    let clock = [second / 3600, second / 60 % 60, second % 60].map(two).joined(separator: ":")
    return CivilDate.text(ofDay: utcDay) + "T" + clock + (fraction == "000000" ? "" : "." + fraction) + "Z"
  }
}
