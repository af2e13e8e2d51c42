/// Where touches come from: the channels and campaigns of a company that sells in Korea and abroad, Korean and English in one
/// log. How often each is met depends on how far the deal is.
///
/// Clicks cost what they cost in such markets; the names are invented. Some need quotes in CSV.
struct Catalogue: Sendable {
  struct Campaign: Sendable {
    let channel: String
    let name: String
    /// Weights before the lead, from the lead to the opportunity, and from then on.
    let weights: [Int]
    var clickCost = 0.0
    /// `KRW` or `USD`, where a click costs something.
    var currency = BusinessCurrency.won
    /// In turns; one, two or three.
    var events: [EventName] = [.visit]
    /// Thousandths of the log's time in which it runs.
    var runs = 0..<1001
  }

  static let campaigns: [Campaign] = [
    Campaign(channel: "direct", name: "", weights: [9, 12, 16], events: [.visit, .pageView]),
    Campaign(channel: "organic_search", name: "", weights: [17, 8, 4], events: [.visit, .pageView]),
    Campaign(channel: "네이버 검색광고", name: "브랜드 키워드", weights: [7, 4, 2], clickCost: 1_900, events: [.click]),
    Campaign(channel: "네이버 검색광고", name: "매출 귀속 솔루션", weights: [9, 2, 1], clickCost: 4_200, events: [.click]),
    Campaign(
      channel: "카카오 모먼트", name: "신규 고객", weights: [7, 1, 0], clickCost: 1_100, events: [.click, .click, .impression]),
    Campaign(
      channel: "카카오 모먼트", name: "리타겟팅", weights: [4, 6, 2], clickCost: 700, events: [.click, .click, .impression]),
    Campaign(channel: "Google Ads", name: "brand", weights: [5, 3, 2], clickCost: 2.4, currency: .dollar, events: [.click]),
    Campaign(
      channel: "Google Ads", name: "attribution-software", weights: [6, 2, 1], clickCost: 9.5, currency: .dollar,
      events: [.click]),
    Campaign(
      channel: "LinkedIn Ads", name: "revops-leaders", weights: [6, 3, 1], clickCost: 12, currency: .dollar,
      events: [.click, .click, .impression]),
    Campaign(
      channel: "LinkedIn Ads", name: "ABM \"tier 1\"", weights: [1, 4, 4], clickCost: 14, currency: .dollar,
      events: [.click, .impression]),
    Campaign(channel: "email", name: "뉴스레터", weights: [2, 11, 9], events: [.click]),
    Campaign(channel: "email", name: "nurture: trial, day 3", weights: [0, 9, 3], events: [.click]),
    Campaign(channel: "webinar", name: "ROI in an hour", weights: [2, 6, 3], events: [.touch], runs: 80..<620),
    Campaign(channel: "webinar", name: "봄 웨비나", weights: [3, 6, 3], events: [.touch], runs: 380..<560),
    Campaign(channel: "유튜브", name: "고객 사례", weights: [5, 3, 2], events: [.visit, .pageView]),
    Campaign(channel: "referral", name: "partner directory", weights: [4, 2, 2], events: [.visit]),
    Campaign(channel: "박람회", name: "B2B SaaS 엑스포", weights: [24, 14, 12], events: [.touch], runs: 555..<590),
    Campaign(channel: "영업 미팅", name: "", weights: [0, 2, 11], events: [.touchpoint]),
  ]

  static let phases = 3

  /// What a row needs of a campaign, without texts, whose references would be counted for each row.
  private struct Terms {
    let runs: Range<Int>
    let events: (EventName, EventName, EventName)
    /// Minor units.
    let clickCost: Int
    let currency: BusinessCurrency
  }

  private let terms: [Terms]
  /// For each phase, numbers of campaigns as often as they are met; the phases behind each other.
  private let draws: [UInt8]
  private let starts: [Int]

  init() {
    terms = Catalogue.campaigns.map { campaign in
      func event(_ place: Int) -> EventName { campaign.events[place % campaign.events.count] }
      return Terms(
        runs: campaign.runs, events: (event(0), event(1), event(2)),
        clickCost: Int(campaign.clickCost * Double(campaign.currency.scale)), currency: campaign.currency)
    }
    let tables = (0..<Catalogue.phases).map { phase in
      Catalogue.campaigns.enumerated().flatMap { [UInt8](repeating: UInt8($0.offset), count: $0.element.weights[phase]) }
    }
    draws = tables.flatMap { $0 }
    starts = tables.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
  }

  /// A campaign that is met in this phase and runs at the time.
  @inline(__always)
  func campaign(inPhase phase: Int, atPermille permille: Int, _ dice: inout Dice) -> Int {
    let start = starts[phase]
    for _ in 0..<8 {
      let number = Int(draws[start + dice.below(starts[phase + 1] - start)])
      if terms[number].runs.contains(permille) { return number }
    }
    return 0
  }

  /// What the row of a touch says of how it came about: the event, and the cost of a click that costs something.
  @inline(__always)
  func describe(_ campaign: Int, _ row: inout EventRow, _ dice: inout Dice) {
    let terms = terms[campaign]
    let event = dice.below(6)
    row.event = event < 2 ? terms.events.0 : event < 4 ? terms.events.1 : terms.events.2
    guard terms.clickCost > 0, row.event == .click else { return }
    row.currency = terms.currency
    // A bid between 0.6 and 1.4 of the usual.
    row.cost = terms.clickCost * (600 + dice.below(800)) / 1000
  }
}

/// What deals and clicks are paid in.
enum BusinessCurrency: Int, Sendable {
  case won, dollar

  var code: String { self == .won ? "KRW" : "USD" }
  /// Minor units to one major unit.
  var scale: Int { self == .won ? 1 : 100 }
}
