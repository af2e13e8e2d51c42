import Events
import Values

@testable import Journeys

/// A visitor that writes down everything a visitor can see and ask, a text for each journey.
struct Diary: JourneyVisitor {
  /// What is asked about each journey.
  struct Questions: Sendable {
    /// Instants at which each goal might have an event.
    var instants: [Int64] = []
    /// Lookbacks that each goal event is asked about.
    var windows: [WindowRules] = []
    /// Sets of rules that each goal event is asked about.
    var rules: [JourneyRules] = []
  }

  let demand: JourneyDemand
  let questions: Questions
  private(set) var journeys: [String] = []
  private var lines: [String] = []
  private var rows: [String] = []
  private var last: VisitedRow?
  /// Rows came in another order than promised, or a journey's key was not what it should be.
  private(set) var faults = 0

  init(_ demand: JourneyDemand, _ questions: Questions) {
    self.demand = demand
    self.questions = questions
  }

  mutating func visit(_ event: GoalEvent, of journey: inout Journey) {
    var line = "goal \(event.goal) stage \(event.stageEvent) of \(event.source)"
    for window in questions.windows { line += " \(Array(journey.eligible(event, under: window)))" }
    for rules in questions.rules {
      let other = journey.event(event, under: rules)
      line += " \(Array(other.eligible)) \(rules.milestoneStages.map { other.milestones[$0] })"
      if other.amount != event.amount || other.goal != event.goal { faults += 1 }
    }
    lines.append(line)
  }

  mutating func visit(_ page: Span<VisitedRow>, from first: Int, of journey: inout Journey) {
    if first != rows.count { faults += 1 }
    for i in page.indices {
      let row = page[i]
      if let last, first + i > 0, (row.time, row.position) <= (last.time, last.position) { faults += 1 }
      last = row
      rows.append(
        "row \(first + i) \(row.time) \(row.code) \(row.fate) \(row.cause ?? -1) \(row.touch ?? -1) "
          + "\(row.stageEvent ?? -1) \(row.money) \(row.deal != nil) \(row.hasEventID) \(row.source)")
      if let touch = row.touch, journey.touches.time(touch) != row.time || journey.touches.slot(touch) != row.slot { faults += 1 }
      if let stage = row.stageEvent, journey.stageEvents[stage].position != row.position { faults += 1 }
    }
  }

  mutating func finish(_ journey: inout Journey) {
    if journey.kind != .user || !journey.isSelected(by: demand) { faults += 1 }
    for goal in journey.goals.rules.goals.indices {
      for instant in questions.instants {
        let last = journey.lastEvent(ofGoal: goal, upTo: instant)
        var line = "if goal \(goal) at \(instant) after \(last.map { "\($0.time)" } ?? "-")"
        for window in questions.windows { line += " \(Array(journey.eligible(goal: goal, at: instant, under: window)))" }
        lines.append(line)
      }
    }
    let all = lines + rows + ["end \(journey.rowCount) \(journey.goalEventCount)"]
    journeys.append(all.joined(separator: "\n"))
    lines = []
    rows = []
  }

  static func += (a: inout Diary, b: Diary) {
    a.journeys += b.journeys
    a.faults += b.faults
  }
}
