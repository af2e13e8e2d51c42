extension Instant {
  /// RFC 3339 in a zone: `2026-03-01T09:30:00+09:00`, `Z` in UTC, six decimals where the second is not whole.
  ///
  /// In UTC where the zone's offset is not in whole minutes, which the format cannot say: before standard times.
  public func text(in zone: ReportZone) -> String {
    var bytes: [UInt8] = []
    appendText(in: zone, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The same, without making a string. About 30 ns.
  public func appendText(in zone: ReportZone, to bytes: inout [UInt8]) {
    let seconds = ReportZone.floorDivide(microseconds, Self.microsecondsPerSecond)
    let fraction = microseconds - seconds * Self.microsecondsPerSecond
    var offset = zone.offset(atUTC: seconds)
    if offset % 60 != 0 { offset = 0 }
    let day = ReportZone.floorDivide(seconds + offset, 86_400)
    let second = seconds + offset - day * 86_400
    let date = CivilDate.date(ofDay: Int(day))
    if date.year < 0 { bytes.append(UInt8(ascii: "-")) }
    Self.append(Int64(abs(date.year)), digits: 4, to: &bytes)
    for part in [date.month, date.day] {
      bytes.append(UInt8(ascii: "-"))
      Self.append(Int64(part), digits: 2, to: &bytes)
    }
    bytes.append(UInt8(ascii: "T"))
    Self.appendClock(second / 3600, second / 60 % 60, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    Self.append(second % 60, digits: 2, to: &bytes)
    if fraction != 0 {
      bytes.append(UInt8(ascii: "."))
      Self.append(fraction, digits: 6, to: &bytes)
    }
    if offset == 0 { return bytes.append(UInt8(ascii: "Z")) }
    bytes.append(UInt8(ascii: offset < 0 ? "-" : "+"))
    Self.appendClock(abs(offset) / 3600, abs(offset) / 60 % 60, to: &bytes)
  }

  /// The same instant without its part of a second.
  public var wholeSecond: Instant {
    Instant(
      microseconds: ReportZone.floorDivide(microseconds, Self.microsecondsPerSecond) * Self.microsecondsPerSecond)
  }

  private static func appendClock(_ hours: Int64, _ minutes: Int64, to bytes: inout [UInt8]) {
    append(hours, digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    append(minutes, digits: 2, to: &bytes)
  }

  /// `number`, not negative, with that many digits at least.
  private static func append(_ number: Int64, digits: Int, to bytes: inout [UInt8]) {
    var divisor: Int64 = 1
    for _ in 1..<digits { divisor *= 10 }
    while number / divisor > 9 { divisor *= 10 }
    while divisor > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
      divisor /= 10
    }
  }
}
