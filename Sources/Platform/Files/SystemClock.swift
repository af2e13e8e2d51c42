import Glibc

/// The time of day, for names of reports.
enum SystemClock {
  /// Since 1970. The corresponding C function is `clock_gettime`.
  static var microseconds: Int {
    var now = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &now)
    return now.tv_sec * 1_000_000 + now.tv_nsec / 1000
  }
}
