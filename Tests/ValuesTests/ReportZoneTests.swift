import Foundation
import Testing

@testable import Values

/// Our reading of the tz database against Foundation's, and the rules at a clock change.
@Suite struct ReportZoneTests {
  static let zones = [
    "Asia/Seoul", "Europe/Berlin", "Europe/Dublin", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe",
    "Asia/Kolkata", "Asia/Kathmandu", "Pacific/Apia", "America/St_Johns", "Africa/Cairo", "Pacific/Chatham",
  ]

  /// 1970 to 2199: the recorded changes, and the rule that follows them.
  @Test(arguments: zones)
  func agreesWithFoundation(_ name: String) throws {
    let ours = try #require(ReportZone(name: name))
    let theirs = try #require(TimeZone(identifier: name))
    for step in 0..<4_000 {
      let seconds = Int64(step) * 1_814_513  // some three weeks, never at the same time of day
      let wanted = theirs.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
      #expect(ours.offset(atUTC: seconds) == Int64(wanted), "\(name) at \(seconds)")
    }
  }

  @Test func theRuleGoesOnForEver() throws {
    let zone = try #require(ReportZone(name: "Europe/Berlin"))
    for year in [2038, 2437, 2438, 2439, 2840, 9999] {
      let july = Int64(CivilDate.dayNumber(year: year, month: 7, day: 1)) * 86_400
      let january = Int64(CivilDate.dayNumber(year: year, month: 1, day: 1)) * 86_400
      #expect(zone.offset(atUTC: july) == 7200, "July \(year)")
      #expect(zone.offset(atUTC: january) == 3600, "January \(year)")
    }
  }

  @Test func aReadingThatHappensTwiceIsTheFirstAndOneThatNeverHappensKeepsTheOldOffset() throws {
    let zone = try #require(ReportZone(name: "America/New_York"))
    func local(_ month: Int, _ day: Int, _ hour: Int, _ minute: Int) -> Int64 {
      Int64(CivilDate.dayNumber(year: 2026, month: month, day: day)) * 86_400 + Int64(hour * 3600 + minute * 60)
    }
    #expect(zone.utc(ofLocal: local(11, 1, 1, 30)) == local(11, 1, 5, 30))
    #expect(zone.utc(ofLocal: local(3, 8, 2, 30)) == local(3, 8, 7, 30))
    #expect(zone.utc(ofLocal: local(3, 8, 3, 0)) == local(3, 8, 7, 0))
    #expect(zone.utc(ofLocal: local(3, 8, 1, 59)) == local(3, 8, 6, 59))
  }

  @Test(arguments: ["Mars/Olympus", "", "/etc/passwd", "../../../etc/passwd", "Europe", "Europe/", "tzdata.zi"])
  func whatIsNoZoneIsNil(_ name: String) {
    #expect(ReportZone(name: name) == nil)
    #expect(ReportZone(name: name + "\0") == nil)
  }

  @Test func damagedFilesAreNil() throws {
    let whole = Array(try Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/Europe/Berlin")))
    #expect(ZoneOffsets(tzif: whole) != nil)
    for length in stride(from: 0, to: whole.count - 40, by: 37) {
      #expect(ZoneOffsets(tzif: Array(whole[..<length])) == nil, "cut at \(length)")
    }
  }

  @Test func rulesAreReadAsPOSIXWritesThem() throws {
    let berlin = try #require(ZoneRule("CET-1CEST,M3.5.0,M10.5.0/3"))
    #expect(berlin.standard == 3600)
    #expect(berlin.changes(inYear: 2026).map(\.start) == [1_774_746_000, 1_792_890_000])
    let dublin = try #require(ZoneRule("IST-1GMT0,M10.5.0,M3.5.0/1"))
    #expect(dublin.changes(inYear: 2026).map(\.start) == [1_774_746_000, 1_792_890_000])
    #expect(try #require(ZoneRule("<+0330>-3:30")).standard == 12_600)
    let days = try #require(ZoneRule("A0B,J60/0,60/-1"))
    let march = Int64(CivilDate.dayNumber(year: 2024, month: 3, day: 1)) * 24
    #expect(days.changes(inYear: 2024).map { $0.start / 3600 } == [march - 2, march])
    for text in ["", "CET", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0x"] {
      #expect(ZoneRule(text) == nil, "\(text)")
    }
  }
}
