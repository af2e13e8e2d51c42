import Values

/// A rejected row, with its location in its block.
public struct BlockReject: Sendable, Equatable {
  /// Lines of the block before the record's first.
  public var line: Int
  public var reason: RejectReason
  /// nil if the whole record is at fault.
  public var column: EventColumn?
  public var text: String

  public init(line: Int, reason: RejectReason, column: EventColumn?, text: String) {
    self.line = line
    self.reason = reason
    self.column = column
    self.text = text
  }
}

/// The events of one block of a log, in the block's order, and what became of its other rows. Reused from
/// block to block.
public struct EventBatch: Sendable {
  public var rows: [EventRow] = []
  /// One for each row with `EventRow.hasExtras`, in order.
  public var extras: [EventExtras] = []
  public var rejects: [BlockReject] = []
  /// In the order of their rows. Many repeated links are skipped.
  public var links: [Link] = []
  /// The texts of ids, for a run that lists single credits; empty in any other.
  public var spelled = SpelledIDs()
  /// The kinds of the batch's links.
  public var linkKinds: Link.Kinds = []
  /// Records of the block: rows, rejects and ignored ones. Empty lines are none.
  public var recordCount = 0
  /// Line feeds of the block.
  public var lineCount = 0
  /// Some row has only a deal id.
  public var hasProvisionalRows = false
  /// JSON lines only: which keys the block has.
  public var keys = JSONKeys()
  public var touchCount = 0, stageCount = 0, identifyCount = 0, ignoredCount = 0

  public init() {}

  public mutating func removeAll() {
    rows.removeAll(keepingCapacity: true)
    extras.removeAll(keepingCapacity: true)
    rejects.removeAll(keepingCapacity: true)
    links.removeAll(keepingCapacity: true)
    spelled.removeAll()
    linkKinds = []
    recordCount = 0
    lineCount = 0
    hasProvisionalRows = false
    keys.removeAll()
    touchCount = 0
    stageCount = 0
    identifyCount = 0
    ignoredCount = 0
  }
}

extension ColumnMap {
  /// Whether some row of a batch may have the column: what a header has, or a line of JSON.
  public func mayHave(_ column: EventColumn, in batch: borrowing EventBatch) -> Bool {
    paths == nil ? self[column] != Self.absent : has(column, in: batch.keys)
  }
}
