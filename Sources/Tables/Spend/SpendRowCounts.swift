import Values

/// The rows of one spend file: read, and where each ended. Merging is addition.
public struct SpendRowCounts: Sendable, Equatable {
  public var read: Int64 = 0
  /// Rows taken into the spend, inside the period or not.
  public var used: Int64 = 0
  private var rejectedCounts = [Int64](repeating: 0, count: RejectReason.table.count)

  public init() {}

  public subscript(reason: RejectReason) -> Int64 {
    get { rejectedCounts[Int(reason.rawValue)] }
    set { rejectedCounts[Int(reason.rawValue)] = newValue }
  }

  public var rejected: Int64 { rejectedCounts.reduce(0, +) }
  /// Whether every row ended in exactly one way.
  public var balances: Bool { read == used + rejected }

  public static func += (a: inout SpendRowCounts, b: SpendRowCounts) {
    a.read += b.read
    a.used += b.used
    for i in b.rejectedCounts.indices { a.rejectedCounts[i] += b.rejectedCounts[i] }
  }
}
