import Values

/// A stage of a funnel of one's own, as a configuration file writes it.
package struct OwnStage: Sendable {
  var name: Setting
  var label: Setting?
  /// nil: the usual spellings of a usual stage, else the name alone.
  var events: [Setting]?
  /// `lead`, `opportunity`.
  var plays: [Setting] = []
}

/// What a configuration file says of stages and of what events mean; it becomes a `Funnel`.
///
/// What is written down beats the usual spellings: with `ignore: [impression]` an impression is no touch any more.
package struct FunnelSettings: Sendable {
  /// nil: the usual funnel.
  package var stages: [OwnStage]?
  /// More event names: `touch`, `identify` or a stage → names.
  var events: [(meaning: Setting, names: [Setting])] = []
  /// Event names to leave out without complaint: as soon as a row's time and event are read, whatever else is wrong
  /// with it.
  var ignored: [Setting] = []

  /// The funnel these settings make of the usual one.
  ///
  /// - Throws: status 78 at the name that is taken, unknown or given twice.
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
      stages: made, lead: try place(playing: "lead", in: made),
      opportunity: try place(playing: "opportunity", in: made),
      touchEvents: meanings.names(of: "touch", usual: usual.touchEvents),
      identifyEvents: meanings.names(of: "identify", usual: usual.identifyEvents),
      ignoredEvents: meanings.names(of: EventMeanings.ignored, usual: []))
  }

  /// Names that a stage cannot have: events that are no stage, and roles that are none.
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
        throw stage.name.error("the stage '\(stage.name.text)' is given twice, first at \(other.name.whereabouts)")
      }
      for role in stage.plays where role.text != "lead" && role.text != "opportunity" {
        throw role.refusal("a stage plays lead or opportunity")
      }
    }
  }

  /// The place of the stage that plays a part: the one said to, else the one so called.
  private func place(playing part: String, in made: [Funnel.Stage]) throws(RunError) -> Int? {
    var found: Int?
    for (i, stage) in (stages ?? []).enumerated() {
      guard let role = stage.plays.first(where: { $0.text == part }) else { continue }
      if let found { throw role.error("two stages play \(part): '\(made[found].name)' and '\(stage.name.text)'; choose one") }
      found = i
    }
    return found ?? made.firstIndex { $0.name.lowercased() == part }
  }
}

/// Which event name means what, as written down: every name one meaning.
private struct EventMeanings {
  static let ignored = "(ignored)"
  /// In the file's order.
  private var claims: [(name: String, meaning: String, by: Setting)] = []

  init(_ settings: FunnelSettings) throws(RunError) {
    let stageNames = (settings.stages?.map(\.name.text) ?? Funnel.standard.stages.map(\.name)).map { $0.lowercased() }
    for stage in settings.stages ?? [] { try claim(stage.name, for: stage.name.text.lowercased(), names: []) }
    for stage in settings.stages ?? [] {
      for name in stage.events ?? [] { try claim(name, for: stage.name.text.lowercased(), names: stageNames) }
    }
    for (meaning, names) in settings.events {
      let wanted = meaning.text.lowercased()
      guard stageNames.contains(wanted) || wanted == "touch" || wanted == "identify" else {
        throw meaning.unknownKey(of: " among touch, identify and the stages", known: ["touch", "identify"] + stageNames)
      }
      for name in names { try claim(name, for: wanted, names: stageNames) }
    }
    for name in settings.ignored { try claim(name, for: Self.ignored, names: []) }
  }

  /// Takes a name for a meaning. One of `names` belongs to its own stage.
  private mutating func claim(_ setting: Setting, for meaning: String, names: [String]) throws(RunError) {
    let name = setting.text.lowercased()
    if let other = claims.first(where: { $0.name == name }) {
      if other.meaning == meaning { return }
      let says = other.meaning == Self.ignored ? "is ignored" : "means '\(other.meaning)'"
      throw setting.error("the event '\(setting.text)' already \(says), at \(other.by.whereabouts); it can mean one thing only")
    }
    let isWord = names.contains(name) || (meaning != Self.ignored && (name == "touch" || name == "identify"))
    if isWord && name != meaning {
      throw setting.error("the event '\(setting.text)' means '\(name)' and cannot mean '\(meaning)' too")
    }
    claims.append((name, meaning, setting))
  }

  /// The names of a meaning, lower case: its own, the usual ones that nothing else took, then those written down.
  func names(of meaning: String, usual: [String]) -> [String] {
    var names = usual.filter { name in !claims.contains { $0.name == name && $0.meaning != meaning } }
    for claim in claims where claim.meaning == meaning && !names.contains(claim.name) { names.append(claim.name) }
    return names
  }
}
