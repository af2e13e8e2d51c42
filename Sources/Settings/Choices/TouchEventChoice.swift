import Events
import Values

/// Which of the events that mean a touch count: `--touch-events click,visit`.
struct TouchEventChoice {
  /// Spellings of one event: to choose one is to choose the others.
  private static let alike = [["page_view", "pageview"], ["touch", "touchpoint"]]

  private let funnel: Funnel
  private var chosen: Set<String> = []

  /// What is asked for, out of the funnel's touch events; each setting is one name or several with commas between.
  ///
  /// - Throws: at the name that means no touch.
  init(_ asked: [Setting], of funnel: Funnel) throws(RunError) {
    self.funnel = funnel
    for setting in asked {
      let names = setting.text.split(separator: ",").map { ColumnMap.trimmed(String($0)).lowercased() }
        .filter { !$0.isEmpty }
      if names.isEmpty { throw setting.refusal("name events that mean a touch, as in click,visit") }
      for name in names { try choose(name, setting) }
    }
  }

  private mutating func choose(_ name: String, _ setting: Setting) throws(RunError) {
    let known = funnel.touchEvents
    // `clicks` is `click`.
    guard let event = known.contains(name) ? name : known.first(where: { $0 + "s" == name }) else {
      let question = NearName.question(for: name, among: known)
      throw setting.error(
        "\(setting.name) names '\(name)', which is no event that means a touch"
          + (question.isEmpty ? "; these are \(known.joined(separator: ", "))" : question))
    }
    chosen.formUnion(Self.alike.first { $0.contains(event) }?.filter(known.contains) ?? [event])
  }

  /// Names of the events that count, in the funnel's order.
  var events: [String] { funnel.touchEvents.filter(chosen.contains) }
}

extension Funnel {
  /// The funnel in which of the touch events only these count; the others are ignored.
  func counting(_ touches: [String]) -> Funnel {
    Funnel(
      stages: stages, lead: lead, opportunity: opportunity, touchEvents: touches, identifyEvents: identifyEvents,
      ignoredEvents: ignoredEvents + touchEvents.filter { !touches.contains($0) })
  }
}
