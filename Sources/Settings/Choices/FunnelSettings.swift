import Values

/// A stage of a custom funnel as a configuration file writes it.
package struct StageSetting: Sendable {
  var name: Setting
  var label: Setting?
  /// nil: the usual spellings of a usual stage, else the name alone.
  var events: [Setting]?
  /// The roles that the models take the stage for: `lead`, `opportunity`.
  var plays: [Setting] = []
}

/// The stages and event names of a configuration file. `funnel()` makes a `Funnel` of them.
///
/// Written names take precedence over the usual spellings: with `ignore: [impression]` an impression is no longer a touch.
package struct FunnelSettings: Sendable {
  /// nil: the usual funnel.
  package var stages: [StageSetting]?
  /// More event names: `touch`, `identify` or a stage → names.
  var events: [(meaning: Setting, names: [Setting])] = []
  /// Event names that are left out without an error. A row is left out as soon as its time and event are read, whatever else is
  /// wrong with it.
  var ignored: [Setting] = []

  /// The usual funnel, changed by these settings.
  ///
  /// - Throws: `RunError` with status 78 at the name that is taken, unknown or given twice.
  package func funnel() throws(RunError) -> Funnel {
    if stages == nil && events.isEmpty && ignored.isEmpty { return .standard }
    try checkStages()
    let meanings = try EventMeanings(self)
    let usual = Funnel.standard
    let made: [Funnel.Stage]
    if let stages {
      made = stages.map { stage in
        let name = stage.name.text
        let spellings = stage.events == nil ? usual.place(of: name).map { usual.stages[$0] } : nil
        let known = spellings.map { $0.name == name.lowercased() ? $0.events : [] } ?? []
        return Funnel.Stage(name: name, label: stage.label?.text, events: meanings.names(of: name.lowercased(), usual: known))
      }
    } else {
      made = usual.stages.map { Funnel.Stage(name: $0.name, events: meanings.names(of: $0.name, usual: $0.events)) }
    }
    return Funnel(
      stages: made, lead: try index(playing: "lead", in: made),
      opportunity: try index(playing: "opportunity", in: made),
      touchEvents: meanings.names(of: "touch", usual: usual.touchEvents),
      identifyEvents: meanings.names(of: "identify", usual: usual.identifyEvents),
      ignoredEvents: meanings.names(of: EventMeanings.ignored, usual: []))
  }

  /// Names that a stage cannot have: they name events that are no stage, or roles that no stage plays.
  private static let reserved = ["touch", "identify", "first", "last", "middle", "half-life"]

  private func checkStages() throws(RunError) {
    guard let stages else { return }
    if stages.count > Funnel.mostStages {
      throw stages[Funnel.mostStages].name.error("a funnel has at most \(Funnel.mostStages) stages")
    }
    for (i, stage) in stages.enumerated() {
      let name = stage.name.text.lowercased()
      if Self.reserved.contains(name) {
        throw stage.name.error("'\(stage.name.text)' cannot be a stage: the word has a meaning of its own; choose another name")
      }
      if let other = stages[..<i].first(where: { $0.name.text.lowercased() == name }) {
        throw stage.name.error("the stage '\(stage.name.text)' is given twice, first at \(other.name.origin)")
      }
      for role in stage.plays where role.text != "lead" && role.text != "opportunity" {
        throw role.refusal("a stage plays lead or opportunity")
      }
    }
  }

  /// The index of the stage that plays a part: the one whose `plays` has it, else the one with that name.
  private func index(playing part: String, in made: [Funnel.Stage]) throws(RunError) -> Int? {
    var found: Int?
    for (i, stage) in (stages ?? []).enumerated() {
      guard let role = stage.plays.first(where: { $0.text == part }) else { continue }
      if let found { throw role.error("two stages play \(part): '\(made[found].name)' and '\(stage.name.text)'; choose one") }
      found = i
    }
    return found ?? made.firstIndex { $0.name.lowercased() == part }
  }
}
