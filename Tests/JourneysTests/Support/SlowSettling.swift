import Events
import Values

@testable import Journeys

/// The Specification, sections 1 to 3, once more, word by word, with arrays and dictionaries.
enum SlowSettling {
  static func settle(_ log: SampleLog, _ rules: JourneyRules) -> SettledLog {
    var settled = SettledLog(sources: log.ranks.count, goals: rules.goals.count)
    settled.totals.settledRows = Int64(log.rows.count)
    for (_, rows) in Dictionary(grouping: log.rows, by: \.journey) {
      // Rows come in input order; equal times keep it.
      let ordered = rows.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(
        \.element)
      let unique = leavingOut(ordered, rules, &settled.totals)
      settle(journey: choosingTouches(unique, log.excludedSlots, rules, &settled.totals), rules, &settled)
    }
    settled.goals.sort()
    return settled
  }

  /// The rows that stay: duplicates are decided before anything else, then deals that reach a stage again.
  private static func leavingOut(_ rows: [SampleRow], _ rules: JourneyRules, _ totals: inout JourneyTotals)
    -> [SampleRow]
  {
    var seen: Set<Int> = []
    var unique: [SampleRow] = []
    for row in rules.keepsLast ? rows.reversed() : rows {
      if let id = row.eventID, !seen.insert(id).inserted {
        switch row.code {
        case EventCode.touch: totals.rows[row.source].duplicateTouches += 1
        case EventCode.identify: totals.rows[row.source].duplicateIdentities += 1
        default: totals.rows[row.source].duplicateStages += 1
        }
      } else {
        unique.append(row)
      }
    }
    var reached: Set<[Int]> = []
    var kept: [SampleRow] = []
    for row in unique {
      if EventCode.isStage(row.code), let deal = row.deal, !isRefund(row),
        !reached.insert([deal, Int(row.code)]).inserted
      {
        totals.rows[row.source].repeated += 1
      } else {
        kept.append(row)
      }
    }
    return rules.keepsLast ? kept.reversed() : kept
  }

  /// Touches of excluded channels are left out, and those that follow another of their session.
  private static func choosingTouches(
    _ rows: [SampleRow], _ excluded: Set<UInt32>, _ rules: JourneyRules, _ totals: inout JourneyTotals
  ) -> [SampleRow] {
    var kept: [SampleRow] = []
    for (i, row) in rows.enumerated() {
      var row = row
      let isExcluded = row.slot.map(excluded.contains) ?? false
      if row.code != EventCode.touch {
        if isExcluded { row.slot = nil }
        kept.append(row)
      } else if isExcluded {
        totals.rows[row.source].excludedTouches += 1
      } else if let gap = rules.sessionGap,
        let before = rows[..<i].last(where: { $0.code == EventCode.touch && $0.slot == row.slot }), row.time - before.time <= gap
      {
        totals.rows[row.source].sameSession += 1
      } else {
        kept.append(row)
      }
    }
    return kept
  }

  static func isRefund(_ row: SampleRow) -> Bool { EventCode.isStage(row.code) && row.money ?? 0 < 0 }

  private static func settle(journey: [SampleRow], _ rules: JourneyRules, _ settled: inout SettledLog) {
    let isInPeriod = { (time: Int64) in rules.from <= time && time < rules.to }
    var touches: [(time: Int64, slot: UInt32, source: Int?)] = []
    var stages: [SampleRow] = []
    for row in journey {
      if row.code == EventCode.touch {
        touches.append((row.time, row.slot ?? 0, row.source))
        if let cost = row.money, isInPeriod(row.time) {
          settled.costs.visit([TouchCost(amount: cost, time: row.time, slot: row.slot ?? 0)].span)
        }
      } else if EventCode.isStage(row.code) {
        if rules.stageTouches, let slot = row.slot { touches.append((row.time, slot, nil)) }
        stages.append(row)
      }
    }
    var eligibleOnce: Set<Int> = []
    var goalCount = 0
    for (i, event) in stages.enumerated() {
      guard let goal = rules.goals.firstIndex(of: EventCode.place(event.code)) else { continue }
      if event.money ?? 0 != 0 { settled.totals.hasMoney[goal] = true }
      guard isInPeriod(event.time) else {
        settled.totals.rows[event.source].outsidePeriod += 1
        continue
      }
      settled.totals.rows[event.source].goals += 1
      goalCount += 1
      let sale =
        isRefund(event) && event.deal != nil
        ? stages[..<i].lastIndex { $0.code == event.code && $0.deal == event.deal && !isRefund($0) } : nil
      let eligible = eligible(sale ?? i, stages, touches.map(\.time), rules)
      eligibleOnce.formUnion(eligible)
      settled.add(
        GoalEvent(
          goal: goal, amount: event.money ?? 0, isRefund: isRefund(event), reference: stages[sale ?? i].time,
          eligible: 0..<0,
          milestones: (0..<rules.stageCount).map {
            rules.milestoneStages.contains($0)
              ? milestone(of: $0, for: sale ?? i, stages, rules) : GoalEvent.noMilestone
          }),
        touches: eligible.map { (touches[$0].time, touches[$0].slot) })
    }
    for (place, touch) in touches.enumerated() where goalCount > 0 {
      guard let source = touch.source else { continue }
      if eligibleOnce.contains(place) {
        settled.totals.rows[source].credited += 1
      } else {
        settled.totals.rows[source].outsideWindow += 1
      }
    }
  }

  static func eligible(_ i: Int, _ stages: [SampleRow], _ times: [Int64], _ rules: JourneyRules) -> [Int] {
    let event = stages[i]
    var since = Int64.min
    if rules.resetsAfterConversion, !isRefund(event),
      let last = stages[..<i].last(where: { $0.code == event.code && !isRefund($0) })
    {
      since = last.time
    }
    return times.indices.filter {
      times[$0] >= event.time - rules.lookback && times[$0] <= event.time && times[$0] > since
    }
  }

  static func milestone(of stage: Int, for i: Int, _ stages: [SampleRow], _ rules: JourneyRules) -> Int64 {
    let event = stages[i]
    let before = stages.enumerated().filter { j, row in
      row.code == EventCode.stage(stage) && row.time <= event.time && (!isRefund(row) || j == i)
    }.map(\.element)
    var chosen = before
    if event.deal != nil {
      chosen = before.filter { $0.deal == event.deal }
      if chosen.isEmpty { chosen = before.filter { $0.deal == nil } }
    }
    let isLate = rules.opportunity.map { stage >= $0 } ?? false
    return (isLate ? chosen.map(\.time).max() : chosen.map(\.time).min()) ?? GoalEvent.noMilestone
  }
}
