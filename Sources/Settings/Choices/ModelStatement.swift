import Credit
import Text
import Values

/// Statements of custom models. Weights are stated in lowest terms.
struct ModelStatement {
  private let custom: [CreditModel]
  private let funnel: Funnel

  /// Of `models`, those that are not built in; their stages are named by `funnel`.
  init(_ models: [CreditModel], _ funnel: Funnel) {
    let builtIn = CreditModel.builtIn.map(\.name)
    custom = models.filter { !builtIn.contains($0.name) }
    self.funnel = funnel
  }

  /// `models` of a configuration file: name → role → weight; nil without custom models.
  var tables: JSONValue? { statement(table) }

  /// `models` of `summary.json`: name → `negotiation 5, won 1`, or `half-life 14d`; nil without custom models.
  var texts: JSONValue? { statement { .text(text(of: $0)) } }

  private func statement(_ value: (CreditModel) -> JSONValue) -> JSONValue? {
    custom.isEmpty ? nil : .object(custom.map { .init($0.name, value($0)) })
  }

  private func table(of model: CreditModel) -> JSONValue {
    switch model.rule {
    case .decay(let halfLife): .object([.init("half-life", .text(DurationText.text(microseconds: halfLife)))])
    case .roles(let roles): .object(roles.map { .init(name(of: $0.role), .text(String($0.weight))) })
    }
  }

  private func text(of model: CreditModel) -> String {
    switch model.rule {
    case .decay(let halfLife): "half-life \(DurationText.text(microseconds: halfLife))"
    case .roles(let roles): roles.map { "\(name(of: $0.role)) \($0.weight)" }.joined(separator: ", ")
    }
  }

  private func name(of role: TouchRole) -> String {
    switch role {
    case .first: "first"
    case .last: "last"
    case .lastNonDirect: "last that is not direct"
    case .middle: "middle"
    case .stage(let index): funnel.stages[index].name
    case .absentStage: "a stage the funnel does not have"
    }
  }
}
