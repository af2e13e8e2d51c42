import Tables
import Platform
import Credit
import Values
import Journeys
import Settings

/// The rows of all logs, with what belongs together: names that mean one channel, ids that are one journey.
package struct LinkedRun: Sendable {
  package var collected: Collected
  let names: NameMerge
  /// What settling a partition depends on, the identity of ids among it.
  let settling: SettlingContext
  /// Memory in which one worker sorts single credits; 0 where none are listed.
  let creditBytes: Int
}

/// The second phase: names and ids are brought together.
extension RunContext {
  /// Merges the names that workers found, and composes links into the identity of each id.
  package func link(_ collected: Collected) throws -> LinkedRun {
    try listingRejects(of: collected.spend) {
      let events = collected.events
      let names = try NameMerge(
        events.labels, rows: registry.rowsRead, others: Array(collected.spend.ledger.amounts.keys),
        aliases: configuration.aliases, choice: configuration.channels, stageTouches: configuration.stageTouches)
      var partitions = PartitionContext(
        meanings: names.meanings, sourceRanks: registry.ranks,
        bytesPerWorker: policy.settlingBytes(partitionsHold: events.budget.reserved), policy: events.partitionPolicy,
        scratch: scratch)
      let creditBytes = configuration.credits == nil ? 0 : PipelinePolicy.creditBytes(of: partitions.bytesPerWorker)
      partitions.bytesPerWorker -= creditBytes
      var settling = SettlingContext(rules: journeyRules, partitions: partitions, rowsHaveEventIDs: events.rowsHaveEventIDs)
      settling.spellings = events.spellings
      settling.identity = try compose(events, partitions)
      noteSizes(events, settling.identity)
      return LinkedRun(collected: collected, names: names, settling: settling, creditBytes: creditBytes)
    }
  }

  /// The identity of each id; nil where no row links any.
  private func compose(_ events: CollectedEvents, _ partitions: PartitionContext) throws -> Identity? {
    guard let links = events.links else { return nil }
    progress.begin(.linking)
    let composer = IdentityComposer(partitions, threads: policy.threads, budget: events.budget, kinds: events.linkKinds)
    var clock = steps.processClock()
    let identity = try composer.compose(links: links, rows: events.store)
    clock.lap(.link)
    steps.add(clock)
    return identity
  }

  /// Notes, for `--measure`, what rows and links take where they are kept, in memory and in scratch.
  private func noteSizes(_ events: CollectedEvents, _ identity: Identity?) {
    guard steps.isOn else { return }
    let rows = events.store.byteCount, links = events.links?.byteCount ?? 0
    let moved = identity?.movedBytes ?? 0
    steps.note(.partition, bytes: rows + links)
    steps.note(.link, bytes: links + moved, rows: identity == nil ? 0 : registry.rowsAccepted)
    steps.note(.order, bytes: rows + moved)
  }

  private var journeyRules: JourneyRules {
    JourneyRules(
      goals: configuration.goals, from: configuration.from?.microseconds ?? .min,
      to: configuration.to?.microseconds ?? .max, lookback: configuration.lookback,
      resetsAfterConversion: configuration.resetsAfterConversion, stageTouches: configuration.stageTouches,
      keepsLast: configuration.keepsLast, sessionGap: configuration.session,
      opportunity: configuration.funnel.opportunity,
      stageCount: configuration.funnel.stages.count,
      milestoneStages: Set(configuration.models.flatMap(\.stagesUsed)).sorted())
  }
}
