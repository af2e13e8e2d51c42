import Values

/// Spells rows out in one format and encoding. Not shared between threads: each has its own.
struct RowText: ~Copyable {
  /// The columns, in their order in the file.
  enum Column: Int, CaseIterable {
    case time, event, account, user, cookie, channel, campaign, cost, deal, amount, currency, id

    var name: String {
      switch self {
      case .account: "account_id"
      case .user: "user_id"
      case .cookie: "anonymous_id"
      case .deal: "deal_id"
      case .id: "event_id"
      default: "\(self)"
      }
    }
  }

  private let isJSON: Bool
  private let delimiter: UInt8
  /// Whether the log has deals and amounts; one of touches alone has not.
  private let hasDeals: Bool
  private let events: LabelBytes
  private let channels: LabelBytes
  private let campaigns: LabelBytes
  /// `,"name":` by column, for JSON.
  private let keys: LabelBytes
  /// `2026-03-01T` by day from `firstDay`.
  private let dates: LabelBytes
  private let firstDay: Int
  private let titles: [String]

  /// - Parameter days: the days, from 1970, at which rows may happen.
  init(_ format: LogFormat, _ encoding: LetterEncoding, days: Range<Int>, hasDeals: Bool = true) throws(GenerateError) {
    var channelLabels: [[UInt8]] = []
    var campaignLabels: [[UInt8]] = []
    for campaign in Catalogue.campaigns {
      channelLabels.append(try encoding.bytes(format.field(campaign.channel)))
      campaignLabels.append(try encoding.bytes(format.field(campaign.name)))
    }
    channels = LabelBytes(channelLabels)
    campaigns = LabelBytes(campaignLabels)
    isJSON = format == .jsonl
    delimiter = format.delimiter
    self.hasDeals = hasDeals
    events = LabelBytes(EventName.allCases.map { Array($0.text.utf8) })
    keys = LabelBytes(Column.allCases.map { Array((($0 == .time ? "{" : ",") + "\"\($0.name)\":").utf8) })
    dates = LabelBytes(days.map { Array((CivilDate.text(ofDay: $0) + "T").utf8) })
    firstDay = days.lowerBound
    titles = Column.allCases.filter { hasDeals || $0 != .deal && $0 != .amount }.map(\.name)
  }

  /// The header line, where the format has one.
  func writeHeader(_ out: inout TextBuffer) {
    if isJSON { return }
    for (place, title) in titles.enumerated() {
      if place > 0 { out.put(delimiter) }
      for byte in title.utf8 { out.put(byte) }
    }
    out.put(0x0A)
  }

  /// One row with its line end; at most `TextBuffer.rowBytes`.
  @inline(__always)
  func write(_ row: EventRow, _ out: inout TextBuffer) {
    writeTime(row, &out)
    if open(.event, true, &out) { out.put(row.event.rawValue, of: events) }
    close(true, &out)
    writePeople(row, &out)
    let isNamed = row.campaign >= 0 && row.flaw != .channel
    if open(.channel, isNamed, &out) { out.put(row.campaign, of: channels) }
    close(isNamed, &out)
    let hasCampaign = row.campaign >= 0 && !campaigns.range(row.campaign).isEmpty
    if open(.campaign, hasCampaign, &out) { out.put(row.campaign, of: campaigns) }
    close(hasCampaign, &out)
    writeMoney(.cost, row.cost, row.currency, &out)
    if hasDeals {
      if open(.deal, row.deal > 0, &out) {
        out.put("D-")
        out.put(number: row.deal)
      }
      close(row.deal > 0, &out)
      writeMoney(.amount, row.amount, row.currency, &out)
    }
    let hasMoney = row.cost != nil || row.amount != nil
    if open(.currency, hasMoney, &out) { if row.currency == .won { out.put("KRW") } else { out.put("USD") } }
    close(hasMoney, &out)
    _ = open(.id, true, &out)
    out.put(hexadecimal: row.id, digits: 12)
    close(true, &out)
    if isJSON { out.put(0x7D) }
    out.put(0x0A)
  }

  @inline(__always)
  private func writeTime(_ row: EventRow, _ out: inout TextBuffer) {
    if isJSON {
      out.put(Column.time.rawValue, of: keys)
      out.put(0x22)
    }
    if row.flaw == .time {
      out.put("2026-02-30T25:61:00Z")
    } else {
      let day = row.time / 86_400
      out.put(day - firstDay, of: dates)
      let second = row.time - day * 86_400
      out.put(pair: second / 3600)
      out.put(0x3A)
      out.put(pair: second / 60 % 60)
      out.put(0x3A)
      out.put(pair: second % 60)
      out.put(0x5A)
    }
    close(true, &out)
  }

  @inline(__always)
  private func writePeople(_ row: EventRow, _ out: inout TextBuffer) {
    if open(.account, row.account > 0, &out) {
      out.put(0x61)
      out.put(number: row.account)
    }
    close(row.account > 0, &out)
    if open(.user, row.user > 0, &out) {
      out.put(0x75)
      out.put(number: row.user >> 4)
      out.put(0x2D)
      out.put(number: row.user & 15)
    }
    close(row.user > 0, &out)
    if open(.cookie, row.cookie > 0, &out) { out.put(hexadecimal: row.cookie, digits: 14) }
    close(row.cookie > 0, &out)
  }

  @inline(__always)
  private func writeMoney(_ column: Column, _ amount: Int?, _ currency: BusinessCurrency, _ out: inout TextBuffer) {
    if isJSON {
      guard amount != nil else { return }
      out.put(column.rawValue, of: keys)
    } else {
      out.put(delimiter)
    }
    guard let amount else { return }
    if amount < 0 { out.put(0x2D) }
    let whole = amount.magnitude
    out.put(number: Int(whole) / currency.scale)
    if currency == .dollar {
      out.put(0x2E)
      out.put(pair: Int(whole) % 100)
    }
  }

  /// What stands before a field; JSON leaves out empty ones. Gives whether the field has text.
  @inline(__always)
  private func open(_ column: Column, _ hasText: Bool, _ out: inout TextBuffer) -> Bool {
    if !isJSON {
      out.put(delimiter)
    } else if hasText {
      out.put(column.rawValue, of: keys)
      out.put(0x22)
    }
    return hasText
  }

  @inline(__always)
  private func close(_ hasText: Bool, _ out: inout TextBuffer) {
    if isJSON && hasText { out.put(0x22) }
  }
}
