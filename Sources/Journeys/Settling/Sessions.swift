/// Tells touches that only repeat one of their session.
///
/// A session is a journey's touches of one channel and campaign in order, each at most `gap` after the one before it,
/// counted or repeat. Its first touch counts; the others are repeats. So a session lasts as long as it goes on, as web
/// analytics has it: with 30 minutes, touches at 0:00, 0:20 and 0:45 are one session, and one at 1:16 begins another.
struct Sessions {
  /// Microseconds. A touch exactly so long after the one before it still belongs to its session.
  let gap: Int64
  /// By slot, the last touch.
  private var last: [UInt32: Touch] = [:]
  /// At so many sessions those that are over are looked for.
  private var mostSessions = PartitionPolicy.mostSessions

  private struct Touch {
    var time: Int64
    var row: Int
  }

  init(gap: Int64) { self.gap = gap }

  /// Begins a journey.
  mutating func begin() {
    // To empty a large table costs as much as a new one, for every small journey after it.
    if last.count > PartitionPolicy.keptSessions { last = [:] } else { last.removeAll(keepingCapacity: true) }
  }

  /// The row before the journey's next touch in its session; nil if the touch begins one. About 30 ns.
  mutating func rowBefore(_ row: Int, slot: UInt32, time: Int64) -> Int? {
    guard let before = last.updateValue(Touch(time: time, row: row), forKey: slot) else {
      if last.count > mostSessions { forget(before: time) }
      return nil
    }
    return isOn(since: before.time, at: time) ? before.row : nil
  }

  private func isOn(since before: Int64, at time: Int64) -> Bool {
    // Without a sign: two times of a log may be further apart than an Int64 counts.
    UInt64(bitPattern: time &- before) <= UInt64(gap)
  }

  /// Drops sessions that no touch from `time` on can continue. The next time twice as many are waited for, so that a touch
  /// costs O(1) in the long run.
  private mutating func forget(before time: Int64) {
    last = last.filter { isOn(since: $0.value.time, at: time) }
    mostSessions = max(PartitionPolicy.mostSessions, 2 * last.count)
  }
}
