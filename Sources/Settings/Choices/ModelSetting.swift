import Text
import Credit
import Values

/// A custom model as a configuration file writes it.
package struct ModelSetting: Sendable {
  /// A role of touches and its weight.
  package struct Role: Sendable {
    /// The name as written, and the weight, a decimal.
    package let name: Setting, weight: Setting
  }

  /// The two kinds of custom models.
  package enum Shape: Sendable {
    /// A table of roles and weights.
    case roles([Role])
    /// Time decay with this half-life.
    case halfLife(Setting)
  }

  /// The name of the model.
  package let name: Setting
  /// Its roles, or its half-life.
  package let shape: Shape

  /// The model, its roles resolved in `funnel`.
  ///
  /// - Throws: `RunError` with status 78 at the name, role or weight that is wrong.
  func model(funnel: Funnel) throws(RunError) -> CreditModel {
    do throws(CreditModelError) {
      switch shape {
      case .roles(let roles):
        return try CreditModel.custom(name: name.text, roles: roles.map { ($0.name.text, $0.weight.text) }, funnel: funnel)
      case .halfLife(let written):
        if CreditModel.builtIn.contains(where: { $0.name == name.text }) { throw .nameOfBuiltIn(name: name.text) }
        guard let halfLife = DurationText.microseconds(written.text), halfLife > 0 else { break }
        return try CreditModel.timeDecay(named: name.text, halfLife: halfLife)
      }
    } catch {
      throw blamed(for: error).error(error.description)
    }
    guard case .halfLife(let written) = shape else { preconditionFailure("a role table is returned or thrown for") }
    throw written.refusal("give a duration above 0, as in 14d")
  }

  /// The setting that an error of the model is about.
  private func blamed(for error: CreditModelError) -> Setting {
    guard case .roles(let roles) = shape else { return name }
    switch error {
    case .unknownRole(_, let role, _, _), .repeatedRole(_, let role, _):
      return roles.first { $0.name.text == role }?.name ?? name
    case .unreadableWeight(_, let role, _, _):
      return roles.first { $0.name.text == role }?.weight ?? name
    default: return name
    }
  }
}
