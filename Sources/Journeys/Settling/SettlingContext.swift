import Events
import Platform
import Values

/// What settling needs to know beside the rows themselves; the same for every worker.
public struct SettlingContext: Sendable {
  public var rules: JourneyRules
  /// By dictionary and label.
  public var meanings: [[LabelMeaning]]
  /// By source: its place in input order.
  public var sourceRanks: [UInt32]
  /// Rows have event ids: duplicates can be anywhere, so every journey must be looked at.
  public var rowsHaveEventIDs: Bool
  /// Memory one worker may take for one partition.
  public var bytesPerWorker: Int
  public var policy: PartitionPolicy
  public var scratch: ScratchSource
  /// Who is who; nil where no row says so.
  public var identity: Identity?
  /// Where ids are spelled; nil where no credits are listed.
  public var spellings: Spellings?

  public init(
    rules: JourneyRules, meanings: [[LabelMeaning]], sourceRanks: [UInt32], rowsHaveEventIDs: Bool,
    bytesPerWorker: Int, policy: PartitionPolicy, scratch: ScratchSource
  ) {
    self.rules = rules
    self.meanings = meanings
    self.sourceRanks = sourceRanks
    self.rowsHaveEventIDs = rowsHaveEventIDs
    self.bytesPerWorker = bytesPerWorker
    self.policy = policy
    self.scratch = scratch
  }

  /// Touches of some channel are left out. O(labels).
  var leavesChannelsOut: Bool { meanings.contains { $0.contains(where: \.isExcludedTouch) } }
}
