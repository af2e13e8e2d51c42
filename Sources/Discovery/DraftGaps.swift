import Events
import Values

/// What the files of a drafted configuration lack.
extension ConfigurationDraft {
  func writeMissing(_ yaml: inout CommentedYAML) {
    yaml.blank()
    yaml.comment("What is missing:")
    var isComplete = true
    for gap in gaps {
      isComplete = false
      yaml.comment("- " + gap, hanging: 2)
    }
    if isComplete { yaml.comment("- nothing that a report needs") }
    writeMapStub(&yaml)
  }

  /// The gravest first.
  var gaps: [String] {
    var gaps: [String] = []
    if tally.goal == nil {
      gaps.append("Events of a stage, such as won or lead: nothing can be credited. Name the file of deals or orders, too.")
    }
    if tally.rows(meaning: "touch") == 0 {
      gaps.append("Touches: everything will be (unattributed). Name the log of visits, clicks or campaign responses, too.")
    }
    if tally.goal != nil, tally.rows(meaning: "touch") > 0, !isConnected {
      gaps.append(
        "A common id: the files with touches and those with stages name nobody alike, so no touch belongs to a deal. A file that "
          + "names both ids in a row (logins, form entries) connects them, under the event 'identify'.")
    }
    let absent = ["lead", "opportunity"].filter { tally.absentStages.contains($0) }
    if tally.goal != nil, !absent.isEmpty {
      let names = absent.map { "'\($0)'" }.joined(separator: " and no ")
      gaps.append(
        "Stages: no \(names) in these files. w-shaped drops \(absent.count == 1 ? "that role" : "those roles") and scales the rest "
          + "to 100.")
    }
    if spend.isEmpty, !events.contains(where: { $0.guess.picks[.cost] != nil }) {
      gaps.append("Spend: no return on it will be printed. A table date,channel,amount goes under 'spend: spend.csv'.")
    }
    if events.allSatisfy({ $0.guess.picks[.accountID] == nil }) {
      gaps.append("Accounts: journeys are those of persons, not of companies.")
    }
    if events.allSatisfy({ $0.guess.picks[.eventID] == nil }) {
      gaps.append("An event_id: rows that were delivered twice cannot be told from two events.")
    }
    return gaps
  }

  /// Whether some id leads from a file with touches to one with stages, through any other files.
  private var isConnected: Bool {
    func kinds(_ plan: EventPlan) -> Set<EventColumn> { Set(EventPlan.ids.filter { plan.guess.picks[$0] != nil }) }
    func means(_ plan: EventPlan, _ isWanted: (String) -> Bool) -> Bool {
      if let event = plan.event { return isWanted(event.name) }
      return plan.guess.profile(.event)?.values.contains { EventMeaning($0.key).target.map(isWanted) ?? false } ?? false
    }
    var reached: Set<EventColumn> = []
    for plan in events where means(plan, { $0 == "touch" }) { reached.formUnion(kinds(plan)) }
    for _ in events { for plan in events where !kinds(plan).isDisjoint(with: reached) { reached.formUnion(kinds(plan)) } }
    return events.contains { plan in means(plan) { $0 != "touch" && $0 != "identify" } && !kinds(plan).isDisjoint(with: reached) }
  }

  /// How a channel is made of where a visit came from.
  private func writeMapStub(_ yaml: inout CommentedYAML) {
    guard channelMaps.isEmpty else { return }
    let sources = events.flatMap { plan in
      plan.group.names.filter { name in
        ["source", "medium", "referrer", "referer"].contains { ColumnName(name).words.contains($0) }
      }
    }
    guard let first = sources.first else { return }
    yaml.blank()
    yaml.comment(
      "Channels of your own: '\(first)' and the like can be made into channels by a table of patterns, the first line that fits "
        + "deciding. With this as channels.csv:")
    for line in ["source,medium,channel", "google,cp*,Paid Search", "*facebook*,,Social", ",email,Email", "(empty),(empty),Direct"]
    {
      yaml.comment("  " + line)
    }
    yaml.comment("channel-map: channels.csv")
    if sources.contains(where: { $0.contains(".") }) {
      yaml.comment("In place of source and medium, that table names the paths that the logs have, as in '\(first)'.")
    }
  }
}
