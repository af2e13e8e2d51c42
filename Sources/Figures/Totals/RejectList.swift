import Values

/// The rejected rows of a run, in input order.
public struct RejectList: Sendable {
  /// Begins a walk over the rows: each call of the result is the next row, nil the end. A walk throws where rows cannot be
  /// read back.
  package let walk: @Sendable () -> () throws -> RejectedRow?

  /// A list that is read by walking.
  public init(walk: @escaping @Sendable () -> () throws -> RejectedRow?) { self.walk = walk }

  /// A list in memory.
  public init(_ rows: [RejectedRow] = []) {
    walk = {
      var iterator = rows.makeIterator()
      return { iterator.next() }
    }
  }
}
