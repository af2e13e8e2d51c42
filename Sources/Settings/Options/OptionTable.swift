import Text

/// The options of a run, and the keys of configuration files: one row each.
///
/// **To add an option**: add its `RunOption` to a file `Options+….swift` and to the block below that it belongs to, and its
/// property to `RunConfiguration`. A block is a part of every listing, so the option is then known everywhere.
package enum Options {
  private static let computing = [
    model.row, goal.row, lookback.row, halfLife.row, from.row, to.row, period.row, asOf.row,
  ]
  private static let rules = [afterConversion.row, stageChannel.row, keep.row]
  private static let definitions = [models, funnel, events, ignore]
  private static let names = [channelMap.row, alias.row, aliases]
  private static let touches = [touchEvents.row, session.row, includeChannel.row, excludeChannel.row]
  private static let sources = [config, inputs, spend.row, rates.row]
  private static let units = [timeZone.row, currency.row]
  private static let fields = [columns.row]
  private static let ids = [noID]
  private static let unpacking = [damaged.row, maxDepth.row, maxRatio.row, maxUnpacked.row]
  private static let texts = [format.row, encoding.row, header.row, maxLine.row, amounts.row, spendAmounts.row]
  private static let spreadsheets = [spreadsheet.row]
  private static let numbers = [decimalComma.row]
  private static let creditList = [credits.row, journeyIDs.row, hashKeyFile.row]
  private static let results = [output.row, rejects.row, maxRejects.row, failOnEmpty.row]
  private static let resources = [threads.row, memory.row, scratch.row, maxScratch.row]
  private static let messages = [quiet.row, logFormat.row]

  /// A part of the help: a title and the options under it.
  package struct Section: Sendable {
    /// The heading in the help.
    package let title: String
    /// Options, and keys of configuration files that belong to them.
    package let rows: [OptionRow]

    fileprivate init(_ title: String, _ blocks: [OptionRow]...) { (self.title, rows) = (title, blocks.flatMap(\.self)) }
  }

  /// The sections of the help, in its order.
  package static let sections = [
    Section("What to compute", computing, rules, definitions), Section("Which touches count", names, touches),
    Section("How to read", sources, units, fields, ids), Section("How to unpack", unpacking),
    Section("How the files are written", texts), Section("How to write", spreadsheets, numbers),
    Section("Single credits", creditList), Section("What to use and where to write", results, resources, messages),
  ]

  /// Every option and key, in the order of the help and of Options.md.
  static let all = sections.flatMap(\.rows) + [dryRun, measure]

  /// The options that can be given everywhere, in the order of messages about keys.
  static let keys =
    [
      computing, rules, touches, sources, fields, names, texts, units, spreadsheets, numbers, creditList, results, unpacking,
      resources, messages,
    ].flatMap(\.self).filter { $0.scope == .everywhere }

  /// The keys of configuration files that no option can say, in the order of messages about keys.
  static let fileKeys = [sources, definitions, names, ids].flatMap(\.self).filter { $0.scope == .file }

  /// Every key of configuration files, in the order of the schema: tables and lists of tables come last.
  static let schemaOrder: [OptionRow] = {
    let tables = [spend.row, inputs, columns.row], names = tables.map(\.name)
    func rest(_ rows: [OptionRow]) -> [OptionRow] { rows.filter { !names.contains($0.name) } }
    return rest(keys) + tables + rest(fileKeys)
  }()

  /// The order in which `check` lists settings.
  static let checkOrder = [
    computing, rules, units, names, touches, texts, fields, sources, ids, definitions, results, unpacking, spreadsheets, creditList,
    numbers, resources, messages,
  ].flatMap(\.self)

  /// The order in which `summary.json` states settings that every summary has.
  static let summaryOrder = [
    computing, units, rules, spreadsheets, numbers, results, unpacking, fields,
    names, touches, sources, ids, definitions, texts, creditList, resources, messages,
  ].flatMap(\.self)

  /// The order in which `summary.json` states the others, where they are set.
  static let summaryOrderOfOthers = [
    computing, definitions, ids, creditList, texts, names, touches, sources,
    rules, units, fields, unpacking, spreadsheets, numbers, results, resources, messages,
  ].flatMap(\.self)
}

extension JSONValue {
  /// A text; nil where there is none.
  static func text(ifSet text: String?) -> JSONValue? { text.map { .text($0) } }

  /// A duration in microseconds, as an option writes it.
  static func duration(_ microseconds: Int64) -> JSONValue { .text(DurationText.text(microseconds: microseconds)) }

  /// A number of bytes, as an option writes it.
  static func size(_ bytes: Int) -> JSONValue { .text(SizeText.text(bytes: bytes)) }
}

extension ValueType {
  /// A column map: a text, or a table of these columns.
  static func columns(_ names: [String]) -> ValueType { .either([.text, .object(names.map { ($0, .text, "") }, required: [])]) }
}
