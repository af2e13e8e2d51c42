import Events
import Values

extension ConfigurationFile {
  /// Reads a file. An empty file has no keys.
  ///
  /// - Throws: `RunError` with status 66 where the file cannot be read, 78 with line and column where it has a key or a value that
  ///   no configuration can have.
  package init(path: String) throws(RunError) { try self.init(text: ConfigurationText.read(path), path: path) }

  /// Reads a text, which is or will be the file at `path`.
  ///
  /// - Throws: `RunError` with status 78 as `init(path:)` does.
  package init(text: String, path: String) throws(RunError) {
    var reader = ConfigurationReader(path: path)
    try reader.read(text)
    self = reader.file
  }

  /// Every key, in the order of messages.
  static let keys = (Options.keys + Options.fileKeys).map(\.name)
}

/// Reads the YAML tree of a configuration file, key by key.
struct ConfigurationReader {
  private let path: String
  private(set) var file = ConfigurationFile()

  init(path: String) { self.path = path }

  /// Reads a whole text.
  ///
  /// - Throws: `RunError` with status 78 and the location of the first key or value that no configuration can have.
  mutating func read(_ text: String) throws(RunError) {
    guard let root = try ConfigurationNode.root(of: text, path: path) else { return }
    for (name, value) in try root.entries("a configuration is a table of keys, as in 'lookback: 90d'", usesDashes: true) {
      if try readTable(name.text, value) { continue }
      if let row = Options.keys.first(where: { $0.name == name.text }) {
        file.options[row.name] = try values(of: row, value)
      } else if name.text == Options.config.name {
        throw name.error("a configuration file cannot name another one; give one --config")
      } else {
        throw name.unknownKey(of: "", known: ConfigurationFile.keys)
      }
    }
  }

  /// Reads a key whose value is more than texts; false for any other key.
  private mutating func readTable(_ key: String, _ value: ConfigurationNode) throws(RunError) -> Bool {
    switch key {
    case Options.inputs.name:
      file.inputs = try fileSets(value, "{paths: deals/, constants: {event: won}}", keys: Self.keysOfInputs)
    case Options.spend.name: file.spend = try fileSets(value, "{paths: ads.csv, columns: {date: day, …}}", keys: Self.keysOfSpend)
    case Options.columns.name: try readColumns(value)
    case Options.models.name: try readModels(value)
    case Options.funnel.name: try readFunnel(value)
    case Options.events.name: try readEvents(value)
    case Options.ignore.name: file.funnel.ignored = try value.settings("a list of event names")
    case Options.aliases.name: try readAliases(value)
    case Options.noID.name: try readNoIDs(value)
    default: return false
    }
    return true
  }

  private func values(of row: OptionRow, _ value: ConfigurationNode) throws(RunError) -> [Setting] {
    let found: [Setting]
    switch row.arity {
    case .many: found = try value.settings("a value or a list of them")
    case .one: found = [try value.setting("a single value")]
    case .flag: return [try value.setting("true or false").flag]
    }
    return row.isPath ? found.map { resolved($0) } : found
  }

  /// A path relative to the folder of the file.
  func resolved(_ setting: Setting) -> Setting {
    guard let slash = path.lastIndex(of: "/"), !setting.text.hasPrefix("/"), setting.text != "-" else { return setting }
    return Setting(text: path[...slash] + setting.text, location: setting.location)
  }

  private mutating func readColumns(_ value: ConfigurationNode) throws(RunError) {
    guard value.isTable else {
      file.options[Options.columns.name] = [
        try value.setting("a table of columns, as in {time: event_time}, or the text of --columns")
      ]
      return
    }
    file.columns = try texts(value, "the name of a header field").mapValues(\.text)
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
        var roles: [ModelSetting.Role] = []
        for row in rows { roles.append(.init(name: row.name, weight: try row.value.setting("a weight"))) }
        file.models.append(ModelSetting(name: name, shape: .roles(roles)))
        continue
      }
      if let role = rows.first(where: { $0.name != halfLife.name }) {
        throw role.name.error(
          "model '\(name.text)' has a half-life, so '\(role.name.text)' cannot have a weight; write two models")
      }
      file.models.append(ModelSetting(name: name, shape: .halfLife(try halfLife.value.setting("a duration such as 14d"))))
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
      file.replacesUsualNoIDs = true
    }
  }
}

extension ConfigurationReader {
  private mutating func readFunnel(_ value: ConfigurationNode) throws(RunError) {
    var stages: [StageSetting] = []
    for item in try value.items("a list of stages in order, as in [lead, opportunity, won]") {
      stages.append(item.isTable ? try stage(item) : StageSetting(name: try item.setting("the name of a stage")))
    }
    guard !stages.isEmpty else { throw value.error("'funnel' has no stages; remove the key for the usual funnel") }
    file.funnel.stages = stages
  }

  private func stage(_ table: ConfigurationNode) throws(RunError) -> StageSetting {
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
    return StageSetting(name: name, label: label, events: events, plays: plays)
  }

  private mutating func readEvents(_ value: ConfigurationNode) throws(RunError) {
    for (meaning, names) in try value.entries("a table: touch, identify or a stage → event names") {
      file.funnel.events.append((meaning, try names.settings("the event names that mean '\(meaning.text)'")))
    }
  }
}
