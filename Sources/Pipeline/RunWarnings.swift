import Archive
import Credit
import Report
import Spend
import Values

/// What a user should know of a run that succeeded, a line each, in a fixed order.
extension AttributionRun {
  /// Inputs that one warning names before it only counts the rest: a year of daily files stays one line.
  private static let mostNamesInAWarning = 5

  func warnings(_ settled: Settled, _ collected: Collected, _ inputs: [InputFile], _ spend: SpendInputs) -> [String] {
    emptyInputs(inputs, collected, spend) + rejectedRows(spend) + namingWarnings(settled, collected, spend) + missingGoals(settled)
      + missingMilestones(settled)
  }

  private func emptyInputs(_ inputs: [InputFile], _ collected: Collected, _ spend: SpendInputs) -> [String] {
    if inputs.isEmpty {
      return ["no file was found: the directories given hold none (names that begin with a dot are passed over)"]
    }
    var rows = [Int64](repeating: 0, count: inputs.count)
    for source in registry.sources { rows[source.input] += source.ledger.read }
    var empty = inputs.indices.filter { rows[$0] == 0 && collected.damaged[$0] == nil }.map { inputs[$0].displayName }
    empty += spend.sources.filter { $0.rows.read == 0 }.map(\.source.name)
    if empty.isEmpty { return [] }
    var names = empty.prefix(Self.mostNamesInAWarning).joined(separator: ", ")
    if empty.count > Self.mostNamesInAWarning { names += " and \(empty.count - Self.mostNamesInAWarning) more" }
    return ["\(names): empty, no row was read" + (registry.rowsRead == 0 ? "; the report is that of no events" : "")]
  }

  private func rejectedRows(_ spend: SpendInputs) -> [String] {
    let ofSpend = spend.sources.reduce(into: SpendRowCounts()) { $0 += $1.rows }
    let counts = [
      (registry.rowsRejected, registry.rowsRead, "rows"), (ofSpend.rejected, ofSpend.read, "spend rows"),
    ]
    return counts.filter { $0.0 > 0 }.map { "\($0.0) of \($0.1) \($0.2) were rejected; the report's rejects file says why" }
  }

  private func missingGoals(_ settled: Settled) -> [String] {
    if registry.rowsRead == 0 { return [] }
    let isBounded = configuration.from != nil || configuration.to != nil
    return configuration.goals.indices.filter { settled.credit.goals[$0] == CreditTotals.Credit() }.map { goal in
      let stage = configuration.funnel.stages[configuration.goals[goal]].name
      return "no '\(stage)' event was found" + (isBounded ? " in the period" : "") + ", so nothing was credited for it"
    }
  }

  private func missingMilestones(_ settled: Settled) -> [String] {
    let credit = settled.credit
    var warnings: [String] = []
    for goal in configuration.goals.indices {
      for (model, name) in configuration.models.map(\.name).enumerated() {
        let missing = credit.missingMilestones[goal * credit.modelCount + model]
        if missing * 10 > credit.events[goal] {
          let stage = configuration.funnel.stages[configuration.goals[goal]].name
          warnings.append(
            "\(name): \(missing) of \(credit.events[goal]) '\(stage)' goals had no milestone for one of its roles; "
              + "their credit went to the other roles")
        }
      }
    }
    return warnings
  }
}
