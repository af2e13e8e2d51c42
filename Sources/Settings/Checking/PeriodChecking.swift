import Events
import Values

/// From what a request says of dates to the instants a run goes by. The zone is known before.
extension RunConfiguration {
  /// Reads `--from`, `--to`, `--period` and `--as-of`; `now` is the day they are told from where no other is given.
  mutating func readPeriod(_ request: RunRequest, now: Instant) throws(RunError) {
    let given = try Self.asOf(request[.asOf])
    let today = given ?? zone.day(of: now)
    var isRelative = false
    if let period = request[.period] {
      if let bound = request[.from] ?? request[.to] {
        throw bound.error("\(bound.name) and \(period.name) (\(period.text)) both say which period to report; give one of them")
      }
      guard let days = CalendarPeriod.days(period.text, today: today) else {
        let question = NearName.question(for: period.text, among: CalendarPeriod.names)
        throw period.refusal(
          "write a month (2026-03), a quarter (2026-Q1), a year (2026), or one of "
            + CalendarPeriod.names.joined(separator: ", ") + question)
      }
      (from, to) = (zone.midnight(ofDay: days.lowerBound), zone.midnight(ofDay: days.upperBound))
      isRelative = CalendarPeriod.names.contains(period.text.lowercased())
    } else {
      from = try instant(request[.from], today, &isRelative)
      to = try instant(request[.to], today, &isRelative)
    }
    if let start = from, let end = to, end <= start, let written = request[.to] {
      throw written.error(
        "\(request[.from]?.name ?? "") \(request[.from]?.text ?? "") is not before \(written.name) \(written.text), "
          + "so no goal event can lie between them")
    }
    asOf = isRelative ? today : given
  }

  private static func asOf(_ setting: Setting?) throws(RunError) -> Int? {
    guard let setting else { return nil }
    guard let day = TimeReader.day(Array(setting.text.utf8).span) else {
      throw setting.refusal("write a date such as 2026-03-01")
    }
    return day
  }

  private func instant(_ setting: Setting?, _ today: Int, _ isRelative: inout Bool) throws(RunError) -> Instant? {
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
