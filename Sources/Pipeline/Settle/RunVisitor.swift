import Credit
import Journeys
import Platform

/// Everything that a run asks of its journeys, in one pass: credit totals, the list of single credits if there is one, and
/// touch costs. A further report is a property here and a line in each function.
///
/// A plain type with properties and not a `VisitorPair`, because it is the visitor of every run: here calls to its parts are
/// direct.
struct RunVisitor: JourneyVisitor {
  private(set) var crediting: Crediting
  /// Takes every single credit of this worker.
  private var log: CreditLog?
  /// The credits of workers that are done.
  private(set) var credits = SortedRuns<CreditRecord>()
  private(set) var costs: TouchCosts

  init(crediting: Crediting, log: CreditLog?, costs: TouchCosts) {
    self.crediting = crediting
    self.log = log
    self.costs = costs
  }

  /// Credits a goal event. What an interrupted run leaves out is seen nowhere, for it publishes nothing, and goal events of
  /// very many touches would keep it from ending.
  mutating func visit(_ event: GoalEvent, of journey: inout Journey) {
    if Interruption.received != nil { return }
    if log == nil { return crediting.visit(event, of: &journey) }
    log!.begin(event)
    crediting.credit(event, of: &journey.touches, into: &log!)
  }

  mutating func visit(_ costs: Span<TouchCost>) { self.costs.visit(costs) }

  mutating func finishPartition() throws {
    if let failure = log?.failure { throw failure }
  }

  /// The worker has no further partition: its log is put in order.
  mutating func finishWork() {
    if let log { credits += log.finish() }
    log = nil
  }

  static func += (a: inout RunVisitor, b: RunVisitor) {
    a.crediting += b.crediting
    a.credits += b.credits
    a.costs += b.costs
  }
}
