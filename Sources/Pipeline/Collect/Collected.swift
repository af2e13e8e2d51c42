import Archive
import Events
import Journeys
import Platform
import Values

/// What reading every file of a run once gives.
package struct Collected: Sendable {
  /// The logs, in input order; and the small tables beside them.
  package var inputs: [InputFile]
  package var rates: RateInputs
  package var spend: SpendInputs
  package var events: CollectedEvents
}

/// The rows of all logs, spread over partitions.
package struct CollectedEvents: Sendable {
  var store: PartitionStore
  /// Links between ids; nil where no row has one and none needs one.
  var links: PartitionStore?
  /// Kinds of links to look at: links of deals only where some row has no id but its deal.
  var linkKinds: Link.Kinds
  /// By worker.
  var labels: [LabelTable]
  var currencies: Set<Currency>
  var roundedAmounts: Int
  package var touches: TouchTally
  var rowsHaveEventIDs: Bool
  /// Ids as they are written; nil where no credits are listed.
  var spellings: Spellings?
  /// How rows are spread, and the memory they are kept in: linking and settling use what is left of it.
  var partitionPolicy: PartitionPolicy
  var budget: MemoryBudget
  /// Inputs that were left out, by their number among all inputs, and why.
  package var damaged: [Int: ArchiveError] = [:]
}
