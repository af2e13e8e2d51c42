import Events
import Text
import Values

/// How channels are named, and which touches count.
extension Options {
  static let channelMap = RunOption<Setting?>(
    OptionRow(
      "channel-map", .text, path: .files(extensions: []), valueName: "file",
      help: "A table (CSV) of patterns on source, medium, campaign, referrer or any column, and the channel and campaign that rows "
        + "become; the first that fits decides",
      meaning: "A table of patterns that name the channel", pageValue: "path of a table",
      page: "[rules](Channels.md#channel-map) that derive the channel from other columns",
      check: { .text(ifSet: $0.channelMap?.name) }, summary: .whenSet { .text(ifSet: $0.channelMap?.name) }))

  static let alias = RunOption<[Setting]>(
    OptionRow(
      "alias", .text, .many, valueName: "name=channel",
      help: "Another name of a channel, in events and spend alike, as in google_ads=paid_search; repeatable",
      meaning: "Other names of channels, as name=channel", pageValue: "list of `name=channel`",
      page: "another name of a channel, in events and in spend"))

  static let touchEvents = RunOption<[Setting]>(
    OptionRow(
      "touch-events", .text, .many, valueName: "names",
      help: "Which events that mean a touch count, as in click,visit; the others are ignored",
      meaning: "Which events that mean a touch count", default: .words("all"), pageValue: "list of names",
      page: "the touch events that count, such as `click,visit`; the others are ignored",
      check: { $0.touchEvents.map { .texts($0) } }, summary: .whenSet { $0.touchEvents.map { .texts($0) } }))

  static let session = RunOption(
    OptionRow(
      "session", .duration, valueName: "duration",
      help: "Touches of one channel and campaign that follow each other within this count once",
      default: .words("each counts", page: "off"), pageValue: "duration above 0",
      page: "touches of one channel and campaign that follow each other within this time count once",
      check: { $0.session.map { .duration($0) } }, summary: .whenSet { $0.session.map { .duration($0) } }),
    usual: nil, read: ValueChecking.session)

  static let includeChannel = RunOption<[WildcardPattern]>(
    OptionRow(
      "include-channel", .text, .many, valueName: "pattern",
      help: "Only touches of these channels count; * stands for any letters; repeatable",
      meaning: "Only touches of these channels count; * stands for any letters", default: .page("all"),
      pageValue: "list of patterns", page: "the channels whose touches count; `*` matches any characters",
      check: { .patterns($0.channels.included) }, summary: .whenSet { .patterns($0.channels.included) })
  ) { settings throws(RunError) in settings.map { WildcardPattern($0.text) } }

  static let excludeChannel = RunOption<[WildcardPattern]>(
    OptionRow(
      "exclude-channel", .text, .many, valueName: "pattern",
      help: "Touches of these channels do not count; * stands for any letters; repeatable",
      meaning: "Touches of these channels do not count; * stands for any letters", default: .page("none"),
      pageValue: "list of patterns", page: "the channels whose touches do not count",
      check: { .patterns($0.channels.excluded) }, summary: .whenSet { .patterns($0.channels.excluded) })
  ) { settings throws(RunError) in settings.map { WildcardPattern($0.text) } }
}

extension JSONValue {
  /// Patterns; nil where there are none.
  fileprivate static func patterns(_ patterns: [WildcardPattern]) -> JSONValue? {
    patterns.isEmpty ? nil : .texts(patterns.map(\.text))
  }
}
