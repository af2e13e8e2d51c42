import Events
import Values

/// From settings to the names of channels.
enum ChannelChecking {
  /// The channel map of a file, which is read here. `preferred` is its encoding where it is not UTF-8 or UTF-16.
  ///
  /// - Throws: `RunError` with status 66 where the file cannot be read, 78 with its line where it is no channel map.
  static func channelMap(_ path: Setting, preferred: TextEncoding?) throws(RunError) -> ChannelMap {
    let bytes = try SmallText.read(path.text, what: "channel map", option: "--channel-map")
    do { return try ChannelMap(bytes, name: path.text, preferred: preferred) } catch {
      throw .configuration("\(path.text):\(error.line): \(error.message)")
    }
  }

  /// The aliases of `--alias name=channel`, then those of the configuration file's table. The command line and the environment
  /// take precedence over the table.
  ///
  /// - Throws: `RunError` for a text without `=`, and for a name that cannot have this channel.
  static func aliases(_ settings: [Setting], table: [(name: Setting, channel: Setting)]) throws(RunError) -> ChannelAliases {
    var aliases = ChannelAliases()
    for setting in settings {
      let sides = setting.text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { ColumnMap.trimmed(String($0)) }
      guard sides.count == 2, sides.allSatisfy({ !$0.isEmpty }) else {
        throw setting.refusal("write another name and the channel it is, as in google_ads=paid_search")
      }
      try add(sides[0], sides[1], to: &aliases, setting)
    }
    let given = aliases
    let areOfFile = settings.first?.isFromFile == true
    for (name, channel) in table where areOfFile || !given.isAlias(name.text) {
      try add(name.text, channel.text, to: &aliases, name)
    }
    return aliases
  }

  private static func add(
    _ name: String, _ channel: String, to aliases: inout ChannelAliases, _ setting: Setting
  ) throws(RunError) {
    do { try aliases.add(name, for: channel) } catch {
      switch error {
      case .reserved:
        throw setting.error("'\(SlotName.unattributed)' is reserved for credit that no touch earned; it can have no alias")
      case .same: throw setting.error("'\(name)' is an alias of itself; remove it")
      case .taken(let other):
        throw setting.error("'\(name)' is an alias of '\(other)' already and cannot be '\(channel)' too")
      case .chain(let name, let channel):
        throw setting.error("'\(name)' is an alias of '\(channel)', so nothing can be an alias of it; name '\(channel)' itself")
      }
    }
  }
}
