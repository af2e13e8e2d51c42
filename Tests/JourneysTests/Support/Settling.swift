import Events
import Platform
import SeededTesting

@testable import Journeys

/// Everything settling gives: the totals, and each credited goal event as a line of text, sorted.
struct SettledLog: Equatable, Sendable {
  var totals: JourneyTotals
  var costs = TouchCosts(slotCount: SampleLog.slotCount)
  var goals: [String] = []

  init(sources: Int, goals: Int) {
    totals = JourneyTotals(sourceCount: sources, goalCount: goals)
  }

  mutating func add(_ event: GoalEvent, touches: [(time: Int64, slot: UInt32)]) {
    let milestones = event.milestones.map { $0 == GoalEvent.noMilestone ? "-" : "\($0)" }.joined(separator: " ")
    goals.append(
      "goal \(event.goal) amount \(event.amount) refund \(event.isRefund) at \(event.reference) milestones \(milestones): "
        + touches.map { "\($0.time)/\($0.slot)" }.joined(separator: " "))
  }
}

/// How a log is written and settled: nothing of it may change a result.
struct Circumstances {
  var writers = 1
  var bits = 2
  var constantPlacement = false
  var spillAlways = false
  var budgetBytes = 1 << 30
  var bytesPerWorker = 1 << 30
  /// Rows of a stretch before those of the log.
  var firstRow = 0
  /// Each batch is a block, numbered by itself.
  var numbersBlocks = false
  /// Event ids are looked for though there are none.
  var looksEverywhere = false

  var policy: PartitionPolicy {
    var policy = PartitionPolicy()
    policy.bits = bits
    policy.constantPlacement = constantPlacement
    policy.spillAlways = spillAlways
    return policy
  }

  /// Writes the log by stretches in a random order, each by a random writer, and settles every partition.
  func settle(_ log: SampleLog, _ rules: JourneyRules, shuffling seed: UInt64 = 1) throws -> (
    SettledLog, spilled: Int64
  ) {
    let (visitor, totals, spilled) = try visit(
      log, rules, with: VisitorPair(GoalLines(), TouchCosts(slotCount: SampleLog.slotCount)), shuffling: seed)
    var settled = SettledLog(sources: log.ranks.count, goals: rules.goals.count)
    settled.totals = totals
    settled.costs = visitor.second
    settled.goals = visitor.first.settled.goals.sorted()
    return (settled, spilled)
  }

  /// The same with any visitor: two workers share the partitions, each with a copy of it, and what they found is merged.
  func visit<Visitor: JourneyVisitor>(
    _ log: SampleLog, _ rules: JourneyRules, with visitor: Visitor, shuffling seed: UInt64 = 1
  ) throws -> (Visitor, JourneyTotals, spilled: Int64) {
    let scratch = ScratchSource(directory: "/tmp", space: ScratchSpace())
    let meanings = log.meanings(dictionaries: writers)
    let store = try write(log, meanings, scratch, seed)
    let context = SettlingContext(
      rules: rules,
      partitions: PartitionContext(
        meanings: meanings, sourceRanks: log.ranks, bytesPerWorker: bytesPerWorker, policy: policy, scratch: scratch),
      rowsHaveEventIDs: log.hasEventIDs || looksEverywhere)
    var visitors = [visitor, visitor]
    var totals = visitors.map { _ in JourneyTotals(sourceCount: log.ranks.count, goalCount: rules.goals.count) }
    var settlers = visitors.map { PartitionSettler(context, demand: $0.demand) }
    for (i, partition) in store.partitionsBySize().enumerated() {
      try settlers[i % 2].settle(partition, of: store, into: &totals[i % 2], visiting: &visitors[i % 2])
    }
    visitors[0] += visitors[1]
    totals[0] += totals[1]
    return (visitors[0], totals[0], store.spilledBytes)
  }

  private func write(
    _ log: SampleLog, _ meanings: [[LabelMeaning]], _ scratch: ScratchSource, _ seed: UInt64
  ) throws -> PartitionStore {
    var random = Seeded(seed)
    let budget = MemoryBudget(bytes: budgetBytes)
    let stretches = Dictionary(grouping: log.rows) { [$0.source, $0.stretch] }
    let order = stretches.keys.sorted { $0.lexicographicallyPrecedes($1) }.shuffled(using: &random)
    let readers = order.map { _ in Int.random(in: 0..<writers, using: &random) }
    var written: [WrittenPartitions] = []
    for writer in 0..<writers {
      var partitions = PartitionWriter(
        worker: writer, dictionary: writer, policy: policy, budget: budget, scratch: scratch)
      for (name, reader) in zip(order, readers) where reader == writer {
        var rest = (stretches[name] ?? [])[...]
        var firstRow = firstRow
        var block = UInt32(name[1]) << 20 | 5
        while !rest.isEmpty {
          let batch = Self.batch(rest.prefix(Int.random(in: 1...700, using: &random)), meanings[writer])
          rest = rest.dropFirst(batch.rows.count)
          let numbering: RowNumbering = numbersBlocks ? .block(block) : .after(name[1] << 40 | firstRow)
          try partitions.add(batch, source: UInt32(name[0]), numbering)
          firstRow += batch.rows.count
          block += 1
        }
      }
      written.append(try partitions.finish())
    }
    return PartitionStore(written, policy: policy)
  }

  private static func batch(_ rows: ArraySlice<SampleRow>, _ meanings: [LabelMeaning]) -> EventBatch {
    var batch = EventBatch()
    for row in rows {
      let event = SampleLog.event(row, meanings)
      batch.rows.append(event.row)
      if let extras = event.extras { batch.extras.append(extras) }
    }
    return batch
  }
}

/// Each goal event with its touches.
struct GoalLines: JourneyVisitor {
  var settled = SettledLog(sources: 0, goals: 0)

  mutating func visit(_ event: GoalEvent, of journey: inout Journey) {
    var eligible: [(time: Int64, slot: UInt32)] = []
    for i in event.eligible { eligible.append((journey.touches.time(i), journey.touches.slot(i))) }
    settled.add(event, touches: eligible)
  }

  static func += (a: inout GoalLines, b: GoalLines) { a.settled.goals += b.settled.goals }
}
