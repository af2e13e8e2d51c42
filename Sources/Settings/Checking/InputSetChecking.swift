import Events
import Tables
import Values

/// From the input sets of a configuration file to those of a run, with what holds for the whole run.
struct InputSetChecking {
  let funnel: Funnel
  /// The column map of input sets that have none.
  let columns: [EventColumn: String]?
  /// The styles of amounts.
  let text: TextSettings
  /// The currency of input sets that have none.
  let currency: Currency?
  let channelMap: ChannelMap?

  /// The input sets of event logs.
  ///
  /// - Throws: `RunError` for the first value that cannot be read, or contradicts another one.
  func inputs(_ settings: [FileSetSetting<EventColumn>]) throws(RunError) -> [InputSet] {
    var inputSets: [InputSet] = []
    for setting in settings {
      let (read, constants) = try setting.texts(usual: columns)
      var inputSet = InputSet(paths: setting.paths.map(\.text), columns: read)
      inputSet.constants = constants
      inputSet.origin = setting.location.text
      inputSet.zone = try setting.zone.map(ValueChecking.zone)
      inputSet.currency = try setting.currency.flatMap(ValueChecking.currency)
      inputSet.format = try setting.format.flatMap(TextChecking.format)
      inputSet.encoding = try setting.encoding.flatMap(TextChecking.encoding)
      inputSet.header = try TextChecking.header(setting.header, columns: read, constants: constants, channelMap)
      try ConstantChecking(funnel: funnel, amounts: text.amounts, currency: inputSet.currency ?? currency)
        .check(setting.constants)
      inputSets.append(inputSet)
    }
    return inputSets
  }

  /// The sets of spend files.
  ///
  /// - Throws: `RunError` for the first value that cannot be read, or contradicts another one.
  func spend(_ settings: [FileSetSetting<SpendColumn>]) throws(RunError) -> [SpendSet] {
    var spendSets: [SpendSet] = []
    for setting in settings {
      let (columns, constants) = try setting.texts(usual: nil)
      var spendSet = SpendSet(paths: setting.paths.map(\.text))
      spendSet.origin = setting.location.text
      spendSet.layout = SpendLayout(
        columns: columns, constants: constants, currency: try setting.currency.flatMap(ValueChecking.currency))
      try ConstantChecking(funnel: funnel, amounts: text.spendAmounts, currency: spendSet.layout.currency ?? currency)
        .check(setting.constants)
      spendSets.append(spendSet)
    }
    return spendSets
  }
}
