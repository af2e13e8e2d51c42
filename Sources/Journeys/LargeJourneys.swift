import Events
import Platform
import Values

/// Settles what no split makes smaller: a few journeys, or a single one, larger than a worker's memory.
struct LargeJourneys {
  private let context: SettlingContext
  init(_ context: SettlingContext) { self.context = context }

  mutating func settle(
    _ pieces: [PartitionStore.Piece], into totals: inout JourneyTotals,
    credit: (GoalEvent, inout TouchSequence) -> Void
  ) throws {
  }
}
