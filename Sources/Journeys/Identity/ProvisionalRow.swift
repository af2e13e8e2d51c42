import Events
import Values

/// A row that has no id but its deal is provisional: whether it is rejected shows only when all rows have been read and its
/// deal has an owner or none. This is one whose deal has none.
public struct ProvisionalRow: Sendable, Equatable {
  public var source: UInt32
  public var block: UInt32
  /// The lines of the block before it.
  public var line: UInt32
  /// What it would have been (`EventCode`).
  var code: UInt8
}

/// A row that was rejected for another reason before it turned out that its deal has no owner. Identity is looked at first
/// (Specification, section 2), so it counts as rejected for its missing identity.
public struct ProvisionalReject: Sendable, Equatable {
  public var source: UInt32
  public var block: UInt32
  /// The lines of the block before it.
  public var line: UInt32
  /// Why it was rejected at first.
  public var formerReason: RejectReason

  init(_ question: Link.Question, source: UInt32) {
    self.source = source
    block = question.block
    line = question.line
    formerReason = question.reason
  }
}
