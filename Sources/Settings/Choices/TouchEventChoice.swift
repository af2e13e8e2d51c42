import Events
import Values

/// The touch events that count: `--touch-events click,visit`.
struct TouchEventChoice {
  /// Spellings of one event. Whoever chooses one chooses the others, too.
  private static let alike = [["page_view", "pageview"], ["touch", "touchpoint"]]

  private let funnel: Funnel
  private var chosen: Set<String> = []

  /// Those of the funnel's touch events that are asked for. A setting is one name, or several separated by commas.
  ///
  /// - Throws: `RunError` at the first name that is no touch event.
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

  /// The names of the touch events that count, in the funnel's order; nil where none is asked for and all count.
  ///
  /// - Throws: `RunError` at the first name that is no touch event.
  static func events(_ asked: [Setting], of funnel: Funnel) throws(RunError) -> [String]? {
    asked.isEmpty ? nil : try TouchEventChoice(asked, of: funnel).events
  }

  private var events: [String] { funnel.touchEvents.filter(chosen.contains) }
}

extension Funnel {
  /// The funnel in which only these touch events count; the others are ignored.
  func counting(_ touches: [String]) -> Funnel {
    Funnel(
      stages: stages, lead: lead, opportunity: opportunity, touchEvents: touches, identifyEvents: identifyEvents,
      ignoredEvents: ignoredEvents + touchEvents.filter { !touches.contains($0) })
  }
}
