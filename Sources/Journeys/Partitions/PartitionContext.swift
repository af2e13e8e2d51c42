import Platform

/// What reading stored rows back depends on, beside the rows themselves. The same for every worker.
public struct PartitionContext: Sendable {
  /// What labels mean, by dictionary and label.
  public var meanings: [[LabelMeaning]]
  /// By source, its rank in input order.
  public var sourceRanks: [UInt32]
  /// Memory that one worker may take for one partition.
  public var bytesPerWorker: Int
  public var policy: PartitionPolicy
  public var scratch: ScratchSource

  public init(
    meanings: [[LabelMeaning]], sourceRanks: [UInt32], bytesPerWorker: Int, policy: PartitionPolicy, scratch: ScratchSource
  ) {
    self.meanings = meanings
    self.sourceRanks = sourceRanks
    self.bytesPerWorker = bytesPerWorker
    self.policy = policy
    self.scratch = scratch
  }
}
