import Glibc

/// The time of day, for the `run` object of the summary and for messages alone: no figure depends on it.
public enum WallClock {
  public static var now: Instant {
    Instant(microseconds: SystemTime.nanoseconds(CLOCK_REALTIME) / 1000)
  }

  /// In UTC, to the millisecond (RFC 3339).
  package static var text: String {
    let now = now.microseconds
    return Instant(microseconds: now - now % 1000).text(in: .utc)
  }
}
