import Values

/// Where a row stands that was rejected after it had been read.
public struct NamelessRow: Sendable, Equatable {
  public var source: UInt32
  public var block: UInt32
  /// Lines of the block before it.
  public var line: UInt32
  /// What it would have been.
  var code: UInt8
}

/// Where a row stands that had been rejected for something else before it turned out to name nobody: its deal is named by no
/// row with an id, and identity is looked at first (SPEC section 2).
public struct NamelessReject: Sendable, Equatable {
  public var source: UInt32
  public var block: UInt32
  /// Lines of the block before it.
  public var line: UInt32
  /// Why it was rejected.
  public var formerReason: RejectReason
}
