import Settings
import Events
import Journeys
import Tables
import Text
import Values

/// What a user should know of how channels are named and which touches were chosen, a line each, in a fixed order.
extension RunContext {
  /// Channels that one warning names before it only counts the rest.
  private static let mostChannelsInAWarning = 5
  /// Channels that a misspelt one is held against: a second's work at most, and more than people have.
  private static let mostCandidates = 10_000

  func namingWarnings(_ run: SettledRun) -> [String] {
    unknownColumns() + unusedPatterns(run.settled) + unmatchedSpend(run.settled, run.collected.spend)
      + exposures(run.settled, run.collected.events.touches)
  }

  /// Columns of the channel map that no log has, so that their patterns were held against nothing.
  private func unknownColumns() -> [String] {
    guard let map = configuration.channelMap, registry.rowsRead > 0 else { return [] }
    let missing = map.columns.indices.filter { !registry.mappedColumns.contains($0) }.map { "'\(map.columns[$0])'" }
    if missing.isEmpty { return [] }
    return [
      "\(map.name): no log has \(missing.count == 1 ? "a column" : "columns") \(missing.joined(separator: ", ")), so every row "
        + "counts as having nothing there"
    ]
  }

  private func unusedPatterns(_ settled: Settled) -> [String] {
    let channels = settled.channels.sorted()
    return configuration.channels.unused(among: channels).map { pattern in
      let option = configuration.channels.excluded.contains(pattern) ? "--exclude-channel" : "--include-channel"
      return "\(option) '\(pattern.text)' fits no channel of any event" + NearName.question(for: pattern.text, among: channels)
    }
  }

  /// Spend without touches, where a name may only be spelled another way; then what it may have been meant to meet.
  private func unmatchedSpend(_ settled: Settled, _ spend: SpendInputs) -> [String] {
    let spent = Set(spend.ledger.amounts.keys.map(\.channel))
    let unmet = spent.subtracting(settled.touchChannels).map { SlotName(channel: $0, campaign: "") }.sorted()
    if unmet.isEmpty || settled.touchChannels.isEmpty { return [] }
    let free = settled.touchChannels.subtracting(spent).map { SlotName(channel: $0, campaign: "") }.sorted().map(\.channel)
    let asked = unmet.enumerated().map { index, name in
      let isShown = index < Self.mostChannelsInAWarning
      let near = isShown ? NearName.suggestion(for: name.channel, among: free.prefix(Self.mostCandidates)) : nil
      return "'\(name.channel)'" + (near.map { " (did you mean '\($0)'? then --alias '\(name.channel)=\($0)')" } ?? "")
    }
    let first = "spend without touches: \(Self.shortList(asked)); a channel that touches call otherwise needs --alias"
    return free.isEmpty ? [first] : [first, "touches without spend: \(Self.shortList(free.map { "'\($0)'" }))"]
  }

  private static func shortList(_ names: [String]) -> String { NameList.text(names, most: mostChannelsInAWarning) }

  /// Impressions and page views together more than half of the touches.
  private func exposures(_ settled: Settled, _ tally: TouchTally) -> [String] {
    let touches =
      registry.sources.reduce(0) { $0 + $1.touches } - settled.journeys.rows.reduce(0) { $0 + $1.provisionalTouches }
    let (impressions, views) = (tally.impressions, tally.pageViews)
    guard (impressions + views) * 2 > touches else { return [] }
    return [
      "\(impressions) of \(touches) touches are impressions and \(views) page views: more than half, so what was only seen may "
        + "take most of the credit; choose what counts, as in --touch-events click,visit"
    ]
  }
}
