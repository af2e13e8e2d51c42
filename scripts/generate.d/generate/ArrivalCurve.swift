import Values

/// When rows arrive: how many in each hour, and the second of each row. Row numbers are in order of arrival.
///
/// Working hours of Seoul and, weaker, of America; weekends at a third; half as much again at the end as at the beginning.
struct ArrivalCurve: Sendable {
  /// The first day, counted from 1970-01-01 UTC.
  let firstDay: Int
  let days: Int
  let rows: Int
  /// The number of each hour's first row, and at last `rows`.
  private let starts: [Int]

  static let secondsPerHour = 3600
  /// Weights of the hours, UTC: 9 o'clock in Seoul is 0.
  private static let ofHour: [Int] = [
    90, 100, 100, 60, 70, 95, 95, 100, 90, 70, 40, 30, 28, 40, 55, 60, 60, 50, 45, 45, 40, 30, 35, 60,
  ]
  /// Weights of the days, Sunday first.
  private static let ofWeekday: [Int] = [32, 100, 106, 108, 104, 92, 36]

  init(firstDay: Int, days: Int, rows: Int) {
    (self.firstDay, self.days, self.rows) = (firstDay, days, rows)
    var sums = [0]
    for day in 0..<days {
      // 1970-01-01 was a Thursday.
      let weekday = ArrivalCurve.ofWeekday[(firstDay + day + 4) % 7]
      for hour in ArrivalCurve.ofHour { sums.append(sums[sums.count - 1] + weekday * hour * (1000 + 500 * day / days)) }
    }
    let total = UInt128(sums[sums.count - 1])
    starts = sums.map { Int(UInt128(rows) * UInt128($0) / total) }
  }

  var hours: Int { starts.count - 1 }
  var rowsPerDay: Double { Double(rows) / Double(days) }

  /// The rows of an hour, counted from the first day's start.
  func rows(ofHour hour: Int) -> Range<Int> { starts[hour]..<starts[hour + 1] }

  /// The second, since 1970 UTC, at which a row of this hour arrives; in order of rows within an hour but for one spacing.
  @inline(__always)
  func second(ofRow row: Int, inHour hour: Int, jitter: Int) -> Int {
    let start = starts[hour]
    let count = starts[hour + 1] - start
    let within = ArrivalCurve.secondsPerHour * ((row - start) << 10 + jitter & 1023) / (count << 10)
    return (firstDay * 24 + hour) * ArrivalCurve.secondsPerHour + within
  }

  /// The hour in which a row arrives.
  func hour(ofRow row: Int) -> Int {
    var low = 0
    var high = hours
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= row { low = middle } else { high = middle }
    }
    return low
  }

  /// How far a row stands on the way, 0 to 999.
  @inline(__always)
  func permille(ofRow row: Int) -> Int { row * 1000 / rows }
}
