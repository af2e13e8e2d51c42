import Text
import Values

/// Statements of a custom funnel. A configuration file states it under `funnel`, `events` and `ignore`, `summary.json` under six
/// keys.
struct FunnelStatement {
  private let funnel: Funnel
  private let usual = Funnel.standard

  init(_ funnel: Funnel) { self.funnel = funnel }

  /// Whether only event names differ from the usual funnel.
  private var hasUsualStages: Bool {
    funnel.stages.map(\.name) == usual.stages.map(\.name) && funnel.stages.allSatisfy { $0.label == $0.name }
      && funnel.lead == usual.lead && funnel.opportunity == usual.opportunity
  }

  /// `funnel` of a configuration file; nil where the stages are the usual ones.
  var stages: JSONValue? {
    if funnel == usual || hasUsualStages { return nil }
    return .array(funnel.stages.indices.map { .object(stage($0)) })
  }

  /// `events` of a configuration file; nil where no event name differs.
  var events: JSONValue? {
    if funnel == usual { return nil }
    var events: [(name: String, names: [String])] = []
    if hasUsualStages {
      for (stage, usual) in zip(funnel.stages, usual.stages) where stage.events != usual.events {
        events.append((stage.name, stage.events))
      }
    }
    if funnel.touchEvents != usual.touchEvents { events.append(("touch", funnel.touchEvents)) }
    if funnel.identifyEvents != usual.identifyEvents { events.append(("identify", funnel.identifyEvents)) }
    events.removeAll { $0.names.isEmpty }
    return events.isEmpty ? nil : .object(events.map { .init($0.name, .texts($0.names)) })
  }

  /// `ignore` of a configuration file; nil where no event is ignored.
  var ignored: JSONValue? { funnel == usual || funnel.ignoredEvents.isEmpty ? nil : .texts(funnel.ignoredEvents) }

  private func stage(_ index: Int) -> [JSONValue.Member] {
    let stage = funnel.stages[index]
    var members: [JSONValue.Member] = [.init("stage", .text(stage.name))]
    if stage.label != stage.name { members.append(.init("label", .text(stage.label))) }
    members.append(.init("events", .texts(stage.events)))
    let parts = [("lead", funnel.lead), ("opportunity", funnel.opportunity)].filter { $0.1 == index }.map(\.0)
    if !parts.isEmpty { members.append(.init("plays", .texts(parts))) }
    return members
  }

  /// The members of `summary.json`; none where the funnel is the usual one.
  var summary: [JSONValue.Member] {
    if funnel == usual { return [] }
    let stages = funnel.stages.map { stage in
      JSONValue.object([
        .init("stage", .text(stage.name)), .init("label", .text(stage.label)), .init("events", .texts(stage.events)),
      ])
    }
    func name(_ index: Int?) -> JSONValue { .text(index.map { funnel.stages[$0].name } ?? "") }
    return [
      .init("funnel", .array(stages)), .init("lead", name(funnel.lead)), .init("opportunity", name(funnel.opportunity)),
      .init("touch", .texts(funnel.touchEvents)), .init("identify", .texts(funnel.identifyEvents)),
      .init("ignore", .texts(funnel.ignoredEvents)),
    ]
  }
}
