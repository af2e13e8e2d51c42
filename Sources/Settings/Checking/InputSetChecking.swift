import Events
import Tables
import Values

/// From a request to the sets of files a run reads. Columns, funnel, currency and style of amounts of the whole run are known
/// before.
extension RunConfiguration {
  mutating func readSets(_ request: RunRequest) throws(RunError) {
    inputs = try inputs(of: request)
    spend = try spend(of: request)
  }

  /// Inputs of the command line are one set of which nothing more is said; those of the file do not count then.
  private func inputs(of request: RunRequest) throws(RunError) -> [InputSet] {
    if !request.inputs.isEmpty { return [InputSet(paths: request.inputs, columns: columns)] }
    var sets: [InputSet] = []
    for written in request.inputSets {
      let (read, constants) = try written.texts(usual: columns)
      var set = InputSet(paths: written.paths.map(\.text), columns: read)
      set.constants = constants
      set.origin = written.place.text
      set.zone = try Self.zone(written.zone)
      set.currency = try Self.currency(written.currency)
      set.format = try Self.format(written.format)
      set.encoding = try Self.encoding(written.encoding)
      set.header = try Self.header(written.header, for: set, channelMap)
      try ConstantChecking(funnel: funnel, amounts: text.amounts, currency: set.currency ?? currency).check(written.constants)
      sets.append(set)
    }
    return sets
  }

  private func spend(of request: RunRequest) throws(RunError) -> [SpendSet] {
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
      set.layout = SpendLayout(columns: columns, constants: constants, currency: try Self.currency(written.currency))
      try ConstantChecking(funnel: funnel, amounts: text.spendAmounts, currency: set.layout.currency ?? currency)
        .check(written.constants)
      sets.append(set)
    }
    return sets
  }

  static func zone(_ setting: Setting?) throws(RunError) -> ReportZone? {
    guard let setting else { return nil }
    guard let zone = ReportZone(name: setting.text) else {
      throw setting.error(
        "\(setting.name) reads '\(setting.text)', which is no time zone here; use an IANA name such as Asia/Seoul"
          + (setting.text == "KST"
            ? "; did you mean 'Asia/Seoul'?" : NearName.question(for: setting.text, among: ReportZone.knownNames)))
    }
    return zone
  }

  static func currency(_ setting: Setting?) throws(RunError) -> Currency? {
    guard let setting else { return nil }
    guard let currency = Currency(setting.text) else { throw setting.refusal("use three letters such as KRW or USD") }
    return currency
  }
}
