import Text
import Figures
import Platform
import Values

/// `credits.csv.gz`, being written table by table: a line for each touch that a model credits.
///
/// Rounding goes one level further down (SPEC section 5): the lines of a channel and campaign add up, as printed, to its
/// line in `campaigns.csv`, and so to `channels.csv`. Walks the credits twice side by side, once to find which lines get
/// the units that rounding down leaves over.
struct CreditsFile: ~Copyable {
  static let name = "credits.csv.gz"

  private let list: CreditList
  private let ahead: () throws -> CreditEntry?, behind: () throws -> CreditEntry?
  /// The walk ahead has read this far.
  private var next: CreditEntry?
  private let currency: Currency
  private let unit: Int128
  private var text: CSVText
  private var file: OutputFile
  private var pseudonyms: Pseudonyms?
  /// The last line's journey, under the name it was given, and deal: the touches of a goal event stand together.
  private var journey: (spelling: UInt64, kind: String, name: [UInt8])?
  private var deal: (spelling: UInt64, text: [UInt8])?

  init(_ list: CreditList, currency: Currency, dialect: CSVDialect, in directory: borrowing OutputDirectory) throws {
    let ahead = list.walk()
    let first = try ahead()
    let file = try directory.create(Self.name, gzip: .fast)
    self.ahead = ahead
    next = first
    behind = list.walk()
    self.list = list
    self.currency = currency
    unit = MoneyColumn.unit(decimals: currency.decimals)
    pseudonyms = list.hashKey.map { Pseudonyms(key: $0) }
    text = CSVText(dialect)
    self.file = file
    text.reserve(ReportPolicy.flushBytes + 64 << 10)
    text.record(Self.description(currency: currency).columns.map(\.name))
  }

  /// Appends the lines of a table, which come in the order of goals and models.
  ///
  /// - Throws: `ReconciliationError` where they do not add up to it.
  mutating func append(_ table: AttributionTable, goal: Int, model: Int) throws {
    var cuts: [Int: UnitCut] = [:]
    var lines = 0
    var amounts = [Int128](repeating: 0, count: table.isPresent.count), conversions = amounts
    while let first = next, first.goal == goal, first.model == model {
      var remainders = Remainders()
      var missing = table.amount.printedSlots[first.slot]
      while let entry = next, entry.goal == goal, entry.model == model, entry.slot == first.slot {
        let (floor, remainder) = Rounding.floor(Int128(entry.amount), by: unit)
        missing -= floor
        remainders.add(UInt32(remainder), unit: Int(unit))
        amounts[entry.slot] += Int128(entry.amount)
        conversions[entry.slot] += Int128(entry.conversions)
        lines += 1
        next = try ahead()
      }
      if missing != 0 { cuts[first.slot] = try cut(remainders, missing, table) }
    }
    guard amounts == table.amount.slots, conversions == table.conversions else { throw mismatch(table) }
    for _ in 0..<lines {
      guard let entry = try behind() else { throw mismatch(table) }
      let (floor, remainder) = Rounding.floor(Int128(entry.amount), by: unit)
      let more = cuts[entry.slot]?.takes(UInt32(remainder)) == true
      try append(entry, table, printed: more ? floor + 1 : floor)
    }
  }

  mutating func finish() throws(OutputError) {
    try file.write(text.bytes)
    text.clear()
    try file.finish()
  }

  private func cut(_ remainders: Remainders, _ missing: Int128, _ table: AttributionTable) throws -> UnitCut {
    guard missing > 0, missing <= remainders.count, let cut = remainders.cut(Int(missing)) else { throw mismatch(table) }
    return cut
  }

  private func mismatch(_ table: AttributionTable) -> ReconciliationError {
    ReconciliationError(finding: "\(table.goal) by \(table.model): single credits miss their channels and campaigns")
  }

  private mutating func append(_ entry: CreditEntry, _ table: AttributionTable, printed: Int128) throws {
    text.cell(table.goal)
    text.cell(table.model)
    text.cell(Instant(microseconds: entry.goalTime), in: list.zone)
    try appendNames(entry)
    if let time = entry.touchTime { text.cell(Instant(microseconds: time), in: list.zone) } else { text.emptyCell() }
    let slots = table.tree.slots
    text.cell(entry.slot < slots.count ? slots.names[entry.slot].channel : SlotName.unattributed)
    text.cell(entry.slot < slots.count ? slots.names[entry.slot].campaign : "")
    text.cell(Int128(entry.conversions), decimals: FiguresPolicy.ratioDecimals)
    text.cell(printed, decimals: currency.decimals)
    text.cell(currency.code)
    text.endRecord()
    if text.bytes.count >= ReportPolicy.flushBytes {
      try file.write(text.bytes)
      text.clear()
    }
  }

  private mutating func appendNames(_ entry: CreditEntry) throws {
    if let spelling = entry.dealSpelling {
      if deal?.spelling != spelling { deal = (spelling, try list.spelled(spelling).text) }
      let name = deal?.text ?? []
      text.cell(utf8: name.span)
    } else {
      text.emptyCell()
    }
    if journey?.spelling != entry.journeySpelling {
      let id = try list.spelled(entry.journeySpelling)
      journey = (entry.journeySpelling, id.kind, pseudonyms?.name(of: id) ?? id.text)
    }
    text.cell(journey?.kind ?? "")
    let name = journey?.name ?? []
    text.cell(utf8: name.span)
  }
}

extension CreditsFile {
  static func description(currency: Currency) -> TableDescription {
    TableDescription(
      name: "credits", path: name, title: "Credit of every touch of every goal event",
      columns: [
        ReportColumn("goal", .text, "The stage whose attainment is credited."),
        ReportColumn("model", .text, "The attribution model."),
        ReportColumn("goal_time", .text, "When the goal event happened, RFC 3339 in the report zone."),
        ReportColumn("deal_id", .optionalText, "The goal event's deal, as the log spells it; empty where it names none."),
        ReportColumn("journey_kind", .text, "The column of the id that the journey goes by."),
        ReportColumn("journey", .text, "That id, or its keyed hash: HMAC-SHA256 of kind:id, the first 32 hexadecimal digits."),
        ReportColumn("touch_time", .optionalText, "When the touch happened; empty for (unattributed)."),
        ReportColumn("channel", .text, "The touch's channel, or (unattributed)."),
        ReportColumn("campaign", .emptyText, "Finer than the channel; empty where none was named."),
        ReportColumn("conversions", .number, "The touch's part of the goal event; 0 for a refund."),
        ReportColumn("amount", .number, "The touch's part of the amount, in \(currency.code); adds up to campaigns.csv."),
        ReportColumn("currency", .text, "The report currency."),
      ], primaryKey: [])
  }
}
