import Events
import Values

/// How messages are stored: as rows with extras, so that they are written, spilled and read as rows are.
///
/// ```
/// row      time             key                       label                 extras
/// message  time of a link   whom it is to (`key`)     its kind (`Kind`)     deal: `first`; anonymous: `second`
/// ```
///
/// This file is the one place that knows it: `PartitionWriter.add` and `LinkMessage.init(_:_:partition:bits:)` must change
/// together. `LinkReducer` reads cells by `kind(of:)` before it unpacks more.
extension LinkMessage {
  /// The message in a cell of partition `partition`, which `bits` of the key chose.
  init(_ cell: EventCell, _ extras: EventExtras, partition: Int, bits: Int) {
    kind = Kind(stored: Self.kind(of: cell))
    key = JourneyKey(low: cell.keyLow, high: cell.keyHigh | UInt32(partition) << UInt32(32 - bits))
    first = extras.deal
    second = extras.parts.contains(.anonymous) ? extras.anonymous : nil
    time = cell.time
  }

  /// The number of a stored message's kind.
  static func kind(of cell: EventCell) -> UInt8 { UInt8(truncatingIfNeeded: cell.label & ~EventRow.hasExtras) }

  fileprivate var row: EventRow { EventRow(time: time, key: key, label: UInt32(kind.rawValue) | EventRow.hasExtras) }

  fileprivate var extras: EventExtras {
    var extras = EventExtras()
    extras.parts = .deal
    extras.deal = first
    if let second {
      extras.parts.insert(.anonymous)
      extras.anonymous = second
    }
    return extras
  }
}

extension PartitionWriter {
  /// Adds the links that the rows of a batch state, each to the partition of the weaker id.
  public mutating func addLinks(of batch: borrowing EventBatch, source: UInt32, _ numbering: RowNumbering) throws {
    let marks = BatchMarks(rows: batch.rows.count, source: source, numbering)
    for link in batch.links {
      try add(LinkMessage(link), position: marks.position(ofRow: link.row), under: marks.mark(ofRow: link.row))
    }
  }

  /// Adds a message to the partition of its key.
  mutating func add(_ message: LinkMessage, position: UInt16 = 0, under mark: RunMark) throws {
    try add(message.row, message.extras, position: position, under: mark)
  }
}

extension PartitionStore {
  /// Calls `body` with each message of a partition, in the order its writers wrote them.
  func forEachMessage(of partition: Int, bits: Int, _ body: (LinkMessage) throws -> Void) throws {
    for piece in pieces(of: partition) {
      var stream = CellStream(piece)
      try stream.forEachRow { _, cell, extras in
        guard let extras else { return }
        try body(LinkMessage(cell, extras, partition: partition, bits: bits))
      }
    }
  }
}
