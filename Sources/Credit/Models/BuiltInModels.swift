import Values

/// A model that comes with the program: its name, what it does in a sentence, and its formula.
///
/// **To add a model**: one entry in `all` below, one golden case, one line in the README's table. A model that needs a
/// role of a new kind adds it to `TouchRole`; the compiler then names the two places that tell who holds it.
public struct BuiltInModel: Sendable {
  public let name: String
  /// What the model does, in one sentence.
  public let description: String
  /// The weight of touch i of n, as people write it.
  public let formula: String
  let shape: Shape

  enum Shape: Sendable {
    case roles([(role: Role, weight: UInt64)])
    case timeDecay
  }

  /// The roles of built-in models. Which stages play `lead` and `opportunity` is for the funnel to say.
  enum Role: Sendable { case first, last, lastNonDirect, middle, lead, opportunity }

  /// In the order of Specification, section 4.
  public static let all: [BuiltInModel] = [
    BuiltInModel(
      name: "first-touch", description: "All credit to the touch that started the journey.",
      formula: "first 100", shape: .roles([(.first, 100)])),
    BuiltInModel(
      name: "last-touch", description: "All credit to the last touch before the goal.",
      formula: "last 100", shape: .roles([(.last, 100)])),
    BuiltInModel(
      name: "last-non-direct",
      description: "All credit to the last touch that is not 'direct'; to the last where all are.",
      formula: "last that is not direct 100", shape: .roles([(.lastNonDirect, 100)])),
    BuiltInModel(
      name: "linear", description: "The same credit to every touch.",
      formula: "1 / n each", shape: .roles([(.middle, 100)])),
    BuiltInModel(
      name: "time-decay", description: "The nearer to the goal, the more: credit halves with every half-life of age.",
      formula: "2^(-age / half-life)", shape: .timeDecay),
    BuiltInModel(
      name: "w-shaped",
      description: "The first touch, the lead and the opportunity in equal parts, a little to the rest.",
      formula: "first 30, lead 30, opportunity 30, middle 10",
      shape: .roles([(.first, 30), (.lead, 30), (.opportunity, 30), (.middle, 10)])),
    BuiltInModel(
      name: "u-shaped", description: "Half to the first touch, half to the one that made the lead.",
      formula: "first 50, lead 50", shape: .roles([(.first, 50), (.lead, 50)])),
    BuiltInModel(
      name: "position-based", description: "Most to the first and the last touch, the rest to those between.",
      formula: "first 40, last 40, middle 20", shape: .roles([(.first, 40), (.last, 40), (.middle, 20)])),
    BuiltInModel(
      name: "full-path", description: "W-shaped up to the goal: first touch, lead, opportunity and last touch.",
      formula: "first 22.5, lead 22.5, opportunity 22.5, last 22.5, middle 10",
      shape: .roles([(.first, 225), (.lead, 225), (.opportunity, 225), (.last, 225), (.middle, 100)])),
    BuiltInModel(
      name: "lead-creation", description: "All credit to the touch that made the lead.",
      formula: "lead 100", shape: .roles([(.lead, 100)])),
    BuiltInModel(
      name: "j-shaped", description: "Most to the last touch, some to the first and to those between.",
      formula: "first 20, last 60, middle 20", shape: .roles([(.first, 20), (.last, 60), (.middle, 20)])),
    BuiltInModel(
      name: "inverse-j", description: "Most to the first touch, some to the last and to those between.",
      formula: "first 60, last 20, middle 20", shape: .roles([(.first, 60), (.last, 20), (.middle, 20)])),
  ]

  /// This model for a funnel; `halfLife` in microseconds matters to time decay alone.
  func model(funnel: Funnel, halfLife: Int64) throws(CreditModelError) -> CreditModel {
    switch shape {
    case .timeDecay: return try CreditModel.timeDecay(named: name, halfLife: halfLife)
    case .roles(let table):
      return CreditModel(
        name: name,
        roles: table.map { RoleWeight(role: Self.role($0.role, in: funnel), weight: $0.weight) })
    }
  }

  private static func role(_ role: Role, in funnel: Funnel) -> TouchRole {
    switch role {
    case .first: .first
    case .last: .last
    case .lastNonDirect: .lastNonDirect
    case .middle: .middle
    case .lead: funnel.lead.map(TouchRole.stage) ?? .absentStage
    case .opportunity: funnel.opportunity.map(TouchRole.stage) ?? .absentStage
    }
  }
}

extension CreditModel {
  /// The built-in models, for listing.
  public static var builtIn: [BuiltInModel] { BuiltInModel.all }

  /// The built-in model called `name`, its roles resolved in `funnel`; `halfLife` in microseconds.
  ///
  /// - Throws: for a name that is no built-in model's (the models of one's own, `alsoKnown`, are suggested too), and
  ///   for time decay with a half-life that is not above 0.
  public static func named(
    _ name: String, funnel: Funnel, halfLife: Int64, alsoKnown: [String] = []
  ) throws(CreditModelError) -> CreditModel {
    guard let found = builtIn.first(where: { $0.name == name }) else {
      let known = builtIn.map(\.name) + alsoKnown
      throw .unknownModel(name: name, known: known, suggestion: NearName.question(for: name, among: known))
    }
    return try found.model(funnel: funnel, halfLife: halfLife)
  }
}
