import Events
import Values

@testable import Journeys

/// What `Diary` writes, made again from the log word by word.
struct SlowVisiting {
  let log: SampleLog
  let rules: JourneyRules
  let questions: Diary.Questions

  func diaries(_ demand: JourneyDemand) -> [String] {
    Dictionary(grouping: log.rows, by: \.journey).values.compactMap { rows in
      let ordered = rows.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
      let (text, goals, stages) = diary(ordered, showsRows: demand.rows)
      switch demand.journeys {
      case .withGoalEvent: return goals > 0 ? text : nil
      case .withStageEvent: return stages > 0 ? text : nil
      case .all: return text
      }
    }.sorted()
  }

  private func diary(_ rows: [SampleRow], showsRows: Bool) -> (String, goals: Int, stages: Int) {
    var fates: [(fate: RowFate?, cause: Int?)] = rows.map { _ in (nil, nil) }
    leaveOut(rows, &fates)
    var touches: [(time: Int64, slot: UInt32, row: Int)] = []
    var stages: [SampleRow] = []
    var lines: [(touch: Int?, stage: Int?)] = []
    for (i, row) in rows.enumerated() {
      lines.append((nil, nil))
      if fates[i].fate != nil { continue }
      let slot = row.slot.flatMap { log.excludedSlots.contains($0) ? nil : $0 }
      if let slot, row.code == EventCode.touch || rules.stageTouches && EventCode.isStage(row.code) {
        lines[i].touch = touches.count
        touches.append((row.time, slot, i))
      }
      if EventCode.isStage(row.code) {
        lines[i].stage = stages.count
        stages.append(row)
      }
    }
    let times = touches.map(\.time)
    var covered: Set<Int> = []
    var events: [String] = []
    for (i, event) in stages.enumerated() {
      guard isInPeriod(event.time), let goal = rules.goals.firstIndex(of: EventCode.place(event.code)) else { continue }
      let sale =
        SlowSettling.isRefund(event) && event.deal != nil
        ? stages[..<i].lastIndex { $0.code == event.code && $0.deal == event.deal && !SlowSettling.isRefund($0) } : nil
      let source = sale ?? i
      covered.formUnion(SlowSettling.eligible(source, stages, times, rules))
      var line = "goal \(goal) stage \(i) of \(source)"
      for window in questions.windows {
        var other = rules
        (other.lookback, other.resetsAfterConversion) = (window.lookback, window.resetsAfterConversion)
        line += " \(SlowSettling.eligible(source, stages, times, other))"
      }
      for rules in questions.rules {
        line += " \(SlowSettling.eligible(source, stages, times, rules))"
        line += " \(rules.milestoneStages.map { SlowSettling.milestone(of: $0, for: source, stages, rules) })"
      }
      events.append(line)
    }
    for goal in rules.goals.indices {
      for instant in questions.instants {
        let code = EventCode.stage(rules.goals[goal])
        let before = stages.filter { $0.time <= instant }
        let last = before.last { $0.code == code && !SlowSettling.isRefund($0) }
        var line = "if goal \(goal) at \(instant) after \(last.map { "\($0.time)" } ?? "-")"
        let asked = SampleRow(source: 0, stretch: 0, time: instant, journey: 0, code: code)
        for window in questions.windows {
          var other = rules
          (other.lookback, other.resetsAfterConversion) = (window.lookback, window.resetsAfterConversion)
          line += " \(SlowSettling.eligible(before.count, before + [asked], times, other))"
        }
        events.append(line)
      }
    }
    let goals = events.count { $0.hasPrefix("goal") }
    var text = events
    for (i, row) in rows.enumerated() where showsRows {
      var fate = fates[i].fate
      if fate == nil, EventCode.isStage(row.code) {
        let isGoal = rules.goals.contains(EventCode.place(row.code))
        fate = !isGoal ? .stage : isInPeriod(row.time) ? .goal : .outsidePeriod
      } else if fate == nil, row.code == EventCode.touch {
        fate = goals == 0 ? .noGoal : covered.contains(lines[i].touch ?? -1) ? .credited : .outsideWindow
      }
      text.append(
        "row \(i) \(row.time) \(row.code) \(fate ?? .identity) \(fates[i].cause ?? -1) \(lines[i].touch ?? -1) "
          + "\(lines[i].stage ?? -1) \(row.money ?? 0) \(row.deal != nil) \(row.eventID != nil) \(row.source)")
    }
    return ((text + ["end \(rows.count) \(goals)"]).joined(separator: "\n"), goals, stages.count)
  }

  private func isInPeriod(_ time: Int64) -> Bool { rules.from <= time && time < rules.to }

  private func leaveOut(_ rows: [SampleRow], _ fates: inout [(fate: RowFate?, cause: Int?)]) {
    let stays = { (same: [Int]) in rules.keepsLast ? same.max() : same.min() }
    for (i, row) in rows.enumerated() where row.eventID != nil {
      let staying = stays(rows.indices.filter { rows[$0].eventID == row.eventID })
      if staying != i { fates[i] = (.duplicate, staying) }
    }
    let reaching = rows.indices.filter {
      fates[$0].fate == nil && EventCode.isStage(rows[$0].code) && rows[$0].deal != nil && !SlowSettling.isRefund(rows[$0])
    }
    for i in reaching {
      let staying = stays(reaching.filter { rows[$0].deal == rows[i].deal && rows[$0].code == rows[i].code })
      if staying != i { fates[i] = (.repeated, staying) }
    }
    var before: [Int] = []
    for (i, row) in rows.enumerated() where row.code == EventCode.touch && fates[i].fate == nil {
      if let slot = row.slot, log.excludedSlots.contains(slot) {
        fates[i] = (.excludedChannel, nil)
        continue
      }
      let last = before.last { rows[$0].slot == row.slot }
      if let gap = rules.sessionGap, let last, row.time - rows[last].time <= gap { fates[i] = (.sameSession, last) }
      before.append(i)
    }
  }
}
