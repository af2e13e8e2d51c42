import Events
import Platform
import Synchronization
import Values

/// Composes links partition by partition, in messages that spill as rows do, and moves each row that has a link once.
///
/// ```
/// reduce   links of an id → its earliest of each kind; questions to the partitions of users
/// answer   user → account; anonymous id → its user's account, its own, or its user
/// deals    deal → the journey of an anonymous id, for deals named by nobody better
/// move     rows whose id belongs to another journey, to that journey's partition
/// ```
public struct IdentityComposer: Sendable {
  private let context: SettlingContext
  private let threads: Int
  private let budget: MemoryBudget
  private let bits: Int

  public init(_ context: SettlingContext, threads: Int, budget: MemoryBudget) {
    self.context = context
    self.threads = threads
    self.budget = budget
    bits = context.policy.bits
  }

  /// The identity that `links` amount to, with the rows of `rows` moved. Both are read and left as they are.
  public func compose(links: PartitionStore, rows: PartitionStore) throws -> Identity {
    let sum = LinkSum()
    let questions = try eachPartition(dictionary: 0) { partition, writer in
      var reducer = LinkReducer(context, partition: partition, bits: bits)
      sum.add(try reducer.reduce(links) { try writer.add($0, under: Self.noMark) })
    }
    let answers = try eachPartition(dictionary: 0) { partition, writer in
      try LinkAnswers(of: questions, partition: partition, bits: bits).forEach { try writer.add($0, under: Self.noMark) }
    }
    let deals = try eachPartition(dictionary: 0) { partition, writer in
      try answerDeals(answers, partition) { try writer.add($0, under: Self.noMark) }
    }
    let labels = MergedLabels(context.meanings)
    let composed = Identity(
      answers: [answers, deals], moved: PartitionStore([], policy: context.policy), dictionary: context.meanings.count,
      meanings: labels.meanings, links: sum.counts, bits: bits)
    let moved = try eachPartition(dictionary: composed.dictionary) { partition, writer in
      try move(rows, partition, by: composed, labels, into: &writer)
    }
    return Identity(
      answers: composed.answers, moved: moved, dictionary: composed.dictionary, meanings: composed.meanings,
      links: composed.links, bits: bits)
  }

  private static let noMark = RunMark(source: 0, stretch: 0, part: 0)

  /// Runs `body` for every partition on some worker, each worker with a writer of its own.
  private func eachPartition(
    dictionary: Int, _ body: @escaping @Sendable (Int, inout PartitionWriter) throws -> Void
  ) throws -> PartitionStore {
    let next = Counter(Atomic<Int64>(0))
    let written = Mutex<[Int: WrittenPartitions]>([:])
    let scratch = context.scratch.split()
    try Workers.run(count: threads, name: "link") { [self] worker in
      var writer = PartitionWriter(
        worker: worker, dictionary: dictionary, policy: context.policy, budget: budget, scratch: scratch)
      while case let partition = Int(next.add(1) - 1), partition < context.policy.partitionCount {
        try body(partition, &writer)
      }
      let mine = try writer.finish()
      written.withLock { $0[worker] = mine }
    }
    let all = written.withLock { written in (0..<threads).compactMap { written[$0] } }
    return PartitionStore(all, policy: context.policy)
  }

  /// Deals that asked an anonymous id: its journey, or the id itself.
  private func answerDeals(
    _ answers: PartitionStore, _ partition: Int, _ body: (LinkMessage) throws -> Void
  ) throws {
    var asking: [(id: JourneyKey, deal: JourneyKey)] = []
    var journeys = KeyMap()
    try answers.forEachMessage(of: partition, bits: bits) { message in
      if message.kind == .journey { journeys.insert(message.key, message.first) }
      if message.kind == .dealAsks { asking.append((message.key, message.first)) }
    }
    for (id, deal) in asking { try body(LinkMessage(.journey, to: deal, journeys[id] ?? id)) }
  }

  private func move(
    _ rows: PartitionStore, _ partition: Int, by identity: Identity, _ labels: MergedLabels,
    into writer: inout PartitionWriter
  ) throws {
    let journeys = try identity.journeys(of: partition)
    if journeys.isEmpty { return }
    for piece in rows.pieces(of: partition) {
      let places = labels.places[piece.dictionary]
      var stream = CellStream(piece)
      try stream.forEachRow { mark, cell, extras in
        let journey = journeys.journey(of: cell) {
          extras.flatMap { $0.parts.contains(.anonymous) ? $0.anonymous : nil }
        }
        guard let journey else { return }
        var moved = cell
        var rest = extras
        rest?.parts.subtract([.anonymous, .origin])
        if rest?.parts.isEmpty == true { rest = nil }
        moved.setLabel(places[Int(cell.label & ~EventRow.hasExtras)] | (rest == nil ? 0 : EventRow.hasExtras))
        try writer.add(moved, rest, movedTo: journey, under: mark)
      }
    }
  }
}

/// Links of several partitions, added by several threads.
private final class LinkSum: Sendable {
  private let sum = Mutex(LinkCounts())
  func add(_ counts: LinkCounts) { sum.withLock { $0 += counts } }
  var counts: LinkCounts { sum.withLock { $0 } }
}

/// Counts from several threads.
private final class Counter: Sendable {
  private let number: Atomic<Int64>
  init(_ start: consuming Atomic<Int64>) { number = start }
  @discardableResult func add(_ count: Int64) -> Int64 { number.add(count, ordering: .relaxed).newValue }
}

/// One dictionary for rows of all workers: a label per meaning.
struct MergedLabels: Sendable {
  private(set) var meanings: [LabelMeaning] = []
  /// By dictionary and label: the merged label.
  private(set) var places: [[UInt32]] = []

  init(_ dictionaries: [[LabelMeaning]]) {
    var known: [UInt64: UInt32] = [:]
    for dictionary in dictionaries {
      places.append(
        dictionary.map { meaning in
          let flags: UInt64 = (meaning.hasChannel ? 1 : 0) | (meaning.isExcluded ? 2 : 0)
          let id = UInt64(meaning.slot) << 16 | UInt64(meaning.code) << 2 | flags
          if let place = known[id] { return place }
          known[id] = UInt32(meanings.count)
          meanings.append(meaning)
          return UInt32(meanings.count - 1)
        })
    }
  }
}
