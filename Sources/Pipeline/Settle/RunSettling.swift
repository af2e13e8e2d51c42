import Events
import Journeys
import Platform
import Settings
import Synchronization
import Values

/// The third phase: the goal events of each journey are credited, partition by partition.
extension RunContext {
  /// Settles every partition and brings the account of rows to its end: each row that was accepted is in a journey, and rows
  /// that have no id but a deal without an owner are rejected.
  ///
  /// - Throws: status 65 where too many rows are rejected, 70 where a row is lost.
  package func settle(_ linked: LinkedRun) throws -> SettledRun {
    var run = SettledRun(
      collected: linked.collected,
      settled: try listingRejects(of: linked.collected.spend) {
        let settled = try settlePartitions(linked)
        try account(for: settled, linked.settling.identity)
        return settled
      })
    // Rows that have no id but their deal were left open while reading.
    run.collected.events.currencies.formUnion(run.settled.currencies)
    run.collected.events.roundedAmounts += run.settled.roundedAmounts
    for (touch, count) in run.settled.touches { run.collected.events.touches.add(touch, count: count) }
    // Rejected rows are complete only now. They are written once, for the file may be a pipe.
    try judgeRejects(run.collected.spend)
    return run
  }

  /// Credits the partitions on all threads, the largest first.
  private func settlePartitions(_ linked: LinkedRun) throws -> Settled {
    let store = linked.collected.events.store, settling = linked.settling, names = linked.names
    let order = store.partitionsBySize(with: settling.identity)
    progress.begin(.crediting, partitions: order.count)
    let taken = SharedCounter()
    let sum = Mutex<Settled?>(nil)
    try Workers.run(count: policy.threads, name: "settle") { [self] _ in
      let log = configuration.credits.map { _ in
        CreditLog(slotCount: names.slots.count, bytes: linked.creditBytes, scratch: scratch)
      }
      var settled = Settled(
        slots: names.slots, sourceCount: registry.sources.count, configuration: configuration, listing: log)
      var settler = PartitionSettler(settling, demand: settled.demand, measures: steps.isOn)
      while case let next = taken.take(), next < order.count {
        try settled.add(order[next], of: store, with: &settler)
        try RunError.throwIfInterrupted()
        progress.addPartition()
      }
      settled.finishWork()
      steps.add(settler.clock)
      sum.withLock { [settled] sum in
        if sum == nil { sum = settled } else { sum?.add(settled) }
      }
    }
    guard var settled = sum.withLock({ $0 }) else { preconditionFailure("no worker settled") }
    settled.finish(settling.identity, names)
    return settled
  }

  /// Checks that no row was lost between partitions: each row that was read, and neither rejected nor ignored, is in a
  /// journey. Then rejects the rows that have no id but a deal that no other row gives an owner (Specification, section 3);
  /// a row that was rejected for another reason is counted for this one first.
  private func account(for settled: Settled, _ identity: Identity?) throws {
    let accepted = registry.rowsAccepted
    guard settled.journeys.settledRows == accepted else {
      throw RunError(
        status: 70,
        "\(accepted) rows were accepted, but \(settled.journeys.settledRows) came to a journey: a fault of this program; "
          + "nothing was written. Please report it with the command and the sizes of its inputs")
    }
    let rejected = identity?.provisionalRejects ?? []
    for row in rejected { registry.rename(row) }
    rejects.rename(rejected)
    for row in settled.journeys.unowned {
      registry.reject(row)
      let reject = BlockReject(line: Int(row.line), reason: .missingIdentity, column: nil, text: "")
      try rejects.add([reject], source: row.source, block: row.block)
    }
  }
}
