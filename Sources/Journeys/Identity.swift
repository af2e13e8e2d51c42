import Events
import Platform
import Values

/// Who is who, composed: for each partition, which of its ids belong to another journey, and the rows that moved there.
public struct Identity: Sendable {
  /// Answers, partitioned as rows are.
  let answers: [PartitionStore]
  /// Rows under their journeys' keys.
  let moved: PartitionStore
  /// The dictionary that moved rows are labelled by: the one after the workers' own.
  let dictionary: Int
  let meanings: [LabelMeaning]
  public let links: LinkCounts
  let bits: Int

  /// The journeys of a partition's ids.
  func journeys(of partition: Int) throws -> Journeys {
    var journeys = Journeys()
    for store in answers {
      try store.forEachMessage(of: partition, bits: bits) { message in
        switch message.kind {
        case .journey: journeys.insert(message.key, message.first)
        case .journeyBeside: if let second = message.second { journeys.insert(message.key, beside: message.first, second) }
        default: break
        }
      }
    }
    return journeys
  }

  /// The journeys that a partition's ids belong to, where these are not their own.
  struct Journeys: Sendable {
    private var ids = KeyMap()
    private var pairs = KeyMap()

    var isEmpty: Bool { ids.isEmpty && pairs.isEmpty }

    mutating func insert(_ key: JourneyKey, _ journey: JourneyKey) { ids.insert(key, journey) }

    mutating func insert(_ user: JourneyKey, beside anonymous: JourneyKey, _ journey: JourneyKey) {
      if pairs[user.beside(anonymous)] == nil { pairs.insert(user.beside(anonymous), journey) }
    }

    /// The journey a row moves to; nil: it stays.
    @inline(__always)
    func journey(of cell: EventCell, _ anonymous: () -> JourneyKey?) -> JourneyKey? {
      if let journey = ids[cell.keyLow, cell.keyHigh] { return journey }
      if pairs.isEmpty { return nil }
      guard let anonymous = anonymous() else { return nil }
      return pairs[JourneyKey(low: cell.keyLow, high: cell.keyHigh).beside(anonymous)]
    }
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
