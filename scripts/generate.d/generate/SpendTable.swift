import Values

/// What the channels of a log cost beside their clicks, and the rates of exchange, so that a run over it has both.
struct SpendTable: Sendable {
  let firstDay: Int
  let days: Int
  let seed: UInt64
  /// How many times the sample's touches a day there are: whoever is met more often spends more.
  var scale = 1.0

  /// A month's agencies, tools and production. Clicks are in the log itself.
  struct Item: Sendable {
    let channel: String, campaign: String, amount: Double
    let currency: BusinessCurrency
  }

  static let items: [Item] = [
    Item(channel: "네이버 검색광고", campaign: "브랜드 키워드", amount: 600_000, currency: .won),
    Item(channel: "네이버 검색광고", campaign: "매출 귀속 솔루션", amount: 1_900_000, currency: .won),
    Item(channel: "카카오 모먼트", campaign: "신규 고객", amount: 2_200_000, currency: .won),
    Item(channel: "카카오 모먼트", campaign: "리타겟팅", amount: 1_100_000, currency: .won),
    Item(channel: "Google Ads", campaign: "attribution-software", amount: 1_400, currency: .dollar),
    Item(channel: "LinkedIn Ads", campaign: "revops-leaders", amount: 2_600, currency: .dollar),
    Item(channel: "LinkedIn Ads", campaign: "ABM \"tier 1\"", amount: 3_900, currency: .dollar),
    Item(channel: "email", campaign: "뉴스레터", amount: 2_400_000, currency: .won),
    Item(channel: "organic_search", campaign: "", amount: 5_500_000, currency: .won),
    Item(channel: "referral", campaign: "partner directory", amount: 800, currency: .dollar),
    Item(channel: "유튜브", campaign: "고객 사례", amount: 3_000_000, currency: .won),
  ]

  /// Lines of a spend file: for each month each item, within a tenth of its usual amount, in proportion to the month's days.
  ///
  /// - Parameter names: other names of channels, as the people have them who keep the file.
  func lines(names: [String: String] = [:]) -> [String] {
    var lines = ["date,end_date,channel,campaign,amount,currency"]
    for month in months {
      for (place, item) in SpendTable.items.enumerated() {
        var dice = Dice(seed &+ 40, month.lowerBound << 8 | place)
        let amount = item.amount * scale * Double(month.count) / 30 * (0.9 + 0.2 * dice.part())
        lines.append(
          [
            CivilDate.text(ofDay: month.lowerBound), CivilDate.text(ofDay: month.upperBound - 1),
            LogFormat.csv.field(names[item.channel] ?? item.channel), LogFormat.csv.field(item.campaign),
            SpendTable.amount(amount, item.currency), item.currency.code,
          ].joined(separator: ","))
      }
    }
    return lines
  }

  /// Lines of a table of rates: won for a dollar, on each Monday.
  func rateLines() -> [String] {
    var lines = ["date,base,quote,rate"]
    var dice = Dice(seed &+ 41, 0)
    var rate = 1438.0
    // From the Monday a week before: rows that come late happened before the first day.
    for day in stride(from: firstDay - 7 - (firstDay + 3) % 7, to: firstDay + days, by: 7) {
      lines.append("\(CivilDate.text(ofDay: day)),USD,KRW,\(SpendTable.amount(rate, .dollar))")
      rate += 14 * (dice.part() - 0.52)
    }
    return lines
  }

  /// The log's days, cut where months end.
  private var months: [Range<Int>] {
    var months: [Range<Int>] = []
    var day = firstDay
    while day < firstDay + days {
      let date = CivilDate.date(ofDay: day)
      let end = min(firstDay + days, day + CivilDate.days(inMonth: date.month, year: date.year) - date.day + 1)
      months.append(day..<end)
      day = end
    }
    return months
  }

  /// Won without decimals, dollars with two.
  static func amount(_ amount: Double, _ currency: BusinessCurrency) -> String {
    let minor = Int((amount * Double(currency.scale)).rounded())
    if currency == .won { return String(minor) }
    return "\(minor / 100).\(minor % 100 < 10 ? "0" : "")\(minor % 100)"
  }
}
