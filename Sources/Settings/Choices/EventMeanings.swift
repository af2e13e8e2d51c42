import Values

/// The meanings of event names in a configuration file: each name has one.
struct EventMeanings {
  static let ignored = "(ignored)"
  /// In the file's order.
  private var claims: [(name: String, meaning: String, setting: Setting)] = []

  /// Takes the names of the stages, of `events` and of `ignore`.
  ///
  /// - Throws: `RunError` at a name with two meanings, and at a meaning that is unknown.
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

  /// Takes a name for a meaning. Each of `names` is a stage and can mean no other.
  private mutating func claim(_ setting: Setting, for meaning: String, names: [String]) throws(RunError) {
    let name = setting.text.lowercased()
    if let other = claims.first(where: { $0.name == name }) {
      if other.meaning == meaning { return }
      let claim = other.meaning == Self.ignored ? "is ignored" : "means '\(other.meaning)'"
      throw setting.error("the event '\(setting.text)' already \(claim), at \(other.setting.origin); it can mean one thing only")
    }
    let isWord = names.contains(name) || (meaning != Self.ignored && (name == "touch" || name == "identify"))
    if isWord && name != meaning {
      throw setting.error("the event '\(setting.text)' means '\(name)' and cannot mean '\(meaning)' too")
    }
    claims.append((name, meaning, setting))
  }

  /// The names of a meaning, in lower case: the `usual` ones that no other meaning took, then those of the file.
  func names(of meaning: String, usual: [String]) -> [String] {
    var names = usual.filter { name in !claims.contains { $0.name == name && $0.meaning != meaning } }
    for claim in claims where claim.meaning == meaning && !names.contains(claim.name) { names.append(claim.name) }
    return names
  }
}
