import Settings
import Credit
import Events
import Journeys
import Platform
import Tables
import Values

/// What journeys come to: one per worker, merged by addition.
package struct Settled: Sendable {
  package let slots: SlotTable
  package private(set) var journeys: JourneyTotals
  private var crediting: Crediting
  private(set) var credit: CreditTotals
  /// Every single credit, where they are listed.
  private(set) var credits = SortedRuns<CreditRecord>()
  package private(set) var links = LinkCounts()
  /// Currencies and rounded amounts of rows that know only a deal, which reading left open.
  private(set) var currencies: Set<Currency> = []
  private(set) var roundedAmounts = 0
  /// As what their touches count.
  private(set) var touches: [MetTouch: Int64] = [:]
  /// Channels that events name, and those among them that touches do.
  package private(set) var channels: Set<String> = [], touchChannels: Set<String> = []

  init(slots: SlotTable, sourceCount: Int, configuration: RunConfiguration) {
    self.slots = slots
    let goalCount = configuration.goals.count
    journeys = JourneyTotals(sourceCount: sourceCount, slotCount: slots.count, goalCount: goalCount)
    crediting = Crediting(models: configuration.models, goalCount: goalCount, slots: slots)
    credit = CreditTotals(goalCount: goalCount, modelCount: configuration.models.count, slotCount: 0)
  }

  /// Settles a partition and credits its goal events. What an interrupted run leaves out shows nowhere, for it publishes nothing,
  /// and goal events of very many touches would keep it from ending.
  mutating func add(_ partition: Int, of store: PartitionStore, with settler: inout PartitionSettler) throws {
    try settler.settle(partition, of: store, into: &journeys) {
      if Interruption.received == nil { crediting.credit($0, of: &$1) }
    }
  }

  /// The same, every single credit going into `log`.
  mutating func add(
    _ partition: Int, of store: PartitionStore, with settler: inout PartitionSettler, listing log: inout CreditLog
  ) throws {
    try settler.settle(partition, of: store, into: &journeys) {
      if Interruption.received != nil { return }
      log.begin($0)
      crediting.credit($0, of: &$1, into: &log)
    }
    if let failure = log.failure { throw failure }
  }

  mutating func add(_ log: CreditLog) { credits += log.finish() }

  mutating func add(_ other: Settled) {
    journeys += other.journeys
    crediting.totals += other.crediting.totals
    credits += other.credits
  }

  /// Takes the credit out and adds what the journeys know of it.
  mutating func finish(_ identity: Identity?, _ names: NameMerge) {
    currencies = identity?.currencies ?? []
    roundedAmounts = identity?.roundedAmounts ?? 0
    links = identity?.links ?? LinkCounts()
    touches = identity?.touches ?? [:]
    var names = names
    names.meet(identity?.met ?? [])
    channels = names.channels
    touchChannels = names.touchChannels
    credit = crediting.totals
    credit.hasMoney = journeys.hasMoney
  }

  /// What was spent on each slot: by spend files, and by touches that name a cost.
  package func spend(with ledger: SpendLedger) -> SpendTotals {
    var totals = ledger.totals(on: slots)
    totals += SpendTotals(touchCosts: journeys.touchCosts, named: journeys.hasTouchCost)
    return totals
  }
}
