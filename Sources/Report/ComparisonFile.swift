import Text
import Figures
import Platform
import Values

/// `comparison.csv`, being written goal by goal: a line per channel, the models beside each other (SPEC section 7).
///
/// The columns stand by measure, so that the amounts of all models can be read, and drawn, as one block.
struct ComparisonFile: ~Copyable {
  static let name = "comparison.csv"

  private let currency: Currency
  private var text: CSVText
  private var file: OutputFile

  init(
    models: [String], currency: Currency, dialect: CSVDialect, in directory: borrowing OutputDirectory
  ) throws(OutputError) {
    self.currency = currency
    text = CSVText(dialect)
    file = try directory.create(Self.name)
    text.record(Self.description(models: models, currency: currency).columns.map(\.name))
  }

  /// Appends a goal's lines in order.
  mutating func append(_ goal: ModelComparison) throws(OutputError) {
    let decimals = currency.decimals
    for channel in goal.tree.channels.indices where goal.isPresent[channel] {
      text.cell(goal.goal)
      text.cell(goal.tree.channelName(channel))
      text.cell(goal.touches[channel])
      text.cell(currency.code)
      text.cell(goal.printedSpend[channel], decimals: decimals)
      for model in goal.models { text.cell(model.printedAmount[channel], decimals: decimals) }
      for model in goal.models {
        let share = Ratio.share(of: model.amount[channel], in: model.total, hasMoney: goal.hasMoney)
        text.cell(share, decimals: FiguresPolicy.ratioDecimals)
      }
      for model in goal.models {
        let roi = Ratio.roi(amount: model.amount[channel], spend: goal.spend[channel], hasMoney: goal.hasMoney)
        text.cell(roi, decimals: FiguresPolicy.ratioDecimals)
      }
      for model in goal.models { text.cell(model.ranks[channel].map { Int128($0) }, decimals: 0) }
      text.endRecord()
      if text.bytes.count >= ReportPolicy.flushBytes { try flush() }
    }
  }

  mutating func finish() throws(OutputError) {
    try flush()
    try file.finish()
  }

  private mutating func flush() throws(OutputError) {
    try file.write(text.bytes)
    text.clear()
  }

  /// What the file holds, column by column.
  static func description(models: [String], currency: Currency) -> TableDescription {
    let code = currency.code
    var columns = [
      ReportColumn("goal", .text, "The funnel stage that is credited."),
      ReportColumn("channel", .text, "Where people were met; (unattributed) is credit that no touch holds."),
      ReportColumn("touches", .integer, "Pairs of a goal event in the period and a touch credited for it, refunds aside."),
      ReportColumn("currency", .text, "ISO 4217 code of the money; XXX where the data name none."),
      ReportColumn("spend", .number, "Money spent in the period, in \(code)."),
    ]
    columns += models.map { ReportColumn($0 + "_amount", .number, "Amount under \($0), in \(code).") }
    columns += models.map {
      ReportColumn(
        $0 + "_share", .optionalNumber, "That amount divided by the total of this goal; empty where that is 0.")
    }
    columns += models.map {
      ReportColumn(
        $0 + "_roi", .optionalNumber, "(amount - spend) / spend under \($0); empty where spend is not above 0.")
    }
    columns += models.map {
      ReportColumn(
        $0 + "_rank", .optionalInteger,
        "1 for the largest amount under \($0), equal ones alike; empty for (unattributed) and where a goal has no money.")
    }
    return TableDescription(
      name: "comparison", path: name, title: "The models side by side, per channel", columns: columns,
      primaryKey: ["goal", "channel"])
  }
}
