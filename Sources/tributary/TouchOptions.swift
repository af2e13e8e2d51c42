import Settings
import ArgumentParser
import Pipeline

/// How channels are named, and which touches count.
struct TouchOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A table (CSV) of patterns on source, medium, campaign, referrer or any column, and the channel and campaign that rows "
        + "become; the first that fits decides.",
      valueName: "file"),
    completion: .file())
  var channelMap: String?

  @Option(
    name: .customLong("alias"),
    help: ArgumentHelp(
      "Another name of a channel, in events and spend alike, as in google_ads=paid_search; repeatable.", valueName: "name=channel"))
  var aliases: [String] = []

  @Option(
    help: ArgumentHelp(
      "Which events that mean a touch count, as in click,visit; the others are ignored. Default: all.", valueName: "names"))
  var touchEvents: [String] = []

  @Option(
    help: ArgumentHelp(
      "Touches of one channel and campaign that follow each other within this count once. Default: each counts.",
      valueName: "duration"))
  var session: String?

  @Option(
    name: .customLong("include-channel"),
    help: ArgumentHelp("Only touches of these channels count; * stands for any letters; repeatable.", valueName: "pattern"))
  var included: [String] = []

  @Option(
    name: .customLong("exclude-channel"),
    help: ArgumentHelp("Touches of these channels do not count; * stands for any letters; repeatable.", valueName: "pattern"))
  var excluded: [String] = []

  func fill(_ request: inout RunRequest) {
    request.set(.channelMap, channelMap)
    request.set(.alias, aliases)
    request.set(.touchEvents, touchEvents)
    request.set(.session, session)
    request.set(.includeChannel, included)
    request.set(.excludeChannel, excluded)
  }
}
