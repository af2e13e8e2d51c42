import Text
import Credit
import Tables
import Values

/// The checks between the totals and the files.
package enum Reconciliation {
  /// Checks that every row of every input ended in one way; that in every goal and model, credited + unattributed = total;
  /// and that each goal event is one conversion. O(credits).
  ///
  /// - Throws: `ReconciliationError` with the first finding.
  package static func check(_ contents: ReportContents) throws(ReconciliationError) {
    for input in contents.summary.inputs where !input.rows.balances {
      throw ReconciliationError(
        finding: "\(input.source.name): \(input.rows.read) rows read, but "
          + "\(input.rows.rejected) rejected + \(input.rows.leftOut) left out + \(input.rows.used) used")
    }
    for input in contents.summary.spendInputs where !input.rows.balances {
      throw ReconciliationError(
        finding: "\(input.source.name): \(input.rows.read) spend rows read, but "
          + "\(input.rows.rejected) rejected + \(input.rows.used) used")
    }
    let totals = contents.totals
    for (g, goal) in contents.goals.enumerated() {
      if totals.goals[g].conversions != Int128(totals.events[g]) * 1_000_000 {
        throw ReconciliationError(finding: "\(goal): \(totals.events[g]) events, but not as many conversions")
      }
      for (m, model) in contents.models.enumerated() {
        var sum = CreditTotals.Credit()
        for slot in 0...totals.slotCount {
          let credit = totals.credit(goal: g, model: m, slot: slot)
          sum.amount += credit.amount
          sum.conversions += credit.conversions
        }
        if sum != totals.goals[g] {
          throw ReconciliationError(
            finding: "\(goal) by \(model): credited and unattributed are \(text(sum)), the total \(text(totals.goals[g]))")
        }
      }
    }
  }

  /// Checks that, as printed, the channels add up to the total and the campaigns to their channel, and that a row which the
  /// table leaves out has no figure. O(slots).
  ///
  /// - Throws: `ReconciliationError` with the first finding.
  package static func check(_ table: AttributionTable) throws(ReconciliationError) {
    for (name, column) in [("amounts", table.amount), ("spend", table.spend)] {
      if column.printedChannels.reduce(0, +) != column.printedTotal {
        throw ReconciliationError(finding: "\(table.goal) by \(table.model): printed \(name) of channels miss their total")
      }
      for (channel, range) in table.tree.channels.enumerated() {
        var sum: Int128 = 0
        for slot in range where table.isPresent[slot] { sum += column.printedSlots[slot] }
        if sum != column.printedChannels[channel] {
          throw ReconciliationError(
            finding: "\(table.goal) by \(table.model): printed \(name) of the campaigns of "
              + "'\(table.tree.channelName(channel))' miss their channel")
        }
      }
    }
  }

  private static func text(_ credit: CreditTotals.Credit) -> String {
    Decimal.text(credit.amount, decimals: 6) + " for " + Decimal.text(credit.conversions, decimals: 6) + " conversions"
  }
}
