import Text
import Figures
import Credit
import Tables
import Values

import Platform
import Report

/// A report built by hand, one line of credit at a time.
package struct SampleReport {
  /// What a report consists of, as its manifest lists it.
  package static let files = ["campaigns.csv", "channels.csv", "comparison.csv", "datapackage.json", "rejects.csv", "summary.json"]

  package var goals: [String] = ["won"]
  package var models: [String] = ["linear"]
  package var currency = "USD"
  package var slots: [SlotName]
  /// (goal, model, slot, amount in millionths, conversions in millionths); the slot after the last is unattributed.
  package var credits: [(Int, Int, Int, Int64, Int64)] = []
  /// (goal, slot, touches); with a refund's touches, 0.
  package var touches: [(Int, Int, Int64)] = []
  package var spend: [(Int, Int64)] = []
  package var moneyless: Set<Int> = []
  package var rejects: [RejectedRow] = []
  package var dialect = CSVDialect.plain
  package var summary = RunSummary(
    version: "0.0.1", run: .init(started: Instant(microseconds: 0), durationMilliseconds: 0, threads: 1))

  package init(_ slots: [(String, String)]) { self.slots = slots.map { SlotName(channel: $0.0, campaign: $0.1) } }

  package var contents: ReportContents {
    var totals = CreditTotals(goalCount: goals.count, modelCount: models.count, slotCount: slots.count)
    for (goal, model, slot, amount, conversions) in credits {
      let index = (slot * goals.count + goal) * models.count + model
      totals.credits[index].amount += Int128(amount)
      totals.credits[index].conversions += Int128(conversions)
      if model == 0 {
        totals.goals[goal].amount += Int128(amount)
        totals.goals[goal].conversions += Int128(conversions)
      }
    }
    for (goal, slot, count) in touches {
      totals.touches[slot * goals.count + goal] += count
      totals.eligible[slot * goals.count + goal] = true
    }
    for goal in goals.indices {
      totals.events[goal] = Int64(totals.goals[goal].conversions / 1_000_000)
      totals.hasMoney[goal] = !moneyless.contains(goal)
    }
    var spendTotals = SpendTotals(slotCount: slots.count)
    for (slot, amount) in spend { spendTotals.add(amount, slot: slot) }
    var contents = ReportContents(
      totals: totals, slots: SlotTable(slots), spend: spendTotals, goals: goals, models: models,
      currency: Currency(currency) ?? .none, summary: summary, dialect: dialect)
    contents.rejects = RejectList(rejects)
    return contents
  }

  /// Writes the report to `path`.
  @discardableResult
  package func write(to path: String) throws -> ReportOverview {
    var directory = try OutputDirectory.forReport(at: path)
    return try writeReport(contents, into: &directory)
  }
}
