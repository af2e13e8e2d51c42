import Events
import Platform
import Values

/// What settling depends on, beside the rows themselves. The same for every worker.
public struct SettlingContext: Sendable {
  public var rules: JourneyRules
  /// Where rows are, and what reading them back takes.
  public var partitions: PartitionContext
  /// Rows have event ids. A duplicate can be in any journey, so every journey must be looked at.
  public var rowsHaveEventIDs: Bool
  /// Who is who; nil where no row says so.
  public var identity: Identity?
  /// Where ids are spelled; nil where no credits are listed.
  public var spellings: Spellings?

  public init(rules: JourneyRules, partitions: PartitionContext, rowsHaveEventIDs: Bool) {
    self.rules = rules
    self.partitions = partitions
    self.rowsHaveEventIDs = rowsHaveEventIDs
  }

  var scratch: ScratchSource { partitions.scratch }
  var bytesPerWorker: Int { partitions.bytesPerWorker }

  /// Touches of some channel are left out. O(labels).
  var leavesChannelsOut: Bool { partitions.meanings.contains { $0.contains(where: \.isExcludedTouch) } }
}
