import Text
import Figures
import Platform
import Values

/// `channels.csv` or `campaigns.csv`, being written table by table (SPEC section 7).
struct AttributionFile: ~Copyable {
  enum Level: String { case channels = "channels.csv", campaigns = "campaigns.csv" }

  private let level: Level
  private let currency: String
  private let decimals: Int
  private var text: CSVText
  private var file: OutputFile

  init(
    _ level: Level, currency: Currency, dialect: CSVDialect, in directory: borrowing OutputDirectory
  ) throws(OutputError) {
    self.level = level
    self.currency = currency.code
    decimals = currency.decimals
    text = CSVText(dialect)
    file = try directory.create(level.rawValue)
    text.reserve(ReportPolicy.flushBytes + 64 << 10)
    text.record(AttributionFile.description(of: level, currency: currency).columns.map(\.name))
  }

  /// Appends a table's lines in order.
  mutating func append(_ table: AttributionTable) throws(OutputError) {
    let total = table.total
    for channel in table.tree.channels.indices {
      let name = table.tree.channelName(channel)
      if level == .channels {
        guard table.isPresent(channel: channel) else { continue }
        try append(table.figures(channel: channel), of: table, total: total, channel: name, campaign: nil)
        continue
      }
      for slot in table.tree.channels[channel] where table.isPresent[slot] {
        let campaign = slot < table.tree.slots.count ? table.tree.slots.names[slot].campaign : ""
        try append(table.figures(slot: slot), of: table, total: total, channel: name, campaign: campaign)
      }
    }
  }

  mutating func finish() throws(OutputError) {
    try file.write(text.bytes)
    text.clear()
    try file.finish()
  }

  private mutating func append(
    _ line: AttributionTable.Figures, of table: AttributionTable, total: Int128, channel: String, campaign: String?
  ) throws(OutputError) {
    text.cell(table.goal)
    text.cell(table.model)
    text.cell(channel)
    if let campaign { text.cell(campaign) }
    text.cell(line.touches)
    text.cell(line.conversions, decimals: FiguresPolicy.ratioDecimals)
    text.cell(line.printedAmount, decimals: decimals)
    text.cell(currency)
    let hasMoney = table.hasMoney
    text.cell(Ratio.share(of: line.amount, in: total, hasMoney: hasMoney), decimals: FiguresPolicy.ratioDecimals)
    text.cell(line.printedSpend, decimals: decimals)
    text.cell(hasMoney ? line.printedAmount - line.printedSpend : nil, decimals: decimals)
    let (amount, spend) = (line.amount, line.spend)
    text.cell(Ratio.roi(amount: amount, spend: spend, hasMoney: hasMoney), decimals: FiguresPolicy.ratioDecimals)
    text.cell(Ratio.roas(amount: amount, spend: spend, hasMoney: hasMoney), decimals: FiguresPolicy.ratioDecimals)
    text.cell(
      Ratio.costPerConversion(spend: spend, conversions: line.conversions, decimals: decimals), decimals: decimals)
    text.endRecord()
    if text.bytes.count >= ReportPolicy.flushBytes {
      try file.write(text.bytes)
      text.clear()
    }
  }
}

extension AttributionFile {
  /// What the file holds, column by column.
  static func description(of level: Level, currency: Currency) -> TableDescription {
    let code = currency.code
    var columns = [
      ReportColumn("goal", .text, "The funnel stage that is credited."),
      ReportColumn("model", .text, "The attribution model that splits the credit."),
      ReportColumn("channel", .text, "Where people were met; (unattributed) is credit that no touch holds."),
      ReportColumn("touches", .integer, "Pairs of a goal event in the period and a touch credited for it, refunds aside."),
      ReportColumn("conversions", .number, "Goal events, split over their touches."),
      ReportColumn("amount", .number, "Money of the goal events, split over their touches, in \(code)."),
      ReportColumn("currency", .text, "ISO 4217 code of the money; XXX where the data name none."),
      ReportColumn("share", .optionalNumber, "amount / total of this goal and model; empty where that is 0."),
      ReportColumn("spend", .number, "Money spent in the period, in \(code)."),
      ReportColumn("profit", .optionalNumber, "Amount less spend, in \(code); empty for a goal without money."),
      ReportColumn("roi", .optionalNumber, "(amount - spend) / spend; empty where spend is not above 0."),
      ReportColumn("roas", .optionalNumber, "amount / spend; empty where spend is not above 0."),
      ReportColumn(
        "cost_per_conversion", .optionalNumber, "spend / conversions in \(code); empty where either is 0."),
    ]
    var keys = ["goal", "model", "channel"]
    if level == .campaigns {
      columns.insert(ReportColumn("campaign", .emptyText, "Finer than the channel; empty where none was named."), at: 3)
      keys.append("campaign")
    }
    return TableDescription(
      name: level == .channels ? "channels" : "campaigns", path: level.rawValue,
      title: level == .channels ? "Credit, spend and ROI per channel" : "Credit, spend and ROI per campaign",
      columns: columns, primaryKey: keys)
  }
}
