import Events

/// Finds columns of ids by whose values they hold: a CRM's customer code that is some log's `account_id` is one, whatever it
/// is called. What a usual name says stays; hints of a name yield.
enum SharedIDs {
  /// A column of ids that its usual name tells.
  private struct Known {
    let column: EventColumn
    let sketch: ValueSketch
    let file: String
  }

  private struct Find {
    let field: Int
    let known: Known
    let share: Int
  }

  static func settle(_ plans: inout [EventPlan]) {
    let known = plans.flatMap { plan in
      EventPlan.ids.compactMap { column -> Known? in
        guard let pick = plan.guess.picks[column], !pick.isGuess else { return nil }
        return Known(column: column, sketch: plan.group.profiles[pick.field].sketch, file: plan.group.files[0])
      }
    }
    if known.isEmpty { return }
    for place in plans.indices { settle(&plans[place], known) }
  }

  /// The best find of all is taken first.
  private static func settle(_ plan: inout EventPlan, _ known: [Known]) {
    let group = plan.group
    var finds: [Find] = []
    for field in group.names.indices where group.isNamed(field) && plan.mayBeID(field) {
      for known in known where known.file != group.files[0] {
        guard let share = group.profiles[field].sketch.share(with: known.sketch) else { continue }
        finds.append(Find(field: field, known: known, share: share))
      }
    }
    // The sort is stable in what it is given: fields and logs are in order.
    finds = finds.enumerated().sorted { ($1.element.share, $0.offset) < ($0.element.share, $1.offset) }.map(\.element)
    var fields: Set<Int> = [], columns: Set<EventColumn> = []
    for find in finds where !fields.contains(find.field) && !columns.contains(find.known.column) {
      if let pick = plan.guess.picks[find.known.column], !pick.isGuess { continue }
      fields.insert(find.field)
      columns.insert(find.known.column)
      plan.take(
        find.field, for: find.known.column,
        because: "its values are those of '\(find.known.column.name)' in \(find.known.file), "
          + EventColumn.userID.evidence(group, find.field))
    }
  }
}
