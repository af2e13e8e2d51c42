import Values

/// The columns that `channels.csv` and `campaigns.csv` have in common.
struct AttributionColumns {
  private let currency: Currency
  private let code: String
  private let decimals: Int

  init(_ currency: Currency) {
    self.currency = currency
    code = currency.code
    decimals = currency.decimals
  }

  /// The columns before a campaign: goal, model, channel.
  var names: [ReportColumn] {
    [
      ReportColumn("goal", .text, "The funnel stage that is credited."),
      ReportColumn("model", .text, "The attribution model that splits the credit."),
      ReportColumn("channel", .text, "Where people were met; (unattributed) is credit that no touch holds."),
    ]
  }

  /// The column of a campaign.
  static let campaign = ReportColumn(
    "campaign", .text, empty: .emptyText, "Finer than the channel; empty where none was named.")

  /// The columns of figures.
  var figures: [ReportColumn] {
    [
      ReportColumn("touches", .count, "Pairs of a goal event in the period and a touch credited for it, refunds aside."),
      ReportColumn("conversions", .conversions, "Goal events, split over their touches."),
      ReportColumn("amount", .money(currency), "Money of the goal events, split over their touches, in \(code)."),
      ReportColumn("currency", .text, "ISO 4217 code of the money; XXX where the data name none."),
      ReportColumn("share", .ratio, empty: .noValue, "amount / total of this goal and model; empty where that is 0."),
      ReportColumn("spend", .money(currency), "Money spent in the period, in \(code)."),
      ReportColumn(
        "profit", .money(currency), empty: .noValue, "Amount less spend, in \(code); empty for a goal without money."),
      ReportColumn("roi", .ratio, empty: .noValue, "(amount - spend) / spend; empty where spend is not above 0."),
      ReportColumn("roas", .ratio, empty: .noValue, "amount / spend; empty where spend is not above 0."),
      ReportColumn(
        "cost_per_conversion", .money(currency), empty: .noValue,
        "spend / conversions in \(code); empty where either is 0."),
    ]
  }

  /// Adds the figures of a line; `total` is the exact total of the table.
  func add(_ line: AttributionTable.Figures, of table: AttributionTable, total: Int128, to rows: inout TableRows) {
    let (amount, spend, hasMoney) = (line.amount, line.spend, table.hasMoney)
    rows.add(line.touches)
    rows.add(line.conversions)
    rows.add(line.printedAmount)
    rows.add(code)
    rows.add(Ratio.share(of: amount, in: total, hasMoney: hasMoney))
    rows.add(line.printedSpend)
    rows.add(hasMoney ? line.printedAmount - line.printedSpend : nil)
    rows.add(Ratio.roi(amount: amount, spend: spend, hasMoney: hasMoney))
    rows.add(Ratio.roas(amount: amount, spend: spend, hasMoney: hasMoney))
    rows.add(Ratio.costPerConversion(spend: spend, conversions: line.conversions, decimals: decimals))
  }
}
