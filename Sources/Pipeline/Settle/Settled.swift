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
  private var visitor: RunVisitor
  private(set) var credit: CreditTotals
  /// Every single credit, where they are listed.
  private(set) var credits = SortedRuns<CreditRecord>()
  package private(set) var links = LinkCounts()
  /// Currencies and rounded amounts of rows that know only a deal, which reading left open.
  private(set) var currencies: Set<Currency> = []
  private(set) var roundedAmounts = 0
  /// As what their touches count.
  private(set) var touches: [ProvisionalTouch: Int64] = [:]
  /// Channels that events name, and those among them that touches do.
  package private(set) var channels: Set<String> = [], touchChannels: Set<String> = []

  /// Nothing settled yet. `log` takes every single credit of this worker.
  init(slots: SlotTable, sourceCount: Int, configuration: RunConfiguration, listing log: CreditLog?) {
    self.slots = slots
    let goalCount = configuration.goals.count
    journeys = JourneyTotals(sourceCount: sourceCount, goalCount: goalCount)
    visitor = RunVisitor(
      crediting: Crediting(models: configuration.models, goalCount: goalCount, slots: slots), log: log,
      costs: TouchCosts(slotCount: slots.count))
    credit = CreditTotals(goalCount: goalCount, modelCount: configuration.models.count, slotCount: 0)
  }

  /// What the run's visitors want to see.
  var demand: JourneyDemand { visitor.demand }

  /// Settles a partition and has its journeys visited.
  mutating func add(_ partition: Int, of store: PartitionStore, with settler: inout PartitionSettler) throws {
    try settler.settle(partition, of: store, into: &journeys, visiting: &visitor)
  }

  /// The worker has no further partition: puts its list of credits in order.
  mutating func finishWork() { visitor.finishWork() }

  mutating func add(_ other: Settled) {
    journeys += other.journeys
    visitor += other.visitor
  }

  /// Takes the credit out and adds what the journeys know of it.
  mutating func finish(_ identity: Identity?, _ names: NameMerge) {
    currencies = identity?.currencies ?? []
    roundedAmounts = identity?.roundedAmounts ?? 0
    links = identity?.links ?? LinkCounts()
    touches = identity?.touches ?? [:]
    var names = names
    names.meet(identity?.accepted ?? [])
    channels = names.channels
    touchChannels = names.touchChannels
    credit = visitor.crediting.totals
    credits = visitor.credits
    credit.hasMoney = journeys.hasMoney
  }

  /// What was spent on each slot: by spend files, and by touches that name a cost.
  package func spend(with ledger: SpendLedger) -> SpendTotals {
    var totals = ledger.totals(on: slots)
    totals += SpendTotals(touchCosts: visitor.costs.amounts, named: visitor.costs.isNamed)
    return totals
  }
}
