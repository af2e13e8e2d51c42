@testable import Text
@testable import Settings
import Testing

@testable import Pipeline

@Suite struct TextFormTests {
  @Test(
    arguments: [
      ("90d", 7_776_000_000_000), ("7.5d", 648_000_000_000), ("12h", 43_200_000_000), ("30m", 1_800_000_000),
      ("45s", 45_000_000), ("0s", 0),
      ("0.000001s", 1), ("0.0000009s", 0), (".5h", 1_800_000_000), ("5.d", 432_000_000_000),
      ("106751991d", 9_223_372_022_400_000_000),
      ("0.0416666666666d", 3_599_999_999),
    ] as [(String, Int64)])
  func durations(text: String, microseconds: Int64) { #expect(DurationText.microseconds(text) == microseconds) }

  @Test(arguments: [
    "", "d", ".d", "7", "7D", "7 d", "-7d", "+7d", "7dd", "7w", "1.2.3d", "1e3d", "7,5d", "٧d", "106751992d",
    "1234567890123d", "0.1234567890123456d", "d7",
  ])
  func whatIsNoDuration(text: String) { #expect(DurationText.microseconds(text) == nil) }

  @Test(arguments: [
    (Int64(0), "0d"), (86_400_000_000, "1d"), (648_000_000_000, "180h"), (129_600_000_000, "36h"), (90_000_000, "90s"),
    (120_000_000, "2m"),
    (1, "0.000001s"), (1_500_000, "1.500000s"),
  ])
  func shortestWriting(microseconds: Int64, text: String) {
    #expect(DurationText.text(microseconds: microseconds) == text)
    #expect(DurationText.microseconds(text) == microseconds)
  }

  @Test(
    arguments: [
      ("1000000", 1_000_000), ("256MiB", 256 << 20), ("512MB", 512_000_000), ("4GiB", 4 << 30),
      ("1.5 GB", 1_500_000_000), ("1.5k", 1536),
      ("2t", 2 << 40), ("10b", 10), ("10 KB", 10_000), ("0", 0), ("0.000001mb", 1), ("9223372036854775807", nil),
      ("999999999999999999", 999_999_999_999_999_999),
    ] as [(String, Int?)])
  func sizes(text: String, bytes: Int?) { #expect(SizeText.bytes(text) == bytes) }

  @Test(arguments: [
    "", "MiB", "-1", "+1", "1.5", "1.", ".5GB", "1e3", "1x", "1.2.3GB", "1.1234567GB", "999999999999TiB", "٤GB",
    "1,000", "GB1", "bb",
  ])
  func whatIsNoSize(text: String) { #expect(SizeText.bytes(text) == nil) }

  @Test func rejectLimits() throws {
    for (text, limit, printed) in [
      ("0", RejectLimit.count(0), "0"), ("100", .count(100), "100"), ("1%", .percent(millionths: 10_000), "1%"),
      ("0.5%", .percent(millionths: 5000), "0.5000%"), ("0.0001%", .percent(millionths: 1), "0.0001%"),
      ("100%", .percent(millionths: 1_000_000), "100%"), ("0%", .percent(millionths: 0), "0%"),
      ("12.34%", .percent(millionths: 123_400), "12.3400%"),
    ] {
      let read = try #require(RejectLimit(text), "\(text)")
      #expect(read == limit && read.text == printed)
      #expect(RejectLimit(printed) == limit)
    }
    for text in [
      "", "%", "-1", "-1%", "1.5", "101%", "100.0001%", "0.00001%", "1.x%", "1 %", "x", "1%%", "99999999999999999999",
    ] {
      #expect(RejectLimit(text) == nil, "\(text)")
    }
  }

  @Test func aLimitMayBeReachedAndNotPassed() {
    #expect(
      !RejectLimit.count(2).isExceeded(rejected: 2, read: 2) && RejectLimit.count(2).isExceeded(rejected: 3, read: 1000)
    )
    let percent = RejectLimit.percent(millionths: 10_000)
    #expect(!percent.isExceeded(rejected: 1, read: 100) && percent.isExceeded(rejected: 1, read: 99))
    #expect(
      !percent.isExceeded(rejected: 0, read: 0)
        && !RejectLimit.percent(millionths: 1_000_000).isExceeded(rejected: 5, read: 5))
    #expect(!percent.isExceeded(rejected: .max / 100, read: .max) && percent.isExceeded(rejected: .max, read: .max))
  }
}
