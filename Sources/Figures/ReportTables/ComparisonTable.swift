import Values

/// `comparison.csv`: a row for each goal and channel, the models side by side (Specification, section 7).
///
/// The columns are grouped by measure, so that the amounts of all models can be read, and drawn, as one block.
struct ComparisonTable: ReportTable {
  /// The name by which a screen finds the table.
  static let name = "comparison"
  /// Columns that no file has: what was spent before rounding, and the conversions of each model.
  static let exactSpend = "exact_spend", conversions = "_conversions"
  /// What follows a model's name in its columns.
  static let amount = "_amount", share = "_share", roi = "_roi", rank = "_rank"

  private let models: [String]
  private let currency: Currency
  private let code: String

  init(models: [String], _ currency: Currency) {
    self.models = models
    self.currency = currency
    code = currency.code
  }

  var description: TableDescription {
    var columns = [
      ReportColumn("goal", .text, "The funnel stage that is credited."),
      ReportColumn("channel", .text, "Where people were met; (unattributed) is credit that no touch holds."),
      ReportColumn("touches", .count, "Pairs of a goal event in the period and a touch credited for it, refunds aside."),
      ReportColumn("currency", .text, "ISO 4217 code of the money; XXX where the data name none."),
      ReportColumn("spend", .money(currency), "Money spent in the period, in \(code)."),
    ]
    columns += models.map { ReportColumn($0 + Self.amount, .money(currency), "Amount under \($0), in \(code).") }
    columns += models.map {
      ReportColumn(
        $0 + Self.share, .ratio, empty: .noValue,
        "That amount divided by the total of this goal; empty where that is 0.")
    }
    columns += models.map {
      ReportColumn(
        $0 + Self.roi, .ratio, empty: .noValue,
        "(amount - spend) / spend under \($0); empty where spend is not above 0.")
    }
    columns += models.map {
      ReportColumn(
        $0 + Self.rank, .ordinal, empty: .noValue,
        "1 for the largest amount under \($0), equal ones alike; empty for (unattributed) and where a goal has no money.")
    }
    columns.append(ReportColumn(Self.exactSpend, .exactMoney(currency), "The spend before rounding.", isInFiles: false))
    columns += models.map {
      ReportColumn($0 + Self.conversions, .conversions, "Goal events under \($0).", isInFiles: false)
    }
    return TableDescription(
      Self.name, title: "The models side by side, per channel", columns: columns, primaryKey: ["goal", "channel"])
  }

  func addRows(of goal: ModelComparison, to rows: inout TableRows) throws {
    for channel in goal.tree.channels.indices where goal.isPresent[channel] {
      let spend = goal.spend[channel]
      rows.add(goal.goal)
      rows.add(goal.tree.channelName(channel))
      rows.add(goal.touches[channel])
      rows.add(code)
      rows.add(goal.printedSpend[channel])
      for model in goal.models { rows.add(model.printedAmount[channel]) }
      for model in goal.models {
        rows.add(Ratio.share(of: model.amount[channel], in: model.total, hasMoney: goal.hasMoney))
      }
      for model in goal.models {
        rows.add(Ratio.roi(amount: model.amount[channel], spend: spend, hasMoney: goal.hasMoney))
      }
      for model in goal.models { rows.add(model.ranks[channel].map { Int128($0) }) }
      rows.add(spend)
      for model in goal.models { rows.add(model.conversions[channel]) }
      try rows.endRow()
    }
  }
}
