import SeededTesting

/// A seeded log with everything in it that could come out differently twice: equal times in several files, ids of
/// every kind, a few very long journeys, duplicates, repeated deals, refunds, costs, quotes and bad rows.
public struct GeneratedLog {
  private var dice: Seeded
  private let journeys: UInt64

  private static let channels = ["paid_search", "email", "direct", "\"quoted, channel\"", "Überraschung", "webinar"]
  private static let stages = ["lead", "mql", "opportunity", "opportunity", "won", "won", "lost"]
  private static let header =
    "time,event,account_id,user_id,anonymous_id,channel,campaign,cost,deal_id,amount,currency,event_id\n"

  /// Writes `rows` rows over `files` files named `log-0.csv`, … and gives their names, and `spend.csv`.
  public static func write(rows: Int, files: Int, seed: UInt64, to workdir: Workdir) throws -> [String] {
    var log = GeneratedLog(dice: Seeded(seed), journeys: UInt64(max(1, rows / 12)))
    var texts = [String](repeating: header, count: files)
    for _ in 0..<rows { texts[log.below(files)] += log.row() }
    var spend = "date,channel,campaign,amount\n"
    for day in 1...28 { spend += "2026-01-\(padded(day)),email,,\(log.below(90_000)).\(padded(log.below(100)))\n" }
    try workdir.write("spend.csv", spend)
    return try texts.enumerated().map { index, text in
      try workdir.write("log-\(index).csv", text)
      return "log-\(index).csv"
    }
  }

  private mutating func row() -> String {
    if below(500) == 0 { return "yesterday,touch,a1,,,email,,,,,,\n" }
    // The cube makes few ids very busy.
    let part = Double(dice.next() >> 11) / 9_007_199_254_740_992
    let id = UInt64(Double(journeys) * part * part * part)
    let ids = ["a\(id),,", "a\(id),u\(id)x\(below(3)),", ",u\(id)y,", ",,c\(id)"][below(4)]
    // Whole minutes of two months: equal times are common.
    let minute = below(60 * 24 * 59)
    let day = minute / 1440
    let month = day < 31 ? 1 : 2
    let time =
      "2026-0\(month)-\(GeneratedLog.padded(day % 31 + 1))T\(GeneratedLog.padded(minute / 60 % 24)):\(GeneratedLog.padded(minute % 60)):00Z"
    let eventID = below(40) == 0 ? "e\(below(200))" : "f\(dice.next())"
    if below(10) < 8 {
      let cost = below(3) == 0 ? "\(below(30)).\(below(1_000_000))" : ""
      let channel = GeneratedLog.channels[below(GeneratedLog.channels.count)]
      return "\(time),touch,\(ids),\(channel),camp-\(below(40)),\(cost),,,USD,\(eventID)\n"
    }
    let stage = GeneratedLog.stages[below(GeneratedLog.stages.count)]
    let deal = below(3) == 0 ? "" : "d\(id)-\(below(3))"
    let amount = stage == "lead" ? "" : "\(below(12) == 0 ? "-" : "")\(below(100_000)).\(below(1000))"
    return "\(time),\(stage),\(ids),,,,\(deal),\(amount),USD,\(eventID)\n"
  }

  private mutating func below(_ limit: Int) -> Int { Int(dice.next() % UInt64(limit)) }

  private static func padded(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
}
