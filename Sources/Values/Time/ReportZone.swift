/// The time zone in which zoneless times, dates and days are read: an IANA name, UTC unless set.
///
/// Offsets come from the system's tz database, read once when the zone is made. Safe to share between threads.
public final class ReportZone: Sendable {
  public let name: String
  public let isUTC: Bool
  private let offsets: ZoneOffsets

  /// The zone called `name`, or nil where the system knows none of that name.
  public init?(name: String) {
    isUTC = ["UTC", "Etc/UTC", "Z", "GMT", "Etc/GMT"].contains(name)
    guard let offsets = isUTC ? .utc : ZoneOffsets(name: name) else { return nil }
    self.name = name
    self.offsets = offsets
  }

  /// The names of every zone that the system knows, for suggestions; empty where it has no list of them.
  public static var knownNames: [String] { ZoneOffsets.knownNames }

  public static let utc = ReportZone(name: "UTC")!

  /// Local time minus UTC at `seconds` since 1970 UTC, in seconds.
  public func offset(atUTC seconds: Int64) -> Int64 {
    if isUTC { return 0 }
    return offsets.offset(at: seconds)
  }

  /// UTC seconds of a local clock reading given as seconds since a local 1970-01-01T00:00.
  ///
  /// A reading that happens twice is the first; one that does not exist is read with the offset in force before the
  /// change (Specification, section 1).
  public func utc(ofLocal local: Int64) -> Int64 {
    if isUTC { return local }
    // The offsets in force a day before and a day after bracket any single change near the reading.
    let before = offset(atUTC: local - offset(atUTC: local) - 86_400)
    let after = offset(atUTC: local - offset(atUTC: local) + 86_400)
    let early = local - max(before, after)
    if offset(atUTC: early) == max(before, after) { return early }
    let late = local - min(before, after)
    if offset(atUTC: late) == min(before, after) { return late }
    return local - before
  }

  /// The day number (day 0 is 1970-01-01) of an instant on the local calendar.
  public func day(of instant: Instant) -> Int {
    let seconds = Self.floorDivide(instant.microseconds, Instant.microsecondsPerSecond)
    return Int(Self.floorDivide(seconds + offset(atUTC: seconds), 86_400))
  }

  /// The first moment of a local day.
  public func midnight(ofDay day: Int) -> Instant {
    Instant(microseconds: utc(ofLocal: Int64(day) * 86_400) * Instant.microsecondsPerSecond)
  }

  /// The quarter of an hour that a local second falls into: offsets change on its edges, with a few historic exceptions.
  public static func quarter(of local: Int64) -> Int64 { floorDivide(local, 900) }

  static func floorDivide(_ a: Int64, _ b: Int64) -> Int64 { a >= 0 ? a / b : (a - b + 1) / b }
}
