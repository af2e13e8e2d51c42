import Events
import Values

/// The event names of all logs: how often each occurs and what it means.
struct EventTally: Sendable {
  struct Entry: Sendable {
    /// As most rows spell it.
    var name: String
    var rows: Int
    var meaning: EventMeaning
  }

  /// The most frequent first.
  private(set) var entries: [Entry] = []
  /// Fields with more names than are counted.
  private(set) var tooMany: [String] = []

  init(_ plans: [EventPlan]) {
    var rows: [String: Int] = [:]
    var spelled: [String: String] = [:]
    for plan in plans {
      if let constant = plan.event { rows[constant.name, default: 0] += plan.group.rows }
      guard let profile = plan.guess.profile(.event), let field = plan.guess.name(.event) else { continue }
      if profile.isMany { tooMany.append(field) }
      for (value, count) in profile.ranked {
        let key = value.lowercased()
        spelled[key] = spelled[key] ?? value
        rows[key, default: 0] += count
      }
    }
    entries = rows.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { Entry(name: spelled[$0.key] ?? $0.key, rows: $0.value, meaning: EventMeaning($0.key)) }
  }

  /// Names that are known and need nothing; names whose meaning is a guess; and those nothing is known of.
  var known: [Entry] { entries.filter { if case .known = $0.meaning { true } else { false } } }
  var guessed: [Entry] { entries.filter { if case .guessed = $0.meaning { true } else { false } } }
  var unknown: [Entry] { entries.filter { $0.meaning == .unknown } }

  /// Rows of all names that mean a stage, `touch` or `identify`.
  func rows(meaning target: String) -> Int { entries.filter { $0.meaning.target == target }.map(\.rows).reduce(0, +) }

  /// Stages that no event means.
  var absentStages: [String] { Funnel.standard.stages.map(\.name).filter { rows(meaning: $0) == 0 } }

  /// The stage to credit: `won`, or where nobody won anything the last stage that is there; nil for none.
  var goal: String? {
    let stages = Funnel.standard.stages.map(\.name).filter { rows(meaning: $0) > 0 && $0 != "lost" }
    return stages.contains("won") ? "won" : stages.last
  }
}
