/// Tells touches that only repeat one of their session.
///
/// A session is a journey's touches of one channel and campaign in order, each at most `gap` after the one before it,
/// counted or repeat. Its first touch counts; the others are repeats. So a session lasts as long as it goes on, as web
/// analytics has it: with 30 minutes, touches at 0:00, 0:20 and 0:45 are one session, and one at 1:16 begins another.
struct Sessions {
  /// Microseconds; a touch exactly so long after the one before it still belongs to its session.
  let gap: Int64
  /// By slot, the last touch.
  private var last: [UInt32: Int64] = [:]
  /// So many sessions are looked through for those that are over.
  private var mostSessions = PartitionPolicy.mostSessions

  init(gap: Int64) { self.gap = gap }

  /// Begins a journey.
  mutating func begin() {
    // To empty a large table costs as much as a new one, for every small journey after it.
    if last.count > PartitionPolicy.keptSessions { last = [:] } else { last.removeAll(keepingCapacity: true) }
  }

  /// Whether the journey's next touch in order repeats one of its session. About 30 ns.
  mutating func isRepeat(slot: UInt32, time: Int64) -> Bool {
    guard let before = last.updateValue(time, forKey: slot) else {
      if last.count > mostSessions { forget(before: time) }
      return false
    }
    return isOn(since: before, at: time)
  }

  private func isOn(since before: Int64, at time: Int64) -> Bool {
    // Without a sign: two times of a log may be further apart than an Int64 counts.
    UInt64(bitPattern: time &- before) <= UInt64(gap)
  }

  /// Drops sessions that no touch from `time` on can go on with. The next time twice as many are waited for, so that a
  /// touch costs O(1) in the long run.
  private mutating func forget(before time: Int64) {
    last = last.filter { isOn(since: $0.value, at: time) }
    mostSessions = max(PartitionPolicy.mostSessions, 2 * last.count)
  }
}
