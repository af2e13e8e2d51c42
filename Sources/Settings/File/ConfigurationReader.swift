import Events
import Values

/// Takes a configuration's YAML tree apart, key by key.
package struct ConfigurationReader {
  private let path: String
  private(set) var file = ConfigurationFile()

  init(path: String) { self.path = path }

  /// Reads a whole text.
  mutating func read(_ text: String) throws(RunError) {
    guard let root = try ConfigurationNode.root(of: text, path: path) else { return }
    for (name, value) in try root.entries("a configuration is a table of keys, as in 'lookback: 90d'", usesDashes: true) {
      if let table = ConfigurationFile.Table(rawValue: name.text) {
        try read(table, value)
      } else if name.text == RunOption.spend.rawValue {
        file.spend = try sets(value, "{paths: ads.csv, columns: {date: day, …}}", keys: Self.keysOfSpend)
      } else if let option = RunOption(rawValue: name.text) {
        file.options[option] = try values(of: option, value)
      } else if name.text == "config" {
        throw name.error("a configuration file cannot name another one; give one --config")
      } else {
        throw name.unknownKey(of: "", known: ConfigurationFile.keys)
      }
    }
  }

  private mutating func read(_ table: ConfigurationFile.Table, _ value: ConfigurationNode) throws(RunError) {
    switch table {
    case .inputs: file.inputs = try sets(value, "{paths: deals/, constants: {event: won}}", keys: Self.keysOfInputs)
    case .columns: try readColumns(value)
    case .models: try readModels(value)
    case .funnel: try readFunnel(value)
    case .events: try readEvents(value)
    case .ignore: file.funnel.ignored = try value.settings("a list of event names")
    case .aliases: try readAliases(value)
    case .noID: try readNoIDs(value)
    }
  }

  private func values(of option: RunOption, _ value: ConfigurationNode) throws(RunError) -> [Setting] {
    let found: [Setting]
    switch option.arity {
    case .many: found = try value.settings("a value or a list of them")
    case .one: found = [try value.setting("a single value")]
    case .flag: return [try value.setting("true or false").flag]
    }
    return option.isPath ? found.map { resolved($0) } : found
  }

  /// A path, seen from the file's own folder.
  func resolved(_ setting: Setting) -> Setting {
    guard let slash = path.lastIndex(of: "/"), !setting.text.hasPrefix("/"), setting.text != "-" else { return setting }
    return Setting(text: path[...slash] + setting.text, place: setting.place)
  }

  private mutating func readColumns(_ value: ConfigurationNode) throws(RunError) {
    guard value.isTable else {
      file.options[.columns] = [try value.setting("a table of columns, as in {time: event_time}, or the text of --columns")]
      return
    }
    file.columns = try columns(value, "the name of a header field").mapValues(\.text)
  }

  private mutating func readModels(_ value: ConfigurationNode) throws(RunError) {
    guard value.isTable else {
      throw value.error(
        "'models' is a table of models of your own, as in {sales: {negotiation: 2.5, won: 0.5}}; "
          + "the models to run stand under 'model'")
    }
    for (name, table) in try value.entries("") {
      let rows = try table.entries("a table of roles and weights, as in {first: 40, last: 40, middle: 20}, or {half-life: 14d}")
      guard let halfLife = rows.first(where: { ["half-life", "half_life"].contains($0.name.text) }) else {
        var roles: [OwnModel.Role] = []
        for row in rows { roles.append(.init(name: row.name, weight: try row.value.setting("a weight"))) }
        file.models.append(OwnModel(name: name, shape: .roles(roles)))
        continue
      }
      if let role = rows.first(where: { $0.name != halfLife.name }) {
        throw role.name.error(
          "model '\(name.text)' has a half-life, so '\(role.name.text)' cannot have a weight; write two models")
      }
      file.models.append(OwnModel(name: name, shape: .halfLife(try halfLife.value.setting("a duration such as 14d"))))
    }
  }

  private mutating func readAliases(_ value: ConfigurationNode) throws(RunError) {
    for (name, channel) in try value.entries("a table of other names and channels, as in {google_ads: paid_search}") {
      file.aliases.append((name, try channel.setting("the channel that '\(name.text)' is")))
    }
  }

  private mutating func readNoIDs(_ value: ConfigurationNode) throws(RunError) {
    guard value.isTable else {
      file.noIDs = try value.settings("a list of texts that are no id")
      return
    }
    for (name, texts) in try value.entries("") {
      guard name.text == "only" else { throw name.unknownKey(of: " under 'no-id'", known: ["only"]) }
      file.noIDs = try texts.settings("a list of texts that are no id")
      file.onlyTheseAreNoIDs = true
    }
  }
}

extension ConfigurationReader {
  private mutating func readFunnel(_ value: ConfigurationNode) throws(RunError) {
    var stages: [OwnStage] = []
    for item in try value.items("a list of stages in order, as in [lead, opportunity, won]") {
      stages.append(item.isTable ? try stage(item) : OwnStage(name: try item.setting("the name of a stage")))
    }
    guard !stages.isEmpty else { throw value.error("'funnel' has no stages; remove the key for the usual funnel") }
    file.funnel.stages = stages
  }

  private func stage(_ table: ConfigurationNode) throws(RunError) -> OwnStage {
    var name: Setting?, label: Setting?, events: [Setting]?
    var plays: [Setting] = []
    for (key, value) in try table.entries("a stage") {
      switch key.text {
      case "stage": name = try value.setting("the name of a stage")
      case "label": label = try value.setting("the stage's name for people")
      case "events": events = try value.settings("the event names that mean the stage")
      case "plays": plays = try value.settings("lead or opportunity")
      default: throw key.unknownKey(of: " of a stage", known: ["stage", "label", "events", "plays"])
      }
    }
    guard let name else { throw table.error("a stage has no name; write 'stage: ' and its name") }
    return OwnStage(name: name, label: label, events: events, plays: plays)
  }

  private mutating func readEvents(_ value: ConfigurationNode) throws(RunError) {
    for (meaning, names) in try value.entries("a table: touch, identify or a stage → event names") {
      file.funnel.events.append((meaning, try names.settings("the event names that mean '\(meaning.text)'")))
    }
  }
}
