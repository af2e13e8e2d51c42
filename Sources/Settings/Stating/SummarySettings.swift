import Text
import Credit
import Events
import Values

/// What the summary states of settings that are the user's own: nothing where they are the usual ones.
extension RunConfiguration {
  package var ownSettings: [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    if let asOf { members.append(.init("as-of", .text(CivilDate.text(ofDay: asOf)))) }
    let usualNames = CreditModel.builtIn.map(\.name)
    let own = models.filter { !usualNames.contains($0.name) }
    if !own.isEmpty { members.append(.init("models", .object(own.map { .init($0.name, .text(weights(of: $0))) }))) }
    if funnel != .standard { members += funnelMembers }
    if noIDs != ReadingRules.usualNoIDs { members.append(.init("no-id", Self.texts(noIDs))) }
    if let credits { members.append(.init("journey-ids", .text(credits.hashKey == nil ? "raw" : "hash"))) }
    return members + textMembers + touchMembers + setMembers
  }

  private var touchMembers: [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    func patterns(_ patterns: [WildcardPattern]) -> JSONValue { Self.texts(patterns.map(\.text)) }
    if let channelMap { members.append(.init("channel-map", .text(channelMap.name))) }
    if !aliases.isEmpty { members.append(.init("aliases", .object(aliases.pairs.map { .init($0.name, .text($0.channel)) }))) }
    if let touchEvents { members.append(.init("touch-events", Self.texts(touchEvents))) }
    if let session { members.append(.init("session", .text(DurationText.text(microseconds: session)))) }
    if !channels.included.isEmpty { members.append(.init("include-channel", patterns(channels.included))) }
    if !channels.excluded.isEmpty { members.append(.init("exclude-channel", patterns(channels.excluded))) }
    return members
  }

  private var funnelMembers: [JSONValue.Member] {
    let stages = funnel.stages.map { stage in
      JSONValue.object([
        .init("stage", .text(stage.name)), .init("label", .text(stage.label)), .init("events", Self.texts(stage.events)),
      ])
    }
    func name(_ place: Int?) -> JSONValue { .text(place.map { funnel.stages[$0].name } ?? "") }
    return [
      .init("funnel", .array(stages)), .init("lead", name(funnel.lead)), .init("opportunity", name(funnel.opportunity)),
      .init("touch", Self.texts(funnel.touchEvents)), .init("identify", Self.texts(funnel.identifyEvents)),
      .init("ignore", Self.texts(funnel.ignoredEvents)),
    ]
  }

  /// `negotiation 5, won 1`, or `half-life 14d`.
  private func weights(of model: CreditModel) -> String {
    switch model.rule {
    case .decay(let halfLife): "half-life \(DurationText.text(microseconds: halfLife))"
    case .roles(let roles): roles.map { "\(name(of: $0.role)) \($0.weight)" }.joined(separator: ", ")
    }
  }

  func name(of role: TouchRole) -> String {
    switch role {
    case .first: "first"
    case .last: "last"
    case .lastNonDirect: "last that is not direct"
    case .middle: "middle"
    case .stage(let place): funnel.stages[place].name
    case .absentStage: "a stage the funnel does not have"
    }
  }

  private static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .text($0) }) }
}
