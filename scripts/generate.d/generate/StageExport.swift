import Values

/// The CRM's history of stages as its export in Korea looks: its own columns and stage names, local times, amounts with commas.
///
/// Companies and salespeople are invented.
struct StageExport {
  /// The header and one line for each change of stage, by time.
  let lines: [String]

  private static let seed: UInt64 = 949
  private static let koreanSeconds = 9 * 3600
  private static let stageNames: [EventName: String] = [
    .lead: "리드", .mql: "MQL", .sal: "SAL", .sql: "SQL", .opportunity: "기회", .negotiation: "협상", .won: "수주", .lost: "실주",
    .retention: "갱신",
  ]

  init(_ stages: [EventRow]) {
    var timed: [(time: Int, line: String)] = []
    for (number, row) in stages.enumerated() {
      var dice = Dice(StageExport.seed, number)
      let name = StageExport.stageNames[row.event] ?? ""
      // An amount that is still to be agreed, and a deal that rests for a while: as people fill in such fields.
      let isOpen = row.event == .opportunity && dice.chance(1, of: 40)
      timed.append((row.time, StageExport.line(row, row.time, stage: name, amount: isOpen ? "협의 중" : nil)))
      if row.event == .negotiation, dice.chance(1, of: 8) {
        let later = row.time + 86_400 * (2 + dice.below(6))
        timed.append((later, StageExport.line(row, later, stage: "보류", amount: nil)))
      }
    }
    // Equal times stay in order of arrival.
    let order = timed.indices.sorted { (timed[$0].time, $0) < (timed[$1].time, $1) }
    lines = ["변경일시,거래ID,거래명,고객코드,고객사,담당자코드,영업담당,단계,금액,통화"] + order.map { timed[$0].line }
  }

  private static func line(_ row: EventRow, _ time: Int, stage: String, amount: String?) -> String {
    let company = company(row)
    let isDeal = row.deal > 0
    let product = ["라이선스", "도입 컨설팅", "연간 구독"][row.deal % 3]
    let money = amount ?? row.amount.map { StageExport.grouped($0, row.currency) } ?? ""
    return [
      local(time), isDeal ? "D-\(row.deal)" : "", isDeal ? "\(company) \(product)" : "", "a\(row.account)", company,
      "u\(row.user >> 4)-\(row.user & 15)", salespeople[row.account % salespeople.count], stage,
      LogFormat.csv.field(money), row.amount == nil ? "" : row.currency.code,
    ].joined(separator: ",")
  }

  /// `2026-03-01 09:30:00` in Seoul, which keeps one offset all year.
  private static func local(_ time: Int) -> String {
    let local = time + koreanSeconds
    func padded(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    let second = local % 86_400
    return CivilDate.text(ofDay: local / 86_400) + " \(padded(second / 3600)):\(padded(second / 60 % 60)):\(padded(second % 60))"
  }

  /// `24,000,000`, `14,000.00`, `-1,200,000`.
  private static func grouped(_ amount: Int, _ currency: BusinessCurrency) -> String {
    let plain = SpendTable.amount(Double(amount.magnitude) / Double(currency.scale), currency)
    let parts = plain.split(separator: ".")
    var whole = ""
    for (place, digit) in parts[0].enumerated() {
      if place > 0, (parts[0].count - place) % 3 == 0 { whole += "," }
      whole.append(digit)
    }
    return (amount < 0 ? "-" : "") + whole + (parts.count > 1 ? ".\(parts[1])" : "")
  }

  private static let salespeople = ["도윤", "서하", "Maya", "하람", "Jonas"]
  private static let koreanNames = ["늘솜결", "도담별", "라온빛골", "미르나래", "보늬숲", "산들재", "여울목골", "온새벽", "초록나루", "하늬재"]
  private static let koreanTrades = ["테크", "물류", "시스템", "바이오", "커머스", "푸드", "모빌리티", "에너지"]
  private static let englishNames = [
    "Aldermoss", "Bramblewick", "Cobaltree", "Dunfennel", "Fernhollow", "Kestrelby", "Larkmere", "Quillstone", "Tamarfold",
    "Wrenhaven",
  ]
  private static let englishTrades = ["Analytics", "Foods", "Freight", "Health", "Labs", "Logistics", "Robotics", "Supply"]

  /// An account's name, always the same. Two accounts may share one, as companies do.
  private static func company(_ row: EventRow) -> String {
    var dice = Dice(seed &+ 1, row.account)
    let isKorean = row.currency == .won
    let name = dice.below(10)
    let trade = dice.below(8)
    return isKorean ? "\(koreanNames[name]) \(koreanTrades[trade])" : "\(englishNames[name]) \(englishTrades[trade])"
  }
}
