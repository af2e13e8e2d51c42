import Credit
import Values

/// From settings to the models of a run and the stages that they credit.
package enum ModelChecking {
  /// The models of a run that asks for none, before the custom ones.
  static let usualNames = ["first-touch", "last-touch", "linear", "time-decay", "w-shaped"]

  /// The models that are asked for, in that order; the usual ones and every custom one, in the file's order, where none is.
  ///
  /// - Throws: `RunError` for a name that is unknown or given twice, and for a custom model that is wrong.
  package static func models(
    _ asked: [Setting], custom: [ModelSetting], _ funnel: Funnel, halfLife: Int64
  ) throws(RunError) -> [CreditModel] {
    var customModels: [CreditModel] = []
    for model in custom { customModels.append(try model.model(funnel: funnel)) }
    func builtIn(_ name: String) throws(CreditModelError) -> CreditModel {
      try CreditModel.named(name, funnel: funnel, halfLife: halfLife, alsoKnown: customModels.map(\.name))
    }
    if asked.isEmpty {
      do { return try usualNames.map { name throws(CreditModelError) in try builtIn(name) } + customModels } catch {
        preconditionFailure("a default model cannot be made: \(error)")
      }
    }
    var chosen: [CreditModel] = []
    for setting in asked {
      if chosen.contains(where: { $0.name == setting.text }) {
        throw setting.error("\(setting.name) \(setting.text) is given twice")
      }
      if let model = customModels.first(where: { $0.name == setting.text }) {
        chosen.append(model)
        continue
      }
      do { chosen.append(try builtIn(setting.text)) } catch { throw setting.error("\(setting.name): \(error.description)") }
    }
    return chosen
  }

  /// The stage indexes of the goals that are asked for, in funnel order; that of `won` where none is.
  ///
  /// - Throws: `RunError` for a name that is no stage, and for a custom funnel without `won` where none is asked for.
  package static func goals(_ asked: [Setting], _ funnel: Funnel, custom stages: [StageSetting]?) throws(RunError) -> [Int] {
    let names = funnel.stages.map(\.name)
    var indexes: Set<Int> = []
    for setting in asked {
      guard let index = funnel.place(of: setting.text) else {
        let question = NearName.question(for: setting.text, among: names)
        throw setting.error(
          "\(setting.name) reads '\(setting.text)', which is no stage of the funnel"
            + (question.isEmpty ? "; it has \(names.joined(separator: ", "))" : question))
      }
      indexes.insert(index)
    }
    if asked.isEmpty {
      if let won = funnel.place(of: "won") {
        indexes.insert(won)
      } else if let first = stages?.first {
        throw first.name.error(
          "no stage of this funnel is 'won', the usual goal; say which one to credit with --goal or 'goal:', "
            + "as in 'goal: \(names.last ?? "")'")
      }
    }
    return indexes.sorted()
  }
}
