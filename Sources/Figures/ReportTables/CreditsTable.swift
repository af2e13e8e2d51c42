import Values

/// `credits.csv.gz`: a row for each touch that a model credits.
///
/// Rounding goes one level further down (Specification, section 5): the rows of a channel and campaign add up, as printed,
/// to its row in `campaigns.csv`, and so to `channels.csv`. The table walks the credits twice side by side. The walk ahead
/// finds which rows get the units that rounding down leaves over; the walk behind makes the rows.
struct CreditsTable: ReportTable {
  private let list: CreditList
  private let currency: Currency
  private let code: String
  private let unit: Int128
  private var walks: Walks?
  private var pseudonyms: Pseudonyms?
  /// The last row's journey, under the name it was given, and deal: the touches of a goal event follow each other.
  private var journey: (spelling: UInt64, kind: String, name: [UInt8])?
  private var deal: (spelling: UInt64, text: [UInt8])?

  /// The two walks, and the credit that the walk ahead has read last.
  private struct Walks {
    let ahead: () throws -> CreditEntry?, behind: () throws -> CreditEntry?
    var next: CreditEntry?

    init(_ list: CreditList) throws {
      ahead = list.walk()
      next = try ahead()
      behind = list.walk()
    }
  }

  init(_ list: CreditList, _ currency: Currency) {
    self.list = list
    self.currency = currency
    code = currency.code
    unit = MoneyColumn.unit(decimals: currency.decimals)
    pseudonyms = list.hashKey.map { Pseudonyms(key: $0) }
  }

  var description: TableDescription {
    TableDescription(
      "credits", title: "Credit of every touch of every goal event",
      columns: [
        ReportColumn("goal", .text, "The stage whose attainment is credited."),
        ReportColumn("model", .text, "The attribution model."),
        ReportColumn("goal_time", .instant(list.zone), "When the goal event happened, RFC 3339 in the report zone."),
        ReportColumn(
          "deal_id", .text, empty: .noValue, "The goal event's deal, as the log spells it; empty where it names none."),
        ReportColumn("journey_kind", .text, "The column of the id that the journey goes by."),
        ReportColumn("journey", .text, "That id, or its keyed hash: HMAC-SHA256 of kind:id, the first 32 hexadecimal digits."),
        ReportColumn(
          "touch_time", .instant(list.zone), empty: .noValue, "When the touch happened; empty for (unattributed)."),
        ReportColumn("channel", .text, "The touch's channel, or (unattributed)."),
        AttributionColumns.campaign,
        ReportColumn("conversions", .conversions, "The touch's part of the goal event; 0 for a refund."),
        ReportColumn("amount", .money(currency), "The touch's part of the amount, in \(code); adds up to campaigns.csv."),
        ReportColumn("currency", .text, "The report currency."),
      ], extent: .log)
  }

  /// Adds the rows of a table. The credits of the list are in the order of goals and models, too.
  ///
  /// - Throws: `ReconciliationError` where the credits do not add up to the table.
  mutating func addRows(of table: AttributionTable, to rows: inout TableRows) throws {
    var walks = try walks ?? Walks(list)
    defer { self.walks = walks }
    var cuts: [Int: UnitCut] = [:]
    var count = 0
    var amounts = [Int128](repeating: 0, count: table.isPresent.count), conversions = amounts
    func isOfTable(_ entry: CreditEntry) -> Bool { entry.goal == table.goalIndex && entry.model == table.modelIndex }
    while let first = walks.next, isOfTable(first) {
      var remainders = Remainders()
      var missing = table.amount.printedSlots[first.slot]
      while let entry = walks.next, isOfTable(entry), entry.slot == first.slot {
        let (floor, remainder) = Rounding.floor(Int128(entry.amount), by: unit)
        missing -= floor
        remainders.add(UInt32(remainder), unit: Int(unit))
        amounts[entry.slot] += Int128(entry.amount)
        conversions[entry.slot] += Int128(entry.conversions)
        count += 1
        walks.next = try walks.ahead()
      }
      if missing != 0 { cuts[first.slot] = try cut(remainders, missing, table) }
    }
    guard amounts == table.amount.slots, conversions == table.conversions else { throw mismatch(table) }
    for _ in 0..<count {
      guard let entry = try walks.behind() else { throw mismatch(table) }
      let (floor, remainder) = Rounding.floor(Int128(entry.amount), by: unit)
      let isRoundedUp = cuts[entry.slot]?.takes(UInt32(remainder)) == true
      try addRow(entry, table, printed: isRoundedUp ? floor + 1 : floor, to: &rows)
    }
  }

  private func cut(_ remainders: Remainders, _ missing: Int128, _ table: AttributionTable) throws -> UnitCut {
    guard missing > 0, missing <= remainders.count, let cut = remainders.cut(Int(missing)) else { throw mismatch(table) }
    return cut
  }

  private func mismatch(_ table: AttributionTable) -> ReconciliationError {
    ReconciliationError(finding: "\(table.goal) by \(table.model): single credits miss their channels and campaigns")
  }

  private mutating func addRow(
    _ entry: CreditEntry, _ table: AttributionTable, printed: Int128, to rows: inout TableRows
  ) throws {
    rows.add(table.goal)
    rows.add(table.model)
    rows.add(Instant(microseconds: entry.goalTime))
    try addNames(entry, to: &rows)
    if let time = entry.touchTime { rows.add(Instant(microseconds: time)) } else { rows.addEmpty() }
    let slots = table.tree.slots
    rows.add(entry.slot < slots.count ? slots.names[entry.slot].channel : SlotName.unattributed)
    rows.add(entry.slot < slots.count ? slots.names[entry.slot].campaign : "")
    rows.add(Int128(entry.conversions))
    rows.add(printed)
    rows.add(code)
    try rows.endRow()
  }

  private mutating func addNames(_ entry: CreditEntry, to rows: inout TableRows) throws {
    if let spelling = entry.dealSpelling {
      if deal?.spelling != spelling { deal = (spelling, try list.spelled(spelling).text) }
      rows.add(utf8: deal?.text ?? [])
    } else {
      rows.addEmpty()
    }
    if journey?.spelling != entry.journeySpelling {
      let id = try list.spelled(entry.journeySpelling)
      journey = (entry.journeySpelling, id.kind, pseudonyms?.name(of: id) ?? id.text)
    }
    rows.add(journey?.kind ?? "")
    rows.add(utf8: journey?.name ?? [])
  }
}
