import Events
import Platform
import SeededTesting
import Values

@testable import Journeys

/// Links made up for a test: what rows say, each with its place in input order.
struct SaidLink {
  var source: Int, stretch: Int, row: Int
  var link: Link

  /// An id as a key; its high byte is that of a partition of 256.
  static func key(_ kind: IDKind, _ id: Int) -> JourneyKey { JourneyKey(Array("\(id)".utf8).span, kind: kind, seed: 5) }
}

extension LinkMessage {
  /// The message as a line, without the bits that rows do not store.
  var line: String {
    func text(_ key: JourneyKey) -> String { "\(key.low).\(key.high & EventCell.keyHighMask)" }
    return "\(kind) to \(text(key)): \(text(first)) \(second.map(text) ?? "-")"
  }
}

extension Circumstances {
  /// Writes links by stretches in a random order, each by a random writer, and reduces every partition.
  func reduce(_ links: [SaidLink], ranks: [UInt32], shuffling seed: UInt64) throws -> (messages: [String], counts: LinkCounts) {
    let (messages, counts) = try messages(links, ranks: ranks, shuffling: seed)
    return (messages.map(\.line).sorted(), counts)
  }

  /// The messages themselves, of links of some kinds alone.
  func messages(
    _ links: [SaidLink], ranks: [UInt32], shuffling seed: UInt64, kinds: Link.Kinds = .all
  ) throws -> ([LinkMessage], counts: LinkCounts) {
    let scratch = ScratchSource(directory: "/tmp", space: ScratchSpace())
    let store = try writeLinks(links, scratch, seed)
    let context = PartitionContext(
      meanings: [], sourceRanks: ranks, bytesPerWorker: bytesPerWorker, policy: policy, scratch: scratch)
    var messages: [LinkMessage] = []
    var counts = LinkCounts()
    for partition in 0..<policy.partitionCount {
      let reducer = LinkReducer(context, partition: partition, bits: bits, kinds: kinds)
      counts += try reducer.reduce(store) { messages.append($0) }.counts
    }
    return (messages, counts)
  }

  private func writeLinks(_ links: [SaidLink], _ scratch: ScratchSource, _ seed: UInt64) throws -> PartitionStore {
    var random = Seeded(seed)
    let stretches = Dictionary(grouping: links) { [$0.source, $0.stretch] }
    let order = stretches.keys.sorted { $0.lexicographicallyPrecedes($1) }.shuffled(using: &random)
    let readers = order.map { _ in Int.random(in: 0..<writers, using: &random) }
    var written: [WrittenPartitions] = []
    for writer in 0..<writers {
      var partitions = PartitionWriter(
        worker: writer, dictionary: 0, policy: policy, budget: MemoryBudget(bytes: budgetBytes), scratch: scratch)
      for (name, reader) in zip(order, readers) where reader == writer {
        var batch = EventBatch()
        for said in (stretches[name] ?? []).sorted(by: { $0.row < $1.row }) {
          var link = said.link
          link.row = said.row
          batch.links.append(link)
        }
        try partitions.addLinks(of: batch, source: UInt32(name[0]), .after(name[1] << 40))
      }
      written.append(try partitions.finish())
    }
    return PartitionStore(written, policy: policy)
  }

  /// A store of messages to one partition.
  func store(_ messages: [LinkMessage]) throws -> PartitionStore {
    let scratch = ScratchSource(directory: "/tmp", space: ScratchSpace())
    var writer = PartitionWriter(
      worker: 0, dictionary: 0, policy: policy, budget: MemoryBudget(bytes: budgetBytes), scratch: scratch)
    for message in messages { try writer.add(message, under: RunMark(source: 0, rowNumber: 0)) }
    return PartitionStore([try writer.finish()], policy: policy)
  }
}
