import Values

extension CreditModel {
  /// A model of one's own: role → weight as written. The order of the table and the scale of the weights do not
  /// matter.
  ///
  /// A role is `first`, `last`, `middle` or a stage of the funnel, by its name or a spelling of it; `lead` and
  /// `opportunity` also mean the stages that play them. Weights are non-negative decimals; a weight of 0 still keeps
  /// its touch out of the middle.
  public static func custom(
    name: String, roles table: [(role: String, weight: String)], funnel: Funnel
  ) throws(CreditModelError) -> CreditModel {
    guard !name.isEmpty else { throw .namelessModel }
    guard !builtIn.contains(where: { $0.name == name }) else { throw .nameOfBuiltIn(name: name) }
    guard !table.isEmpty else { throw .noRoles(model: name) }
    var spellings: [TouchRole: String] = [:]
    var rows: [(role: TouchRole, weight: DecimalWeight)] = []
    for (text, weight) in table {
      let role = try role(text, model: name, funnel: funnel)
      if let other = spellings.updateValue(text, forKey: role) {
        throw .repeatedRole(model: name, role: text, other: other)
      }
      do { rows.append((role, try DecimalWeight(weight))) } catch {
        throw .unreadableWeight(model: name, role: text, text: weight, reason: error.reason)
      }
    }
    let decimals = rows.map(\.weight.decimals).max() ?? 0
    var sum: UInt64 = 0
    var weights: [RoleWeight] = []
    for row in rows {
      guard let scaled = row.weight.scaled(to: decimals) else { throw .tooManyDigits(model: name) }
      let (longer, overflow) = sum.addingReportingOverflow(scaled)
      guard !overflow, longer < CreditPolicy.greatestWeightSum else { throw .tooManyDigits(model: name) }
      sum = longer
      weights.append(RoleWeight(role: row.role, weight: scaled))
    }
    return CreditModel(name: name, roles: weights)
  }

  private static func role(
    _ text: String, model: String, funnel: Funnel
  ) throws(CreditModelError) -> TouchRole {
    switch text.lowercased() {
    case "first": return .first
    case "last": return .last
    case "middle": return .middle
    case let name:
      if let stage = funnel.place(of: name) { return .stage(stage) }
      if name == "lead", let stage = funnel.lead { return .stage(stage) }
      if name == "opportunity", let stage = funnel.opportunity { return .stage(stage) }
      let known = ["first", "last", "middle"] + funnel.stages.map(\.name)
      throw .unknownRole(
        model: model, role: text, known: known, suggestion: NearName.question(for: text, among: known))
    }
  }
}
