extension Instant {
  /// RFC 3339 in a zone: `2026-03-01T09:30:00+09:00`, `Z` in UTC, six decimals where the second is not whole.
  ///
  /// In UTC where the zone's offset is not in whole minutes, which the format cannot say: before standard times.
  public func text(in zone: ReportZone) -> String {
    let seconds = ReportZone.floorDivide(microseconds, Self.microsecondsPerSecond)
    let fraction = microseconds - seconds * Self.microsecondsPerSecond
    var offset = zone.offset(atUTC: seconds)
    if offset % 60 != 0 { offset = 0 }
    let local = seconds + offset
    let day = ReportZone.floorDivide(local, 86_400)
    let second = local - day * 86_400
    var text = CivilDate.text(ofDay: Int(day)) + "T"
    text += Self.padded(second / 3600, 2) + ":" + Self.padded(second / 60 % 60, 2) + ":" + Self.padded(second % 60, 2)
    if fraction != 0 { text += "." + Self.padded(fraction, 6) }
    if offset == 0 { return text + "Z" }
    return text + (offset < 0 ? "-" : "+") + Self.padded(abs(offset) / 3600, 2) + ":" + Self.padded(abs(offset) / 60 % 60, 2)
  }

  /// The same instant without its part of a second.
  public var wholeSecond: Instant {
    Instant(
      microseconds: ReportZone.floorDivide(microseconds, Self.microsecondsPerSecond) * Self.microsecondsPerSecond)
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
