import Platform
import Values

/// `channels.csv` or `campaigns.csv`, being written table by table (SPEC section 7).
struct AttributionFile: ~Copyable {
  enum Level: String { case channels = "channels.csv", campaigns = "campaigns.csv" }

  private let level: Level
  private let currency: String
  private let decimals: Int
  private var text = CSVText()
  private var file: OutputFile

  init(_ level: Level, currency: Currency, in directory: borrowing OutputDirectory) throws(OutputError) {
    self.level = level
    self.currency = currency.code
    decimals = currency.decimals
    file = try directory.create(level.rawValue)
    text.reserve(ReportPolicy.flushBytes + 64 << 10)
    let campaign = level == .campaigns ? ["campaign"] : []
    text.record(
      ["goal", "model", "channel"] + campaign + [
        "touches", "conversions", "amount", "currency", "share", "spend", "profit", "roi", "roas", "cost_per_conversion",
      ])
  }

  /// Appends a table's lines in order.
  mutating func append(_ table: AttributionTable) throws(OutputError) {
    let total = table.total
    for channel in table.tree.channels.indices {
      let name = table.tree.channelName(channel)
      if level == .channels {
        guard let figures = table.figures(channel: channel) else { continue }
        try append(figures, of: table, total: total, channel: name, campaign: nil)
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
    text.cell(line.conversions, decimals: ReportPolicy.ratioDecimals)
    text.cell(line.printedAmount, decimals: decimals)
    text.cell(currency)
    ratio(line.amount, total, exists: table.hasMoney && total != 0)
    text.cell(line.printedSpend, decimals: decimals)
    if table.hasMoney { text.cell(line.printedAmount - line.printedSpend, decimals: decimals) } else { text.emptyCell() }
    ratio(line.amount - line.spend, line.spend, exists: table.hasMoney && line.spend > 0)
    ratio(line.amount, line.spend, exists: table.hasMoney && line.spend > 0)
    if line.spend > 0 && line.conversions != 0 {
      // Both are millionths, so their quotient is in major units.
      let units = 1_000_000 / MoneyColumn.unit(decimals: decimals)
      text.cell(Rounding.halfEven(line.spend * units, by: line.conversions), decimals: decimals)
    } else {
      text.emptyCell()
    }
    text.endRecord()
    if text.bytes.count >= ReportPolicy.flushBytes {
      try file.write(text.bytes)
      text.clear()
    }
  }

  /// `part / whole` with six decimals, half to even, from the exact figures; empty where it does not exist.
  private mutating func ratio(_ part: Int128, _ whole: Int128, exists: Bool) {
    guard exists else { return text.emptyCell() }
    // A billion rows of the largest amount are 2⁹³ millionths; times 2²⁰ is within 127 bits.
    text.cell(
      Rounding.halfEven(part * ReportPolicy.ratioScale, by: whole), decimals: ReportPolicy.ratioDecimals)
  }
}
