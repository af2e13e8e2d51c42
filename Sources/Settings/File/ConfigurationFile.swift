import Events
import Tables

/// The contents of a configuration file, each value with its location. Nothing is checked yet that needs another value.
///
/// Keys of the file:
///
///     half-life: 7d            any option of the command line, by its long name (`_` means `-`);
///     model: [linear, sales]   one that can be repeated takes a list or a single value
///     inputs: [logs/]          event logs, used where the command line names none: paths, or sets of them
///       - paths: deals/*.csv
///         columns: {time: closed_at}  as below, for this input set alone
///         constants: {event: won}     the value of a column in every row
///         time-zone: Asia/Seoul       of its times without an offset
///         currency: KRW               of its amounts without a currency
///     spend: [spend.csv]       spend files: paths, or sets with paths, columns, constants and currency
///     columns: {time: ts}      column → field of the header, or the text of --columns
///     models:                  custom models: name → role → weight, or a half-life
///       sales: {negotiation: 2.5, won: 0.5}
///       decay-14d: {half-life: 14d}
///     funnel:                  stages in order: a name, or a table
///       - signup
///       - {stage: demo, label: First demo, events: [demo_booked], plays: opportunity}
///     events:                  more event names: touch, identify or a stage → names
///       touch: [webinar]
///     ignore: [heartbeat]      event names to leave out
///     aliases: {google_ads: paid_search}   another name of a channel → the channel
///     no-id: [unknown]         texts that are no id, besides the usual ones; {only: […]} replaces those
///
/// Relative paths are relative to the folder of the file.
package struct ConfigurationFile: Sendable {
  /// The settings of options, by their names.
  package var options: [String: [Setting]] = [:]
  /// The input sets of event logs.
  var inputs: [FileSetSetting<EventColumn>] = []
  /// The sets of spend files.
  var spend: [FileSetSetting<SpendColumn>] = []
  /// `columns` written as a table.
  var columns: [EventColumn: String] = [:]
  /// Custom models, in the file's order.
  package var models: [ModelSetting] = []
  /// Custom stages and event names.
  package var funnel = FunnelSettings()
  /// The table of aliases, in the file's order.
  var aliases: [(name: Setting, channel: Setting)] = []
  /// The texts under `no-id`.
  var noIDs: [Setting] = []
  /// Whether the texts under `no-id` replace the usual ones.
  var replacesUsualNoIDs = false

  /// Every text that is no id.
  var noIDTexts: [String] { (replacesUsualNoIDs ? [] : ReadingRules.usualNoIDs) + noIDs.map(\.text) }

  /// The contents of an empty file.
  package init() {}
}
