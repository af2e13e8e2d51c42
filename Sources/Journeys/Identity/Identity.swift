import Events
import Platform
import Values

/// Who is who, composed: the rows that moved to their journeys' partitions, and which rows of each partition are thereby
/// elsewhere.
public struct Identity: Sendable {
  /// By partition.
  let leavers: [Leavers]

  /// Currencies and rounded amounts of rows that know only a deal which somebody names: known only now.
  public var currencies: Set<Currency> { leavers.reduce(into: []) { $0.formUnion($1.currencies) } }
  public var roundedAmounts: Int { leavers.reduce(0) { $0 + $1.roundedAmounts } }

  /// What rows that know only a deal are, where somebody names it: each meaning of some such row once, or more often; and as
  /// what their touches count.
  public var met: [LabelMeaning] { leavers.flatMap { $0.labels.map { meanings[Int($0)] } } }
  public var touches: [MetTouch: Int64] { leavers.reduce(into: [:]) { $0.merge($1.touches, uniquingKeysWith: +) } }

  /// What the rows that moved take where they are now.
  public var movedBytes: Int64 { moved.byteCount }

  /// Rows under their journeys' keys.
  let moved: PartitionStore
  /// The dictionary that moved rows are labelled by: the one after the workers' own.
  let dictionary: Int
  let meanings: [LabelMeaning]
  public let links: LinkCounts
  /// Rejected rows that turned out to name nobody, in no order.
  public let namelessRejects: [NamelessReject]

  /// Rows that a partition does not keep. Found once: settling asks for each row twice.
  struct Leavers: Sendable {
    /// By piece of the partition: the rows that moved, and those that name nobody.
    var rows: [RowBits] = []
    /// Rows that know only a deal which nobody else names.
    var nameless: [NamelessRow] = []
    /// What rows that know only a deal which somebody names say of the run: their labels, what their touches count as, and
    /// their money.
    var labels: Set<UInt32> = []
    var touches: [MetTouch: Int64] = [:]
    var currencies: Set<Currency> = []
    var roundedAmounts = 0
  }

  /// The journeys that a partition's ids belong to, where these are not their own.
  struct Journeys {
    private var ids: KeyMap
    private var pairs = KeyMap()

    /// As the messages of `answers` for a partition say it.
    init(_ answers: [PartitionStore], partition: Int, bits: Int) throws {
      // A message takes two cells.
      ids = KeyMap(keys: answers.reduce(0) { $0 + $1.cellCount(of: partition) } / 2)
      for store in answers {
        try store.forEachMessage(of: partition, bits: bits) { message in
          switch message.kind {
          case .journey: ids.insert(message.key, message.first)
          case .journeyBeside:
            let pair = message.key.beside(message.first)
            if let second = message.second, pairs[pair] == nil { pairs.insert(pair, second) }
          default: break
          }
        }
      }
    }

    var isEmpty: Bool { ids.isEmpty && pairs.isEmpty }

    /// The journey of an id, whoever else its row names.
    func journey(of id: JourneyKey) -> JourneyKey? { ids[id] }

    /// The journey a row moves to; nil: it stays.
    @inline(__always)
    func journey(of cell: EventCell, _ extras: EventExtras?) -> JourneyKey? {
      if let journey = ids[cell.keyLow, cell.keyHigh] { return journey }
      if pairs.isEmpty { return nil }
      guard let extras, extras.parts.contains(.anonymous) else { return nil }
      return pairs[JourneyKey(low: cell.keyLow, high: cell.keyHigh).beside(extras.anonymous)]
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
