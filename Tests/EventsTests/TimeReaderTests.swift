import SeededTesting
import Testing
import Values

@testable import Events

@Suite struct TimeReaderTests {
  private func read(_ text: String, _ zone: ReportZone = .utc) -> Int64? {
    var reader = TimeReader(zone: zone)
    return reader.read(Array(text.utf8).span)
  }

  private func zone(_ name: String) throws -> ReportZone { try #require(ReportZone(name: name)) }

  /// 2026-03-01T09:30:00Z in seconds.
  private static let morning: Int64 = 1_772_357_400

  @Test(
    arguments: [
      ("2026-03-01T09:30:00Z", 0), ("2026-03-01t09:30:00z", 0), ("2026-03-01 09:30:00Z", 0),
      ("2026-03-01T09:30:00+00:00", 0),
      ("2026-03-01T18:30:00+09:00", 0), ("2026-03-01T18:30:00+0900", 0), ("2026-03-01T04:30:00-05:00", 0),
      ("2026-03-01T18:30:00 +09:00", 0), ("2026-03-01 09:30 UTC", 0), ("2026-03-01 09:30:00 utc", 0),
      ("2026-03-01T09:30Z", 0),
      ("2026-3-1 9:30", 0), ("2026-03-01T09:30:00.5", 500_000), ("2026-03-01 09:30:00", 0),
      ("2026-03-01T15:00:00+05:30", 0), ("2026-03-01T09:30:00.Z", nil),
      ("2026-03-01T09:30:00.5Z", 500_000), ("2026-03-01T09:30:00.123456Z", 123_456),
      ("2026-03-01T09:30:00.1234569Z", 123_456), ("2026-03-01T09:30:00.123456999999999Z", 123_456),
      ("2026-03-01 09:30:00.000001", 1), ("2026-03-01T18:30:00.25+09:00", 250_000), ("1772357400", 0),
      ("+1772357400", 0),
      ("1772357400000", 0), ("1772357400000001", 1), ("1772357400000001999", 1), ("1772357400.25", 250_000),
      ("1772357400.0000019", 1), ("1772357400.", nil),
    ] as [(String, Int64?)])
  func everyFormOfOneMorning(text: String, microseconds: Int64?) throws {
    #expect(read(text) == microseconds.map { Self.morning * 1_000_000 + $0 })
  }

  @Test(
    arguments: [
      ("1970-01-01", 0), ("19700102", 86_400_000_000), ("2000-02-29", 951_782_400_000_000),
      ("1969-12-31T23:59:59.9999999Z", -1),
      ("0", 0), ("-1", -1_000_000), ("01772357400", 1_772_357_400_000), ("-0.0000001", -1), ("-1.5", -1_500_000),
      ("99999999", nil), ("-20260301", -20_260_301_000_000),
      ("20260301.5", 20_260_301_500_000), ("+20260301", 20_260_301_000_000), ("9999999999", 9_999_999_999_000_000),
      ("-9999999999999999", -9_999_999_999_999_999), ("-1000000000000000001", -1_000_000_000_000_001),
      ("9223372036854775807", 9_223_372_036_854_775), ("9999999999999999999", 9_999_999_999_999_999),
      ("0001-01-01", -62_135_596_800_000_000),
      ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
    ] as [(String, Int64?)])
  func otherMoments(text: String, microseconds: Int64?) { #expect(read(text) == microseconds) }

  @Test(arguments: [
    "", " ", "yesterday", "2026-13-01", "2026-00-01", "2026-02-29", "2026-04-31", "2026-03-00", "1900-02-29",
    "20260229", "20261301", "20260300",
    "2026-03-01T24:00:00Z", "2026-03-01T23:60:00Z", "2026-03-01T23:59:60Z", "2026-03-01T", "2026-03-01T9",
    "2026-03-01T09", "2026-03-01T09:3",
    "2026-03-01T09:30:0", "2026-03-01T09:30:00.", "2026-03-01T09:30:00+9:00", "2026-03-01T09:30:00+09",
    "2026-03-01T09:30:00+24:00",
    "2026-03-01T09:30:00+09:60", "2026-03-01T09:30:00ZZ", "2026-03-01T09:30:00 ", "2026-03-01Z", "2026-03-01 UTC",
    "2026-03-01T09:30:00 GMT",
    "2026/03/01", "01.03.2026", "26-03-01", "2026-03-001", "2026-03-01T009:30", "12345678901234567890", "1.2e9",
    "1772357400000.5", "+", "-",
    "--1", ".5", "1 772 357 400", "٢٠٢٦-03-01", "2026-03-01T09:30:00\u{0}Z", "2026-03-01T09:30:00Z2026-03-01T09:30Z",
  ])
  func whatIsNoTime(text: String) {
    #expect(read(text) == nil)
  }

  @Test func remembersDatesWithoutMixingThem() throws {
    var random = Seeded(31)
    let alphabet = Array("0123456789999::--TZ. +x".utf8)
    for name in ["UTC", "Asia/Seoul", "America/New_York"] {
      var warm = TimeReader(zone: try zone(name))
      for _ in 0..<6000 {
        var text = randomTime(&random)
        if Int.random(in: 0..<4, using: &random) == 0, !text.isEmpty {
          text[Int.random(in: 0..<text.count, using: &random)] = alphabet.randomElement(using: &random) ?? 0
        }
        var cold = TimeReader(zone: try zone(name))
        let slow = cold.readAny(text.span)
        try #require(warm.read(text.span) == slow, "\(String(decoding: text, as: UTF8.self)) in \(name)")
      }
    }
  }

  private func randomTime(_ random: inout Seeded) -> [UInt8] {
    func two(_ range: ClosedRange<Int>) -> String {
      let n = Int.random(in: range, using: &random)
      return n < 10 ? "0\(n)" : "\(n)"
    }
    var text = "\(Int.random(in: 2024...2027, using: &random))-\(two(1...12))-\(two(1...28))"
    text += ["T", " ", "t"].randomElement(using: &random) ?? ""
    text += "\(two(0...23)):\(two(0...59)):\(two(0...59))"
    let digits = Int.random(in: 0...8, using: &random)
    if digits > 0 { text += "." + (0..<digits).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined() }
    text += ["Z", "z", "", "+09:00", " UTC", "-0330"].randomElement(using: &random) ?? ""
    return Array(text.utf8)
  }

  /// What was read last is compared as bytes, also when nothing was read yet.
  @Test func tenNulsAreNoDate() throws {
    for date in [String(repeating: "\0", count: 10), "\0\0\0\0-\0\0-\0\0", "1970-01-0\0"] {
      var reader = TimeReader(zone: .utc)
      #expect(reader.read(Array("\(date)T09:30:00Z".utf8).span) == nil)
    }
    var reader = TimeReader(zone: .utc)
    #expect(reader.read(Array("1970-01-01T00:00:01Z".utf8).span) == 1_000_000)
  }

  @Test func zonelessTimesAreLocal() throws {
    let seoul = try zone("Asia/Seoul")
    #expect(read("2026-03-01 18:30", seoul) == Self.morning * 1_000_000)
    #expect(read("2026-03-01T18:30:00.25", seoul) == Self.morning * 1_000_000 + 250_000)
    let midnight: Int64 = 1_772_323_200_000_000 - 32_400_000_000
    #expect(read("2026-03-01", seoul) == midnight)
    #expect(read("20260301", seoul) == read("2026-03-01", seoul))
    #expect(read("2026-03-01T09:30:00Z", seoul) == Self.morning * 1_000_000)
    #expect(read("1772357400", seoul) == Self.morning * 1_000_000)
    // Seoul had summer time in 1988: eleven hours less one.
    let summer: Int64 = (583_718_400 - 36_000) * 1_000_000
    #expect(read("1988-07-01", seoul) == summer)
  }

  @Test func gapsAndOverlapsOfNewYork() throws {
    let newYork = try zone("America/New_York")
    func utc(_ text: String) -> Int64? { read(text + "Z") }
    // 2026-03-08 02:00 to 03:00 does not exist: read with the offset before, −05:00.
    #expect(read("2026-03-08 01:59:59", newYork) == utc("2026-03-08T06:59:59"))
    #expect(read("2026-03-08 02:00:00", newYork) == utc("2026-03-08T07:00:00"))
    #expect(read("2026-03-08 02:59:59", newYork) == utc("2026-03-08T07:59:59"))
    #expect(read("2026-03-08 03:00:00", newYork) == utc("2026-03-08T07:00:00"))
    // 2026-11-01 01:00 to 02:00 happens twice: the first, −04:00.
    #expect(read("2026-11-01 00:59:59", newYork) == utc("2026-11-01T04:59:59"))
    #expect(read("2026-11-01 01:00:00", newYork) == utc("2026-11-01T05:00:00"))
    #expect(read("2026-11-01 01:59:59", newYork) == utc("2026-11-01T05:59:59"))
    #expect(read("2026-11-01 02:00:00", newYork) == utc("2026-11-01T07:00:00"))
    // The remembered quarter of an hour does not reach over a change.
    var reader = TimeReader(zone: newYork)
    let texts = [
      "2026-03-08 01:59:59", "2026-03-08 03:00:00", "2026-11-01 01:59:59", "2026-11-01 02:00:00", "2026-03-08 02:00:00",
    ]
    for text in texts + texts.reversed() { #expect(reader.read(Array(text.utf8).span) == read(text, newYork)) }
  }

  @Test func plainDays() {
    func day(_ text: String) -> Int? { TimeReader.day(Array(text.utf8).span) }
    #expect(day("1970-01-02") == 1 && day("1970-1-2") == 1 && day("19700102") == 1)
    #expect(day("2026-02-29") == nil && day("20260229") == nil && day("2026-03-01T00:00") == nil && day("1") == nil)
  }
}
