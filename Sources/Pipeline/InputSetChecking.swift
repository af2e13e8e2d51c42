import Events
import Spend
import Values

/// From a request to the sets of files a run reads. Columns, funnel and zone of the whole run are known before.
extension RunConfiguration {
  mutating func readSets(_ request: RunRequest) throws(RunError) {
    inputs = try Self.inputs(request, columns: columns, funnel: funnel, channelMap: channelMap)
    spend = try Self.spend(request)
  }

  /// Inputs of the command line are one set of which nothing more is said; those of the file do not count then.
  private static func inputs(
    _ request: RunRequest, columns usual: [EventColumn: String]?, funnel: Funnel, channelMap: ChannelMap?
  ) throws(RunError) -> [InputSet] {
    if !request.inputs.isEmpty { return [InputSet(paths: request.inputs, columns: usual)] }
    var sets: [InputSet] = []
    for written in request.inputSets {
      let (columns, constants) = try written.texts(usual: usual)
      var set = InputSet(paths: written.paths.map(\.text), columns: columns)
      set.constants = constants
      set.origin = written.place.text
      set.zone = try zone(written.zone)
      set.currency = try currency(written.currency)
      set.format = try format(written.format)
      set.encoding = try encoding(written.encoding)
      set.header = try header(written.header, for: set, channelMap)
      _ = try currency(written.constants[.currency])
      if let event = written.constants[.event] { try check(event, funnel) }
      sets.append(set)
    }
    return sets
  }

  private static func spend(_ request: RunRequest) throws(RunError) -> [SpendSet] {
    let files = request.all(.spend)
    if !files.isEmpty {
      var set = SpendSet(paths: files.map(\.text))
      set.origin = files[0].whereabouts
      return [set]
    }
    var sets: [SpendSet] = []
    for written in request.spendSets {
      let (columns, constants) = try written.texts(usual: nil)
      var set = SpendSet(paths: written.paths.map(\.text))
      set.origin = written.place.text
      set.layout = SpendLayout(columns: columns, constants: constants, currency: try currency(written.currency))
      _ = try currency(written.constants[.currency])
      sets.append(set)
    }
    return sets
  }

  /// An event that nothing knows would reject every row of its set.
  private static func check(_ event: Setting, _ funnel: Funnel) throws(RunError) {
    let known =
      funnel.stages.flatMap { [$0.name] + $0.events } + funnel.touchEvents + funnel.identifyEvents + funnel.ignoredEvents
    if known.contains(where: { $0.lowercased() == event.text.lowercased() }) { return }
    throw event.error(
      "'event' is always '\(event.text)', which is no touch, no stage and no other event known here"
        + NearName.question(for: event.text, among: known))
  }

  static func zone(_ setting: Setting?) throws(RunError) -> ReportZone? {
    guard let setting else { return nil }
    guard let zone = ReportZone(name: setting.text) else {
      throw setting.error(
        "\(setting.name) reads '\(setting.text)', which is no time zone here; use an IANA name such as Asia/Seoul"
          + NearName.question(for: setting.text, among: ReportZone.knownNames))
    }
    return zone
  }

  static func currency(_ setting: Setting?) throws(RunError) -> Currency? {
    guard let setting else { return nil }
    guard let currency = Currency(setting.text) else { throw setting.refusal("use three letters such as KRW or USD") }
    return currency
  }
}
