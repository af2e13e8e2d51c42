import Figures
import Settings
import Archive
import Credit
import Events
import Report
import Tables
import Text
import Values

/// What a user should know of a run that succeeded, a line each, in a fixed order.
extension RunContext {
  /// Inputs that one warning names before it only counts the rest: a year of daily files stays one line.
  private static let mostNamesInAWarning = 5

  func warnings(_ run: SettledRun) -> [String] {
    let spend = run.collected.spend
    return emptyInputs(run.collected) + rejectedRows(spend) + encodings(spend) + consequences(run)
  }

  /// What follows from the rows that were read, whether they were all used or not.
  package func consequences(_ run: SettledRun) -> [String] {
    namingWarnings(run) + missingGoals(run.settled) + goalsWithoutTouches(run.settled) + missingMilestones(run.settled)
      + keylessJourneys()
  }

  package func emptyInputs(_ collected: Collected) -> [String] {
    let (inputs, spend) = (collected.inputs, collected.spend)
    if inputs.isEmpty {
      return ["no file was found: the directories given hold none (names that begin with a dot are passed over)"]
    }
    var rows = [Int64](repeating: 0, count: inputs.count)
    for source in registry.sources { rows[source.input] += source.ledger.read }
    var empty = inputs.indices.filter { rows[$0] == 0 && collected.events.damaged[$0] == nil }.map { inputs[$0].displayName }
    empty += spend.sources.filter { $0.rows.read == 0 }.map(\.source.name)
    let unmet = configuration.inputs.indices.filter { set in !inputs.contains { $0.list == set } }
    let sets = unmet.map {
      "\(configuration.inputs[$0].origin): no file was found for this set of inputs (names that begin with a dot are passed over)"
    }
    if empty.isEmpty { return sets }
    return sets + [
      "\(Self.list(empty)): empty, no row was read" + (registry.rowsRead == 0 ? "; the report is that of no events" : "")
    ]
  }

  private func keylessJourneys() -> [String] {
    guard configuration.credits?.isKeyless == true else { return [] }
    return [
      "journeys in credits.csv.gz are hashed without a key, so whoever has an id can compute its hash; give --hash-key-file"
    ]
  }

  private func rejectedRows(_ spend: SpendInputs) -> [String] {
    let ofSpend = spend.sources.reduce(into: SpendRowCounts()) { $0 += $1.rows }
    var ofEvents = RowLedger()
    for source in registry.sources { ofEvents += source.ledger }
    let events = RejectReason.allCases.map { ($0, ofEvents[$0]) }
    let rejected = Dictionary(spend.rejects.map { ($0.reason, Int64(1)) }, uniquingKeysWith: +)
    let ofSpendFiles = RejectReason.allCases.map { ($0, rejected[$0] ?? 0) }
    return [
      (registry.rowsRejected, registry.rowsRead, "rows", events), (ofSpend.rejected, ofSpend.read, "spend rows", ofSpendFiles),
    ].filter { $0.0 > 0 }.map { count, read, what, reasons in
      "\(count) of \(read) \(what) were rejected (\(Self.commonest(reasons))); the report's rejects file says why"
    }
  }

  /// `unreadable time: 25, missing channel: 9, …`, the most frequent first.
  private static func commonest(_ reasons: [(reason: RejectReason, rows: Int64)]) -> String {
    let found = reasons.enumerated().filter { $0.element.rows > 0 }
      .sorted { ($1.element.rows, $0.offset) < ($0.element.rows, $1.offset) }.map(\.element)
    return found.prefix(mostReasons).map { "\($0.reason.label): \($0.rows)" }.joined(separator: ", ")
      + (found.count > mostReasons ? ", …" : "")
  }

  /// Reasons that a warning names.
  private static let mostReasons = 3

  static func list(_ names: [String]) -> String { NameList.text(names, most: mostNamesInAWarning) }

  /// Encodings that only a look suggests, and bytes that are no letters in theirs.
  package func encodings(_ spend: SpendInputs) -> [String] {
    let guessed = registry.inInputOrder.map { registry.sources[$0] }.filter(\.form.isEncodingGuessed).map(\.name)
    let all = guessed + spend.guessedEncodings
    let warning =
      "\(Self.list(all)): looks like Latin-1 (windows-1252) and was read so; say --encoding latin1 if that is right, or "
      + "which one is"
    return (all.isEmpty ? [] : [warning]) + (encodingAdvice.map { [$0] } ?? [])
  }

  private func missingGoals(_ settled: Settled) -> [String] {
    if registry.rowsRead == 0 { return [] }
    let isBounded = configuration.from != nil || configuration.to != nil
    return configuration.goals.indices.filter { settled.credit.goals[$0] == CreditTotals.Credit() }.map { goal in
      let stage = configuration.funnel.stages[configuration.goals[goal]].name
      return "no '\(stage)' event was found" + (isBounded ? " in the period" : "") + ", so nothing was credited for it"
    }
  }

  /// Most often ids that do not meet: touches know people, deals know companies, and no row knows both.
  private func goalsWithoutTouches(_ settled: Settled) -> [String] {
    let credit = settled.credit
    return configuration.goals.indices.compactMap { goal in
      // What no model could give to a touch had none; refunds count no conversion.
      let without =
        configuration.models.indices.map { model in
          credit.credit(goal: goal, model: model, slot: credit.slotCount).conversions
        }.min() ?? 0
      let count = Int64(without / Self.millionths)
      guard count * 2 > credit.events[goal] else { return nil }
      let stage = configuration.funnel.stages[configuration.goals[goal]].name
      return "\(count) of \(credit.events[goal]) '\(stage)' goals had no touch to credit: either their touches are not in these "
        + "logs or before the lookback, or touches and deals go by different ids that no row links; 'tributary check' says who is linked"
    }
  }

  /// A conversion in the totals.
  private static let millionths: Int128 = 1_000_000

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
