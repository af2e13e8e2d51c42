import Events
import Platform
import Synchronization
import Values

/// Composes links into the identity of each id, partition by partition, and moves each row whose journey is elsewhere.
///
/// What is clever: no partition needs another's links in memory. What one must know of another it asks in a message
/// (`LinkMessage`), which is stored and spilled as rows are. Three rounds of messages do, because a chain of links has at
/// most three steps: deal, anonymous id, user, account. Each round is written by all workers, then read:
///
/// ```
/// reduce   links of an id → its earliest of each kind; questions to the partitions of users
/// answer   user → account; anonymous id → its user's account, its own, or its user
/// deals    deal → the journey of an anonymous id, for deals named by nobody better
/// move     rows whose id belongs to another journey, to that journey's partition
/// ```
public struct IdentityComposer: Sendable {
  private let context: PartitionContext
  private let threads: Int
  private let budget: MemoryBudget
  private let kinds: Link.Kinds
  private let bits: Int

  /// - Parameter kinds: the kinds of links to look at, at least all that rows state about ids.
  public init(_ context: PartitionContext, threads: Int, budget: MemoryBudget, kinds: Link.Kinds = .all) {
    self.context = context
    self.threads = threads
    self.budget = budget
    self.kinds = kinds
    bits = context.policy.bits
  }

  /// The identity that `links` amount to, with copies of those of `rows` that moved. Both stores are left as they are.
  public func compose(links: PartitionStore, rows: PartitionStore) throws -> Identity {
    let findings = Mutex(LinkReducer.Findings())
    let answers = try answers(to: links) { mine in
      findings.withLock {
        $0.counts += mine.counts
        $0.unowned += mine.unowned
      }
    }
    let found = findings.withLock { $0 }
    let labels = MergedLabels(context.meanings)
    let movedOrDropped = Mutex(
      [Identity.MovedOrDropped](repeating: Identity.MovedOrDropped(), count: context.policy.partitionCount))
    let moved = try eachPartition(dictionary: context.meanings.count) { partition, writer in
      let mine = try move(rows, partition, by: answers, labels, into: &writer)
      movedOrDropped.withLock { $0[partition] = mine }
    }
    return Identity(
      movedOrDropped: movedOrDropped.withLock { $0 }, moved: moved, dictionary: context.meanings.count, meanings: labels.meanings,
      links: found.counts, provisionalRejects: found.unowned)
  }

  /// The journey of each id that belongs to another's. `note` takes what else each partition's links amount to.
  private func answers(
    to links: PartitionStore, _ note: @escaping @Sendable (LinkReducer.Findings) -> Void
  ) throws -> [PartitionStore] {
    let questions = try eachPartition(dictionary: 0) { partition, writer in
      let reducer = LinkReducer(context, partition: partition, bits: bits, kinds: kinds)
      note(try reducer.reduce(links) { try writer.add($0, under: Self.noMark) })
    }
    if !LinkReducer.asks(kinds) { return [questions] }
    let answers = try eachPartition(dictionary: 0) { partition, writer in
      try LinkAnswers(of: questions, partition: partition, bits: bits).forEach { try writer.add($0, under: Self.noMark) }
    }
    if kinds.isSubset(of: .ofIDs) { return [answers] }
    let deals = try eachPartition(dictionary: 0) { partition, writer in
      try answerDeals(answers, partition) { try writer.add($0, under: Self.noMark) }
    }
    return [answers, deals]
  }

  private static let noMark = RunMark(source: 0, rowNumber: 0)

  /// Runs `body` for every partition on some worker, each worker with a writer of its own.
  private func eachPartition(
    dictionary: Int, _ body: @escaping @Sendable (Int, inout PartitionWriter) throws -> Void
  ) throws -> PartitionStore {
    let taken = SharedCounter()
    let written = Mutex<[Int: WrittenPartitions]>([:])
    let scratch = context.scratch.split()
    try Workers.run(count: threads, name: "link") { [self] worker in
      var writer = PartitionWriter(
        worker: worker, dictionary: dictionary, policy: context.policy, budget: budget, scratch: scratch)
      while case let partition = taken.take(), partition < context.policy.partitionCount {
        try body(partition, &writer)
      }
      let mine = try writer.finish()
      written.withLock { $0[worker] = mine }
    }
    let all = written.withLock { written in (0..<threads).compactMap { written[$0] } }
    return PartitionStore(all, policy: context.policy)
  }

  /// Answers deals that asked an anonymous id: with its journey, or with the id itself.
  private func answerDeals(
    _ answers: PartitionStore, _ partition: Int, _ body: (LinkMessage) throws -> Void
  ) throws {
    var asking: [(id: JourneyKey, deal: JourneyKey)] = []
    try answers.forEachMessage(of: partition, bits: bits) { message in
      if message.kind == .dealAsks { asking.append((message.key, message.first)) }
    }
    if asking.isEmpty { return }
    let journeys = try Identity.Journeys([answers], partition: partition, bits: bits)
    for (id, deal) in asking {
      try body(LinkMessage(.journey, to: deal, journeys.journey(of: id) ?? id))
    }
  }

  private func move(
    _ rows: PartitionStore, _ partition: Int, by answers: [PartitionStore], _ labels: MergedLabels,
    into writer: inout PartitionWriter
  ) throws -> Identity.MovedOrDropped {
    let journeys = try Identity.Journeys(answers, partition: partition, bits: bits)
    var movedOrDropped = Identity.MovedOrDropped()
    for piece in rows.pieces(of: partition) {
      let merged = labels.merged[piece.dictionary]
      var bits = RowBits()
      var stream = CellStream(piece)
      try stream.forEachRow { mark, cell, extras in
        let journey = journeys.journey(of: cell, extras)
        let isProvisional = extras?.parts.contains(.origin) ?? false
        bits.append(journey != nil || isProvisional)
        let label = merged[Int(cell.label & ~EventRow.hasExtras)]
        if let journey {
          if isProvisional, let extras { movedOrDropped.accept(extras, label, labels.meanings[Int(label)]) }
          var moved = cell
          var rest = extras
          rest?.parts.subtract([.anonymous, .origin])
          if rest?.parts.isEmpty == true { rest = nil }
          moved.setLabel(label | (rest == nil ? 0 : EventRow.hasExtras))
          try writer.add(moved, rest, movedTo: journey, under: mark)
        } else if isProvisional, let extras {
          movedOrDropped.unowned.append(
            ProvisionalRow(
              source: mark.source, block: extras.block, line: extras.line, code: labels.meanings[Int(label)].code))
        }
      }
      movedOrDropped.rows.append(bits)
    }
    return movedOrDropped
  }
}

/// One dictionary of labels for rows of all workers: a label per meaning.
struct MergedLabels: Sendable {
  private(set) var meanings: [LabelMeaning] = []
  /// By dictionary and label: the merged label.
  private(set) var merged: [[UInt32]] = []

  init(_ dictionaries: [[LabelMeaning]]) {
    var known: [UInt64: UInt32] = [:]
    for dictionary in dictionaries {
      merged.append(
        dictionary.map { meaning in
          let flags: UInt64 = (meaning.hasChannel ? 1 : 0) | (meaning.isExcluded ? 2 : 0)
          let id = UInt64(meaning.slot) << 16 | UInt64(meaning.code) << 2 | flags
          if let label = known[id] { return label }
          known[id] = UInt32(meanings.count)
          meanings.append(meaning)
          return UInt32(meanings.count - 1)
        })
    }
  }
}
