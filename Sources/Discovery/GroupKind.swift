import Text
import Events
import Tables

/// What files of one layout are.
enum GroupKind: Sendable {
  case events(EventPlan)
  case spend(SpendPlan)
  /// Exchange rates, whose columns have fixed names.
  case rates
  case channelMap
  /// Nothing that can be read, and why.
  case refused(String)

  init(_ group: FileGroup) {
    if let reason = Self.whyNoTable(group) {
      self = .refused(reason)
      return
    }
    let isTable = group.format != .jsonLines && group.hasHeader
    if isTable, RatesHeader.fits(group.names) {
      self = .rates
      return
    }
    if isTable, Self.isChannelMap(group) {
      self = .channelMap
      return
    }
    let guess = ColumnGuess<EventColumn>(group)
    let maySpend = Self.maySpend(group, guess)
    if maySpend, let plan = SpendPlan(group) {
      self = .spend(plan)
      return
    }
    do { self = .events(try EventPlan(group, guess)) } catch {
      self = .refused(error.reason + (maySpend ? Self.spendAdvice : ""))
    }
  }

  private static let spendAdvice =
    "; for spend it lacks a day or a channel, which the file's name may say, too (google.csv)"

  private static func whyNoTable(_ group: FileGroup) -> String? {
    if group.rows == 0 { return "it has a header and no rows" }
    if 2 * group.broken <= group.rows { return nil }
    return group.format == .jsonLines
      ? "\(Count.text(group.broken)) of its \(Count.text(group.rows, "row")) are no JSON objects"
      : "\(Count.text(group.broken)) of its \(Count.text(group.rows, "row")) have more fields than the first line; where a title stands "
        + "above the header, take it off"
  }

  /// Patterns on columns of a log, then the channel; no row has a time.
  private static func isChannelMap(_ group: FileGroup) -> Bool {
    let names = group.names.map { $0.lowercased() }
    guard let channel = names.lastIndex(of: "channel"), channel > 0 else { return false }
    let right = names[(channel + 1)...]
    return names[..<channel].allSatisfy { name in mapped.contains { name == $0 || name == "utm_" + $0 } }
      && (right.isEmpty || right == ["campaign"]) && group.profiles.allSatisfy { $0.timeCount == 0 }
  }

  private static let mapped = [
    "source", "medium", "campaign", "term", "content", "referrer", "referer", "landing_page", "channel", "event",
  ]

  /// Money that was spent: so called, and by nobody and on no event; or beside counts of what advertising shows.
  private static func maySpend(_ group: FileGroup, _ guess: ColumnGuess<EventColumn>) -> Bool {
    let amounts = group.names.indices.filter { field in
      let name = ColumnName(group.names[field])
      let asRevenue = name.text == "amount" ? 0 : name.fit(EventColumn.amount.hints)
      return name.fit(SpendColumn.amount.hints) > asRevenue && group.profiles[field].isMostly(group.profiles[field].amountCount)
    }
    if amounts.isEmpty { return false }
    if let event = guess.profile(.event), EventMeaning.share(of: event) >= 20 { return false }
    let counts = ["impressions", "clicks", "노출", "클릭"]
    let hasCounts = group.names.indices.contains { field in
      counts.contains { ColumnName(group.names[field]).meets($0) } && group.profiles[field].isMostly(group.profiles[field].points)
    }
    return hasCounts || EventPlan.ids.allSatisfy { guess.picks[$0] == nil }
  }
}
