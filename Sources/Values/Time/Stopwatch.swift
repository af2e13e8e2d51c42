import Glibc

/// Nanoseconds from one lap to the next, for telling what a stage of a run takes; no figure of a report depends on it.
///
/// A value of its own: whoever measures owns one. Without a clock a lap reads nothing and gives 0.
public struct Stopwatch: Sendable {
  public enum Clock: Sendable {
    /// Time as it passes: some 25 ns a look.
    case elapsed
    /// What the processor worked for the calling thread; waiting costs nothing. A system call, 0.2 to 4 µs a look.
    case thread
    /// The same for all threads of the process.
    case process
  }

  private let clock: Clock?
  private var last: Int64 = 0

  /// A watch that starts now; nil measures nothing.
  public init(_ clock: Clock?) {
    self.clock = clock
    last = now
  }

  /// Begins a lap and forgets the one that was going on.
  public mutating func restart() { last = now }

  /// Nanoseconds since the last lap, or since the start, and begins the next. By the clock `thread` all laps of a watch are
  /// one thread's.
  public mutating func lap() -> Int64 {
    if clock == nil { return 0 }
    let now = now
    defer { last = now }
    return now - last
  }

  /// What the processor has worked for this process since it began, in nanoseconds.
  public static var processNanoseconds: Int64 { SystemTime.nanoseconds(CLOCK_PROCESS_CPUTIME_ID) }

  private var now: Int64 {
    switch clock {
    case nil: 0
    case .elapsed: SystemTime.nanoseconds(CLOCK_MONOTONIC)
    case .thread: SystemTime.nanoseconds(CLOCK_THREAD_CPUTIME_ID)
    case .process: SystemTime.nanoseconds(CLOCK_PROCESS_CPUTIME_ID)
    }
  }
}
