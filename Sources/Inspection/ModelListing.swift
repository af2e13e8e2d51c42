import Text
import Settings
import Credit
import Report
import Values

/// What `tributary models` prints: every model with what it does, its weights and what it makes of one example; the
/// user's own among them.
public struct ModelListing: Sendable {
  /// For standard output, whole lines.
  public let text: String

  /// Lists the models called `names`, or all; those of one's own come from the request's configuration file. The
  /// request's half-life and (first) goal shape the example.
  ///
  /// - Throws: `RunError` as a run would: 64 for a name that is no model's, 66 or 78 for the configuration file.
  public init(_ request: RunRequest, names: [String]) throws(RunError) {
    var request = request
    try request.fill(from: Environment.variables)
    var file = ConfigurationFile()
    if let path = request.configurationFile {
      file = try ConfigurationFile(path: path)
      request.fill(from: file)
    }
    let funnel = try file.funnel.funnel()
    let halfLife = try RunConfiguration.halfLife(request[.halfLife])
    let goals = try RunConfiguration.goals(request.all(.goal), funnel, file.funnel.stages)
    let known = CreditModel.builtIn.map(\.name) + file.models.map(\.name.text)
    let asked = (names.isEmpty ? known : names).map { Setting(text: $0, place: .option("models")) }
    let models = try RunConfiguration.models(asked, own: file.models, funnel, halfLife)
    let usual = try RunConfiguration.models(request.all(.model), own: file.models, funnel, halfLife).map(\.name)
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

  /// What the model does, and its weights.
  private static func notes(on model: CreditModel, _ own: [OwnModel], _ funnel: Funnel) -> [String] {
    var notes: [String] = []
    if let builtIn = CreditModel.builtIn.first(where: { $0.name == model.name }) {
      notes = [builtIn.description, builtIn.formula]
    } else if let written = own.first(where: { $0.name.text == model.name }) {
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

  /// As the configuration file writes it, in its order.
  private static func formula(of model: OwnModel) -> String {
    switch model.shape {
    case .roles(let roles): roles.map { "\($0.name.text) \($0.weight.text)" }.joined(separator: ", ")
    case .halfLife: "2^(-age / half-life)"
    }
  }
}

/// How the listing is laid out: the example's journey, a line of amounts a model, what it does below.
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

  /// A model's name, with a star where a run computes it, and what each touch gets.
  func line(_ name: String, isComputed: Bool, _ credits: [Int64]) -> String {
    let texts = credits.map { $0 == 0 ? "-" : Currency.none.text(millionths: Int128($0) * 10_000) }
    let isNobodys = credits.allSatisfy { $0 == 0 }
    return padded(name + (isComputed ? " *" : ""), nameWidth + 2)
      + (isNobodys ? "  all to (unattributed)" : amounts(texts)) + "\n"
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
