import Events
import Tables

/// What a configuration file says, each value with its place; nothing is checked yet that needs the rest of it.
///
/// Keys of the file:
///
///     half-life: 7d            any option of the command line, by its long name (`_` is as good as `-`);
///     model: [linear, sales]   one that can be repeated takes a list or a single value
///     inputs: [logs/]          event logs, used where the command line names none: paths, or sets of them
///       - paths: deals/*.csv
///         columns: {time: closed_at}  as below, for this set alone
///         constants: {event: won}     what stands in a column of every row
///         time-zone: Asia/Seoul       of its times without an offset
///         currency: KRW               of its amounts without a currency
///     spend: [spend.csv]       spend files: paths, or sets with paths, columns, constants and currency
///     columns: {time: ts}      column → field of the header, or the text of --columns
///     models:                  models of one's own: name → role → weight, or a half-life
///       sales: {negotiation: 2.5, won: 0.5}
///       decay-14d: {half-life: 14d}
///     funnel:                  stages in order: a name, or a table
///       - signup
///       - {stage: demo, label: First demo, events: [demo_booked], plays: opportunity}
///     events:                  more event names: touch, identify or a stage → names
///       touch: [webinar]
///     ignore: [heartbeat]      event names to leave out
///     aliases: {google_ads: paid_search}   another name of a channel → the channel
///     no-id: [unknown]         texts that are no id, beside the usual ones; {only: […]} in their place
///
/// Relative paths are meant from the file's own folder.
package struct ConfigurationFile: Sendable {
  var options: [RunOption: [Setting]] = [:]
  var inputs: [WrittenSet<EventColumn>] = []
  var spend: [WrittenSet<SpendColumn>] = []
  var columns: [EventColumn: String] = [:]
  package var models: [OwnModel] = []
  package var funnel = FunnelSettings()
  var aliases: [(name: Setting, channel: Setting)] = []
  var noIDs: [Setting] = []
  /// The texts under `no-id` stand in place of the usual ones.
  var onlyTheseAreNoIDs = false

  /// Texts that are no id, for `ReadingRules`.
  var noIDTexts: [String] {
    (onlyTheseAreNoIDs ? [] : ReadingRules.usualNoIDs) + noIDs.map(\.text)
  }

  package init() {}

  /// Reads a file. An empty one says nothing.
  ///
  /// - Throws: `RunError` with status 66 where the file cannot be read, 78 with line and column where it says what no
  ///   configuration can say.
  package init(path: String) throws(RunError) { try self.init(text: ConfigurationText.read(path), path: path) }

  /// Takes a text for what stands, or will stand, at `path`.
  package init(text: String, path: String) throws(RunError) {
    var reader = ConfigurationReader(path: path)
    try reader.read(text)
    self = reader.file
  }

  /// The keys of the file beside the options.
  enum Table: String, CaseIterable {
    case inputs, columns, models, funnel, events, ignore, aliases
    case noID = "no-id"
  }

  /// Every key, for a list or a suggestion.
  static let keys: [String] =
    RunOption.allCases.map(\.rawValue) + Table.allCases.map(\.rawValue).filter { RunOption(rawValue: $0) == nil }
}
