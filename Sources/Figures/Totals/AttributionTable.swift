import Credit
import Tables
import Values

/// The table of one goal and one model, rounded and ready to print by channel or by campaign.
package struct AttributionTable {
  /// The lines of the report.
  package let tree: ChannelTree
  /// The names of goal and model.
  package let goal: String, model: String
  /// The positions of goal and model among those of the report.
  package let goalIndex: Int, modelIndex: Int
  /// False for a goal that has no amount in the whole log: then there is nothing to compare spend with (Specification, section 6).
  package let hasMoney: Bool
  /// Credited money, and what was spent.
  package let amount: MoneyColumn, spend: MoneyColumn
  /// Millionths of a conversion by slot and then `(unattributed)`; pairs of goal event and touch, by slot.
  package let conversions: [Int128], touches: [Int64]
  /// Whether a row exists, by slot and then `(unattributed)`.
  package let isPresent: [Bool]

  /// The figures of one line. Amount, spend and conversions are exact millionths; the printed ones are whole units of
  /// the currency's last decimal.
  package struct Figures: Equatable {
    /// Pairs of a goal event and a touch.
    package var touches: Int64
    /// Exact figures.
    package var conversions: Int128, amount: Int128, spend: Int128
    /// Printed figures.
    package var printedAmount: Int128, printedSpend: Int128
  }

  /// The figures of a slot, or of `(unattributed)`, whose number is the number of slots.
  package func figures(slot: Int) -> Figures {
    Figures(
      touches: slot < touches.count ? touches[slot] : 0, conversions: conversions[slot], amount: amount.slots[slot],
      spend: spend.slots[slot], printedAmount: amount.printedSlots[slot], printedSpend: spend.printedSlots[slot])
  }

  /// Whether any of a channel's slots has a row.
  package func isPresent(channel: Int) -> Bool { tree.channels[channel].contains { isPresent[$0] } }

  /// The sum of a channel's slots; zeros where none of them has a row.
  package func figures(channel: Int) -> Figures {
    var touches: Int64 = 0
    var conversions: Int128 = 0
    for slot in tree.channels[channel] {
      if slot < self.touches.count { touches += self.touches[slot] }
      conversions += self.conversions[slot]
    }
    return Figures(
      touches: touches, conversions: conversions, amount: amount.channels[channel], spend: spend.channels[channel],
      printedAmount: amount.printedChannels[channel], printedSpend: spend.printedChannels[channel])
  }

  /// The exact total that shares are parts of.
  package var total: Int128 { amount.channels.reduce(0, +) }
}

extension AttributionTable {
  /// The tables of one goal, a model at a time: each is as large as the slots.
  package struct Goal {
    let tree: ChannelTree
    let contents: ReportContents
    let goalIndex: Int
    let spend: MoneyColumn
    private let touches: [Int64]
    private let hasRow: [Bool]

    /// `spend` is the same for every goal.
    package init(_ goalIndex: Int, of contents: ReportContents, on tree: ChannelTree, spend: MoneyColumn) {
      let totals = contents.totals
      let slots = 0..<totals.slotCount
      self.tree = tree
      self.contents = contents
      self.goalIndex = goalIndex
      self.spend = spend
      touches = slots.map { totals.touches[$0 * totals.goalCount + goalIndex] }
      hasRow = slots.map { slot in
        totals.eligible[slot * totals.goalCount + goalIndex] || contents.spend.hasRecord[slot]
          || (0..<totals.modelCount).contains { totals.credit(goal: goalIndex, model: $0, slot: slot) != .init() }
      }
    }

    /// The table of a model by its position among those of the report.
    package func table(model: Int) -> AttributionTable {
      let totals = contents.totals
      let credits = (0...totals.slotCount).map { totals.credit(goal: goalIndex, model: model, slot: $0) }
      let decimals = contents.currency.decimals
      return AttributionTable(
        tree: tree, goal: contents.goals[goalIndex], model: contents.models[model], goalIndex: goalIndex, modelIndex: model,
        hasMoney: totals.hasMoney[goalIndex],
        amount: MoneyColumn(credits.map(\.amount), on: tree, decimals: decimals), spend: spend,
        conversions: credits.map(\.conversions), touches: touches,
        isPresent: hasRow + [credits[totals.slotCount] != .init()])
    }
  }
}
