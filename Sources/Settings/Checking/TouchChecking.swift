import Text
import Events
import Values

/// From a request to what names channels and which touches count.
extension RunConfiguration {
  mutating func readTouches(_ request: RunRequest) throws(RunError) {
    if let path = request[.channelMap] { channelMap = try Self.channelMap(path, preferred: text.preferred) }
    aliases = try Self.aliases(request)
    let events = request.all(.touchEvents)
    if !events.isEmpty { touchEvents = try TouchEventChoice(events, of: funnel).events }
    if let written = request[.session] {
      guard let gap = DurationText.microseconds(written.text), gap > 0 else {
        throw written.refusal("write a duration above 0, as in 30m")
      }
      session = gap
    }
    channels.included = request.all(.includeChannel).map { WildcardPattern($0.text) }
    channels.excluded = request.all(.excludeChannel).map { WildcardPattern($0.text) }
  }

  /// The funnel that rows are read by: touch events that were not chosen are ignored.
  package var readingFunnel: Funnel { touchEvents.map { funnel.counting($0) } ?? funnel }

  private static func channelMap(_ path: Setting, preferred: TextEncoding?) throws(RunError) -> ChannelMap {
    let bytes = try SmallText.read(path.text, what: "channel map", option: "--channel-map")
    do { return try ChannelMap(bytes, name: path.text, preferred: preferred) } catch {
      throw .configuration("\(path.text):\(error.line): \(error.message)")
    }
  }

  /// `--alias name=channel` and the file's table: a name that both say is what the command line, or the
  /// environment, says.
  private static func aliases(_ request: RunRequest) throws(RunError) -> ChannelAliases {
    var aliases = ChannelAliases()
    for setting in request.all(.alias) {
      let sides = setting.text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { ColumnMap.trimmed(String($0)) }
      guard sides.count == 2, sides.allSatisfy({ !$0.isEmpty }) else {
        throw setting.refusal("write another name and the channel it is, as in google_ads=paid_search")
      }
      try add(sides[0], sides[1], to: &aliases, setting)
    }
    let said = aliases
    for (name, channel) in request.aliasTable where !said.isAlias(name.text) || request.isFromFile(.alias) {
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
