import Foundation
import Synchronization

/// The time zone in which zoneless times, dates and days are read: an IANA name, UTC unless set.
///
/// Offsets come from Foundation and are kept per year after the first question about that year, so that a log of a
/// hundred million local times asks Foundation a few dozen times. Safe to share between threads.
public final class ReportZone: Sendable {
  public let name: String
  public let isUTC: Bool
  private let zone: TimeZone
  private let years = Mutex<[Int: [Change]]>([:])

  /// From `start` (UTC seconds) on, local time is UTC plus `offset` seconds.
  private struct Change { var start: Int64; var offset: Int64 }

  /// The zone called `name`, or nil where the system knows none of that name.
  public init?(name: String) {
    guard let zone = TimeZone(identifier: name) else { return nil }
    self.name = name
    self.zone = zone
    self.isUTC = ["UTC", "Etc/UTC", "Z", "GMT", "Etc/GMT"].contains(name)
  }

  public static let utc = ReportZone(name: "UTC")!

  /// Local time minus UTC at `seconds` since 1970 UTC, in seconds.
  public func offset(atUTC seconds: Int64) -> Int64 {
    if isUTC { return 0 }
    let year = CivilDate.date(ofDay: Int(Self.floorDivide(seconds, 86_400))).year
    let changes = self.changes(inYear: year)
    var offset = changes[0].offset
    for change in changes where change.start <= seconds { offset = change.offset }
    return offset
  }

  /// UTC seconds of a local clock reading given as seconds since a local 1970-01-01T00:00.
  ///
  /// A reading that happens twice is the first; one that does not exist is read with the offset in force before the
  /// change (SPEC section 1).
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

  /// Changes of one UTC year, the first entry standing for its start: found by asking week by week and halving.
  private func changes(inYear year: Int) -> [Change] {
    years.withLock { known in
      if let found = known[year] { return found }
      let start = Int64(CivilDate.dayNumber(year: year, month: 1, day: 1)) * 86_400
      let end = Int64(CivilDate.dayNumber(year: year + 1, month: 1, day: 1)) * 86_400
      func ask(_ s: Int64) -> Int64 { Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(s)))) }
      var found = [Change(start: start, offset: ask(start))]
      var at = start
      while at < end {
        let next = min(at + 7 * 86_400, end)
        let last = found[found.count - 1].offset
        if ask(next) != last {
          var low = at, high = next  // the offset is `last` at low and another at high
          while high - low > 1 {
            let middle = low + (high - low) / 2
            if ask(middle) == last { low = middle } else { high = middle }
          }
          if high < end { found.append(Change(start: high, offset: ask(high))) }
        }
        at = next
      }
      known[year] = found
      return found
    }
  }

  /// The quarter of an hour that a local second falls into: offsets change on its edges, with a few historic exceptions.
  public static func quarter(of local: Int64) -> Int64 { floorDivide(local, 900) }

  static func floorDivide(_ a: Int64, _ b: Int64) -> Int64 { a >= 0 ? a / b : (a - b + 1) / b }
}
