import Text
import Settings
import Events
import Values

/// What a drafted configuration says of events, of what can be decided, and of what is missing.
extension ConfigurationDraft {
  func writeEvents(_ yaml: inout CommentedYAML) {
    yaml.comment("Events: how often each occurs, and what it means.")
    let shown = tally.entries.prefix(Self.mostNames).map { String($0.name.prefix(Self.mostLetters)) }
    let widest = shown.map(CommentedYAML.width).max() ?? 0
    for entry in tally.entries.prefix(Self.mostNames) {
      let name = String(entry.name.prefix(Self.mostLetters))
      let gap = String(repeating: " ", count: widest - CommentedYAML.width(name))
      yaml.comment("  \(name)\(gap)  \(Count.text(entry.rows)): \(Self.text(entry.meaning))")
    }
    if tally.entries.count > Self.mostNames { yaml.comment("  and \(tally.entries.count - Self.mostNames) more") }
    for field in tally.tooMany {
      yaml.comment(
        "'\(field)' has more than \(Count.text(ColumnProfile.mostValues)) different names; those that no line here knows are rejected. "
          + "Perhaps it is not the event.")
    }
    writeGuesses(&yaml)
    let unknown = tally.unknown
    if !unknown.isEmpty {
      yaml.comment("Left out, for nothing is known of them; move what counts to 'events'.")
      yaml.entry("ignore", nil)
      for entry in unknown { yaml.item(entry.name, comment: Count.text(entry.rows, "row"), indent: 2) }
    }
    yaml.blank()
  }

  private func writeGuesses(_ yaml: inout CommentedYAML) {
    let guessed = tally.guessed
    if guessed.isEmpty { return }
    yaml.comment("Guesses, to be checked; a name that means nothing here belongs under 'ignore'.")
    yaml.entry("events", nil)
    for target in ["touch"] + Funnel.standard.stages.map(\.name) + ["identify"] {
      let names = guessed.filter { $0.meaning.target == target }
      if names.isEmpty { continue }
      yaml.entry(target, nil, indent: 2)
      for entry in names {
        guard case .guessed(_, let reason) = entry.meaning else { continue }
        yaml.item(entry.name, comment: "\(Count.text(entry.rows, "row")); \(reason)", indent: 4)
      }
    }
  }

  private static func text(_ meaning: EventMeaning) -> String {
    switch meaning {
    case .known(let target): target
    case .guessed(let target, let reason): "perhaps \(target): \(reason)"
    case .unknown: "not known"
    }
  }

  /// The usual ways in which analytics call what is no channel; models that pass `direct` over know it by that name alone.
  func writeAliases(_ yaml: inout CommentedYAML) {
    let direct = ["(direct)", "Direct", "(none)", "(direct) / (none)", "직접", "직접유입", "직접 유입"]
    let found = direct.filter { name in events.contains { $0.guess.profile(.channel)?.values[name] != nil } }
    let names = found.filter { $0.lowercased() != "direct" }
    if names.isEmpty { return }
    yaml.entry("aliases", nil, comment: "so that last-non-direct knows it")
    for name in names { yaml.entry(name, "direct", indent: 2) }
    yaml.blank()
  }

  func writeChoices(_ yaml: inout CommentedYAML) {
    if let goal = tally.goal, goal != "won" {
      yaml.entry("goal", goal, comment: "what is credited: nothing is 'won' in these files, and this is the last stage there is")
    }
    if let percent = rejectPercent {
      yaml.entry("max-rejects", "\(percent)%", comment: "so many rows may be rejected; the reasons stand with the inputs above")
    }
    yaml.comment("What else can be decided, with what holds without it:")
    yaml.comment("model: \(CommentedYAML.list(RunConfiguration.defaultModels))")
    if tally.goal == "won" || tally.goal == nil { yaml.comment("goal: won") }
    let lookback = DurationText.text(microseconds: RunConfiguration.defaultLookback)
    yaml.comment("lookback: \(lookback)  # how long before the goal a touch counts")
    yaml.comment("half-life: \(DurationText.text(microseconds: RunConfiguration.defaultHalfLife))  # of time-decay")
    yaml.comment("period: last-month  # without it: everything")
    yaml.comment("after-conversion: keep  # reset: only touches after the journey's goal before count")
    yaml.comment("stage-channel: ignore  # touch: a deal's own channel is a touch, too")
  }

  /// What `max-rejects` has to be for the rejects that are foreseen, where the usual 1 % is too little.
  private var rejectPercent: Int? {
    let rows = events.map(\.group.rows).reduce(0, +)
    let rejects = events.flatMap(\.rejects).map(\.rows).reduce(0, +) + unconvertible
    if rows == 0 || rejects * 100 <= rows { return nil }
    return min(100, rejects * 100 / rows + 2)
  }

  /// Rows in currencies for which there are no rates.
  private var unconvertible: Int {
    rates.isEmpty ? money.currencies.dropFirst().map(\.rows).reduce(0, +) : 0
  }

  func writeRefused(_ yaml: inout CommentedYAML) {
    if refused.isEmpty && empty.isEmpty { return }
    yaml.blank()
    yaml.comment("Not read:")
    for (path, reason) in refused.prefix(Self.mostFields) { yaml.comment("  \(path): \(reason)", hanging: 4) }
    if refused.count > Self.mostFields { yaml.comment("  and \(refused.count - Self.mostFields) more") }
    for path in empty.prefix(Self.mostFields) { yaml.comment("  \(path): it is empty") }
    if empty.count > Self.mostFields { yaml.comment("  and \(empty.count - Self.mostFields) more that are empty") }
  }
}
