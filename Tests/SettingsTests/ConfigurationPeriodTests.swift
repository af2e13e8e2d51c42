@testable import Settings
import Testing
import Values

/// Periods and days told from a calendar day.
@Suite struct ConfigurationPeriodTests {
  private static func day(_ text: String) -> Int { ReportZone.utc.day(of: ConfigurationSample.day(text)) }

  /// As of Friday 2026-05-15 unless the row says another day.
  @Test(arguments: [
    ("today", "2026-05-15", "2026-05-16"), ("yesterday", "2026-05-14", "2026-05-15"),
    ("this-week", "2026-05-11", "2026-05-18"), ("last-week", "2026-05-04", "2026-05-11"),
    ("this-month", "2026-05-01", "2026-06-01"), ("last-month", "2026-04-01", "2026-05-01"),
    ("this-quarter", "2026-04-01", "2026-07-01"), ("last-quarter", "2026-01-01", "2026-04-01"),
    ("this-year", "2026-01-01", "2027-01-01"), ("last-year", "2025-01-01", "2026-01-01"),
    ("Last-Month", "2026-04-01", "2026-05-01"), ("2026-02", "2026-02-01", "2026-03-01"),
    ("2024-2", "2024-02-01", "2024-03-01"), ("2025-12", "2025-12-01", "2026-01-01"),
    ("2026-Q1", "2026-01-01", "2026-04-01"), ("2025-q4", "2025-10-01", "2026-01-01"), ("2024", "2024-01-01", "2025-01-01"),
  ])
  func aPeriodIsWhole(_ name: String, _ from: String, _ to: String) {
    #expect(CalendarPeriod.days(name, today: Self.day("2026-05-15")) == Self.day(from)..<Self.day(to))
  }

  @Test(arguments: [
    ("2026-01-01", "last-month", "2025-12-01", "2026-01-01"), ("2026-01-01", "last-quarter", "2025-10-01", "2026-01-01"),
    ("2026-03-31", "last-month", "2026-02-01", "2026-03-01"), ("2026-12-31", "this-quarter", "2026-10-01", "2027-01-01"),
    ("2024-02-29", "last-year", "2023-01-01", "2024-01-01"), ("2026-05-11", "last-week", "2026-05-04", "2026-05-11"),
    ("2026-05-17", "this-week", "2026-05-11", "2026-05-18"), ("1969-12-31", "this-week", "1969-12-29", "1970-01-05"),
  ])
  func edgesOfMonthsYearsAndWeeks(_ today: String, _ name: String, _ from: String, _ to: String) {
    #expect(CalendarPeriod.days(name, today: Self.day(today)) == Self.day(from)..<Self.day(to))
  }

  @Test(arguments: ["", "last", "2026-0", "2026-13", "2026-Q0", "2026-Q5", "2026-Q", "26-01", "2026-01-01", "-90d", "2026-1a"])
  func isNoPeriod(_ text: String) { #expect(CalendarPeriod.days(text, today: 0) == nil) }

  @Test func daysBack() {
    let today = Self.day("2026-05-15")
    #expect(CalendarPeriod.day("-90d", today: today) == Self.day("2026-02-14"))
    #expect(CalendarPeriod.day("-0d", today: today) == today)
    #expect(CalendarPeriod.day("yesterday", today: today) == today - 1)
    for text in ["-90", "90d", "-d", "-1.5d", "-999999d", "- 9d"] { #expect(CalendarPeriod.day(text, today: today) == nil) }
  }

  @Test func todayIsTheDayInTheReportZone() throws {
    // 2026-05-15 20:00 UTC is the 16th in Seoul already.
    let evening = ConfigurationSample.day("2026-05-15T20:00:00Z")
    let utc = try ConfigurationSample.read("period: yesterday", now: evening)
    #expect(utc.from == ConfigurationSample.day("2026-05-14") && utc.to == ConfigurationSample.day("2026-05-15"))
    let seoul = try ConfigurationSample.read("period: yesterday\ntime-zone: Asia/Seoul", now: evening)
    #expect(seoul.from == ConfigurationSample.day("2026-05-15T00:00:00+09:00"))
    #expect(seoul.to == ConfigurationSample.day("2026-05-16T00:00:00+09:00"))
  }

  @Test func asOfIsKeptWhereADateWasToldFromIt() throws {
    #expect(try ConfigurationSample.read("from: -1d").asOf == Self.day("2026-05-15"))
    #expect(try ConfigurationSample.read("period: last-month").asOf == Self.day("2026-05-15"))
    #expect(try ConfigurationSample.read("from: 2026-01-01").asOf == nil)
    #expect(try ConfigurationSample.read("period: 2026-01").asOf == nil, "a summary must not change from day to day")
    let given = try ConfigurationSample.read("as-of: 2026-03-10\nfrom: -10d\nto: today")
    #expect(given.asOf == Self.day("2026-03-10"))
    #expect(given.from == ConfigurationSample.day("2026-02-28") && given.to == ConfigurationSample.day("2026-03-10"))
  }
}
