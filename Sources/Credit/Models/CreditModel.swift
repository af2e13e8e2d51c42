import Values

/// How a goal's amount and its conversion are divided among the touches before it (Specification, section 4).
///
/// Every model is one of two rules: a table of roles and their weights, or decay with age. Built-in models stand in
/// `Models/BuiltInModels.swift`, tables of one's own are read by `CreditModel.custom`.
public struct CreditModel: Sendable, Equatable {
  public let name: String
  public let rule: Rule

  public enum Rule: Sendable, Equatable {
    /// A touch gets the weights of the roles it holds; a role nobody holds is dropped, the rest scaled to the whole.
    case roles([RoleWeight])
    /// A touch loses half its weight with every `halfLife` microseconds of age; more than 0.
    case decay(halfLife: Int64)
  }

  init(name: String, rule: Rule) {
    self.name = name
    self.rule = rule
  }

  /// The model of a role table; the weights are reduced by their common divisor, and their sum stays below 2⁶³.
  init(name: String, roles: [RoleWeight]) {
    let divisor = roles.reduce(UInt64(0)) { Self.greatestCommonDivisor($0, $1.weight) }
    let reduced = roles.map { RoleWeight(role: $0.role, weight: divisor == 0 ? 0 : $0.weight / divisor) }
    self.init(name: name, rule: .roles(reduced))
  }

  /// The stages that are roles of this model, as indices in the funnel, ascending.
  public var stagesUsed: [Int] {
    guard case .roles(let roles) = rule else { return [] }
    return Set(roles.compactMap { if case .stage(let stage) = $0.role { stage } else { nil } }).sorted()
  }

  /// Decay under a name of its own, so that one run can compare half-lives.
  ///
  /// - Throws: where the half-life, in microseconds, is not above 0.
  public static func timeDecay(
    named name: String = "time-decay", halfLife: Int64
  ) throws(CreditModelError) -> CreditModel {
    guard halfLife > 0 else { throw .halfLifeNotAboveZero(microseconds: halfLife) }
    return CreditModel(name: name, rule: .decay(halfLife: halfLife))
  }

  private static func greatestCommonDivisor(_ a: UInt64, _ b: UInt64) -> UInt64 {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}

/// A part that a touch can play on the way to a goal.
public enum TouchRole: Sendable, Hashable {
  /// The first eligible touch, and the last.
  case first, last
  /// The last touch whose channel is not `direct`; the last of all where every one is.
  case lastNonDirect
  /// Every touch that holds no other role of the model.
  case middle
  /// The latest eligible touch at or before the milestone of the stage with this index in the funnel.
  case stage(Int)
  /// A stage that the funnel in use does not have: held by nobody, its milestone always missing.
  case absentStage
}

/// A role and its weight: a whole number, of meaning only beside the other weights of its model.
public struct RoleWeight: Sendable, Equatable {
  public let role: TouchRole
  public let weight: UInt64

  public init(role: TouchRole, weight: UInt64) {
    self.role = role
    self.weight = weight
  }
}
