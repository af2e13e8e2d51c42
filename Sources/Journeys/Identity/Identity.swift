import Events
import Platform
import Values

/// Who is who, composed: the rows that moved to their journeys' partitions, and which rows each partition thereby lost.
public struct Identity: Sendable {
  /// By partition.
  let movedOrDropped: [MovedOrDropped]

  /// Currencies and rounded amounts of provisional rows that were accepted. They are known only now.
  public var currencies: Set<Currency> { movedOrDropped.reduce(into: []) { $0.formUnion($1.currencies) } }
  public var roundedAmounts: Int { movedOrDropped.reduce(0) { $0 + $1.roundedAmounts } }

  /// What labels of provisional rows that were accepted mean. One meaning may be there more than once.
  public var accepted: [LabelMeaning] { movedOrDropped.flatMap { $0.labels.map { meanings[Int($0)] } } }
  /// What touches among those rows count as.
  public var touches: [ProvisionalTouch: Int64] { movedOrDropped.reduce(into: [:]) { $0.merge($1.touches, uniquingKeysWith: +) } }

  /// The bytes that moved rows take where they are now.
  public var movedBytes: Int64 { moved.byteCount }

  /// Rows under their journeys' keys.
  let moved: PartitionStore
  /// The number of the dictionary of moved rows' labels: the one after the workers' own.
  let dictionary: Int
  let meanings: [LabelMeaning]
  public let links: LinkCounts
  /// Rejected rows that have no id but a deal without an owner, in no order.
  public let provisionalRejects: [ProvisionalReject]

  /// The rows that a partition does not keep. Found once, because settling asks for each row twice.
  struct MovedOrDropped: Sendable {
    /// By piece of the partition: rows that moved, and provisional rows that are rejected.
    var rows: [RowBits] = []
    /// Provisional rows whose deal has no owner.
    var unowned: [ProvisionalRow] = []
    /// What the accepted provisional rows add to the run: their labels, what their touches count as, and their money.
    var labels: Set<UInt32> = []
    var touches: [ProvisionalTouch: Int64] = [:]
    var currencies: Set<Currency> = []
    var roundedAmounts = 0

    /// Adds what a provisional row means for the run, now that it is accepted.
    mutating func accept(_ extras: EventExtras, _ label: UInt32, _ meaning: LabelMeaning) {
      if let currency = extras.provisionalMoney.currency { currencies.insert(currency) }
      if extras.provisionalMoney.isRounded { roundedAmounts += 1 }
      labels.insert(label)
      if meaning.code == EventCode.touch { touches[extras.provisionalTouch, default: 0] += 1 }
    }
  }

  /// The journeys of a partition's ids that belong to another id's journey.
  struct Journeys {
    private var ids: KeyMap
    private var pairs = KeyMap()

    /// Reads the messages of `answers` to a partition.
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

    /// The journey of an id, whatever other ids its row has.
    func journey(of id: JourneyKey) -> JourneyKey? { ids[id] }

    /// The journey that a row moves to; nil if it stays.
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
  /// Partitions by size, the largest first, for workers to take in turn. Rows that moved count, too: an account that only
  /// ignored rows name has no row of its own.
  public func partitionsBySize(with identity: Identity?) -> [Int] { partitionsBySize(besides: identity?.moved) }
}
