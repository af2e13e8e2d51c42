import Values

/// How a worker's processor time divides while it settles: two looks at a clock for each partition, or none at all.
///
/// A journey is too short to be timed: a partition's rows are first all put in order, then all credited.
public struct SettlingClock: Sendable {
  /// Nanoseconds in gathering and sorting rows, and in crediting their journeys.
  public private(set) var ordering: Int64 = 0, crediting: Int64 = 0
  /// Rows of partitions, and those among them that stood in journeys which were looked at.
  public private(set) var rows: Int64 = 0, rowsInJourneys: Int64 = 0
  /// What the latter take in memory.
  public var bytesInJourneys: Int64 { rowsInJourneys * Int64(MemoryLayout<JourneyRow>.stride) }
  private var watch: Stopwatch

  init(isOn: Bool) { watch = Stopwatch(isOn ? .thread : nil) }

  mutating func begin() { watch.restart() }

  /// Since it began, rows were put in order.
  mutating func order() { ordering += watch.lap() }

  /// Since they were in order, journeys of so many rows were credited, all of a partition's `rows`.
  mutating func credit(_ rowsInJourneys: Int, of rows: Int64) {
    crediting += watch.lap()
    self.rows += rows
    self.rowsInJourneys += Int64(rowsInJourneys)
  }
}
