import Text
import Settings
import Credit
import Report
import Values

/// The output of `tributary models`: every model with its description, its weights and its credit in one example; custom models,
/// too.
public struct ModelListing: Sendable {
  /// For standard output, whole lines.
  public let text: String

  /// Lists the models called `names`, or all. Custom models come from the request's configuration file. The example uses the
  /// request's half-life and its first goal.
  ///
  /// - Throws: `RunError` as a run would: 64 for a name that is no model's, 66 or 78 for the configuration file.
  public init(_ request: RunRequest, names: [String]) throws(RunError) {
    var request = request
    try request.fill(from: Environment.variables)
    var file = ConfigurationFile()
    if let path = request.configurationFile {
      file = try ConfigurationFile(path: path)
      request.fill(from: file.options)
    }
    let funnel = try file.funnel.funnel()
    let halfLife = try request.value(of: Options.halfLife)
    let goals = try ModelChecking.goals(request.value(of: Options.goal), funnel, custom: file.funnel.stages)
    let known = CreditModel.builtIn.map(\.name) + file.models.map(\.name.text)
    let asked = (names.isEmpty ? known : names).map { Setting(text: $0, location: .option("models")) }
    let models = try ModelChecking.models(asked, custom: file.models, funnel, halfLife: halfLife)
    let usual = try ModelChecking.models(
      request.value(of: Options.model), custom: file.models, funnel, halfLife: halfLife
    ).map(\.name)
    let example = WorkedExample(funnel: funnel, goal: goals[0])
    let layout = ModelLayout(
      example: example, goal: funnel.stages[goals[0]].name, nameWidth: known.map { DisplayWidth.of($0) }.max() ?? 0)
    var text = layout.journey
    for (model, credits) in zip(models, example.credits(under: models)) {
      text += layout.line(model.name, isComputed: usual.contains(model.name), credits)
      text += layout.notes(Self.notes(on: model, file.models, funnel))
    }
    self.text = text + layout.legend
  }

  /// The description of a model, and its weights.
  private static func notes(on model: CreditModel, _ custom: [ModelSetting], _ funnel: Funnel) -> [String] {
    var notes: [String] = []
    if let builtIn = CreditModel.builtIn.first(where: { $0.name == model.name }) {
      notes = [builtIn.description, builtIn.formula]
    } else if let written = custom.first(where: { $0.name.text == model.name }) {
      notes = ["Your own.", formula(of: written)]
    }
    if case .decay(let halfLife) = model.rule {
      notes[1] += ", with a half-life of \(DurationText.text(microseconds: halfLife))"
    }
    if case .roles(let roles) = model.rule, roles.contains(where: { $0.role == .absentStage }) {
      notes.append("Your funnel has no stage that plays one of these roles: the role is dropped.")
    }
    return notes
  }

  /// The weights of a custom model, as the configuration file writes them.
  private static func formula(of model: ModelSetting) -> String {
    switch model.shape {
    case .roles(let roles): roles.map { "\($0.name.text) \($0.weight.text)" }.joined(separator: ", ")
    case .halfLife: "2^(-age / half-life)"
    }
  }
}

/// The layout of the listing: the journey of the example, then for each model a line of amounts and its description.
struct ModelLayout {
  let example: WorkedExample
  let goal: String
  let nameWidth: Int

  private static let amountWidth = 10

  /// The example, and the head of the table.
  var journey: String {
    let whole = Currency.none.text(millionths: Int128(WorkedExample.amount) * 10_000)
    var text = "Every model splits one journey: five touches, then '\(goal)' with an amount of \(whole).\n\n"
    let widest = example.touches.map(\.channel.count).max() ?? 0
    for touch in example.touches {
      var note = touch.stages.isEmpty ? "" : "makes \(touch.stages.joined(separator: ", "))"
      if touch.day == example.touches.last?.day { note = "'\(goal)' at this instant" }
      text += "  \(touch.name)  \(padded(left: String(touch.day), 2)) January  "
      text += (note.isEmpty ? touch.channel : padded(touch.channel, widest) + "  " + note) + "\n"
    }
    return text + "\n" + padded("", nameWidth + 2) + amounts(example.touches.map(\.name)) + "\n"
  }

  /// The name of a model, with a star where a run computes it, and the amount of each touch.
  func line(_ name: String, isComputed: Bool, _ credits: [Int64]) -> String {
    let texts = credits.map { $0 == 0 ? "-" : Currency.none.text(millionths: Int128($0) * 10_000) }
    let isUnattributed = credits.allSatisfy { $0 == 0 }
    return padded(name + (isComputed ? " *" : ""), nameWidth + 2)
      + (isUnattributed ? "  all to (unattributed)" : amounts(texts)) + "\n"
  }

  func notes(_ notes: [String]) -> String { notes.map { "  \($0)\n" }.joined() + "\n" }

  var legend: String {
    """
    * computed by a run that is asked for nothing else (--model).

    A touch that holds several roles gets their sum; a role that nobody holds is
    dropped, and what is left is scaled to the whole. 'middle' is every touch without
    another role, in equal parts. 'lead', 'opportunity' and other stages mean the
    latest touch at or before the stage. Models of your own stand under 'models' in
    the configuration file, as in
    models: {sales: {negotiation: 2.5, won: 0.5}, decay-14d: {half-life: 14d}}

    """
  }

  private func amounts(_ texts: [String]) -> String { texts.map { padded(left: $0, Self.amountWidth) }.joined() }
  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
  }
  private func padded(left text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - DisplayWidth.of(text))) + text
  }
}
