import Text
import Events
import Tables
import Values

/// The sets of a drafted configuration: which files, and which field was taken for which column and why.
extension ConfigurationDraft {
  func writeInputs(_ paths: ([String]) -> [String], _ yaml: inout CommentedYAML) {
    yaml.entry("inputs", nil)
    for plan in events {
      writePaths(plan.group, paths, &yaml)
      if case .delimited(let dialect) = plan.group.format, dialect != .csv {
        yaml.entry("format", dialect.name, comment: "what parts the fields", indent: 4)
      }
      if !plan.group.hasHeader {
        yaml.entry(
          "header", CommentedYAML.list(plan.group.names), comment: "the first line is an event: names made up here", indent: 4)
      }
      write(plan.guess, &yaml)
      if let event = plan.event {
        yaml.entry("constants", nil, indent: 4)
        yaml.entry("event", YAMLText.scalar(event.name), comment: event.reason, indent: 6)
      }
      writeCurrency(plan.group, &yaml)
      writeNotRead(plan.group, free: plan.guess.isFree, &yaml)
      writeChannels(plan, &yaml)
      for note in plan.notes { yaml.comment(note, indent: 4) }
      for reject in plan.rejects {
        yaml.comment("\(Count.text(reject.rows, "row")) or more \(reject.reason): they will be rejected.", indent: 4)
      }
      yaml.blank()
    }
  }

  func writeSpend(_ paths: ([String]) -> [String], _ yaml: inout CommentedYAML) {
    if spend.isEmpty { return }
    yaml.entry("spend", nil)
    for plan in spend {
      writePaths(plan.group, paths, &yaml)
      write(plan.guess, &yaml)
      if let channel = plan.channel {
        yaml.entry("constants", nil, indent: 4)
        yaml.entry("channel", YAMLText.scalar(channel.name), comment: channel.reason, indent: 6)
      }
      writeCurrency(plan.group, &yaml)
      writeNotRead(plan.group, free: plan.guess.isFree, &yaml)
      for note in plan.notes { yaml.comment(note, indent: 4) }
      yaml.blank()
    }
  }

  /// Exchange rates and the channel map.
  func writeTables(_ paths: ([String]) -> [String], _ yaml: inout CommentedYAML) {
    if !rates.isEmpty {
      yaml.entry("rates", CommentedYAML.list(paths(rates)), comment: "tables with date, base, quote and rate")
      yaml.blank()
    }
    if let map = channelMaps.first {
      let path = paths([map]).first ?? map
      yaml.entry("channel-map", YAMLText.scalar(path), comment: "patterns on columns of the logs that name the channel")
      for other in channelMaps.dropFirst() { yaml.comment("'\(other)' is a channel map, too; only one is used.") }
      yaml.blank()
    }
  }

  private func writePaths(_ group: FileGroup, _ paths: ([String]) -> [String], _ yaml: inout CommentedYAML) {
    let encodings = group.encodings.map(\.name).joined(separator: " and ")
    yaml.comment(
      "\(Count.text(group.files.count, "file")), \(group.format.name), \(encodings)\(group.isWhole ? "" : ", looked at in part"): "
        + Count.text(group.rows, "row"), indent: 2)
    if group.isEncodingGuessed {
      yaml.comment("latin1 is a guess: if letters are wrong, name the encoding under 'encoding'.", indent: 2)
    }
    let short = paths(group.files)
    if short.count == 1 {
      yaml.line("- paths: " + YAMLText.scalar(short[0]), indent: 2)
    } else {
      yaml.line("- paths:", indent: 2)
      for path in short { yaml.item(path, indent: 6) }
    }
  }

  private func write<Column>(_ guess: ColumnGuess<Column>, _ yaml: inout CommentedYAML) {
    yaml.entry("columns", nil, indent: 4)
    for column in Column.allCases {
      guard let pick = guess.picks[column] else { continue }
      yaml.entry(column.name, YAMLText.scalar(guess.group.names[pick.field]), comment: pick.reason, indent: 6)
    }
  }

  /// A currency that a sign or a name says, where the files have several.
  private func writeCurrency(_ group: FileGroup, _ yaml: inout CommentedYAML) {
    guard money.currencies.count > 1, let currency = group.files.first.flatMap({ money.ofSet[$0] }) else { return }
    yaml.entry("currency", currency.code, comment: "by the sign beside the amounts, or the column's name; check it", indent: 4)
  }

  /// Fields that are left; of JSON lines the outermost keys alone, for deeper ones may be made of values.
  private func writeNotRead(_ group: FileGroup, free isFree: (Int) -> Bool, _ yaml: inout CommentedYAML) {
    if !group.hasHeader { return }
    func name(_ field: Int) -> String {
      group.format == .jsonLines ? String(group.names[field].prefix { $0 != "." }) : group.names[field]
    }
    let read = group.format == .jsonLines ? Set(group.names.indices.filter { !isFree($0) }.map(name)) : []
    var names: [String] = []
    for field in group.names.indices where isFree(field) && !read.contains(name(field)) && !names.contains(name(field)) {
      names.append(name(field))
    }
    if names.isEmpty { return }
    let shown = names.map { $0.isEmpty ? "(no name)" : String($0.prefix(Self.mostLetters)) }
    yaml.comment("Not read: \(NameList.text(shown, most: Self.mostFields)).", indent: 4)
  }

  /// The channels, the most frequent first; addresses are not shown, they may hold anybody's id.
  private func writeChannels(_ plan: EventPlan, _ yaml: inout CommentedYAML) {
    guard let profile = plan.guess.profile(.channel), let name = plan.guess.name(.channel), !profile.isMany,
      !profile.values.isEmpty,
      !profile.isMostly(profile.values.filter { $0.key.contains("/") || $0.key.contains("?") }.values.reduce(0, +), percent: 10),
      !ColumnName(name).text.contains("refer")
    else { return }
    let shown = profile.ranked.prefix(8).map { "\($0.value.prefix(Self.mostLetters)) \(Count.text($0.rows))" }
    let rest = profile.values.count > shown.count ? ", and \(Count.text(profile.values.count - shown.count)) more" : ""
    yaml.comment("Channels: \(shown.joined(separator: ", "))\(rest).", indent: 4)
  }
}
