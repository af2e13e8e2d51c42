import Archive
import Events
import Text
import Values

/// Which files are read, and how.
extension Options {
  /// The configuration file.
  package static let config = OptionRow(
    "config", .text, scope: .commandLine, path: .files(extensions: ["yaml", "yml"]), valueName: "file",
    help: "A configuration file (YAML): any of these options by its name, models, stages and event names of your own",
    pageValue: "path", page: "a [configuration file](Configuration.md); command line and environment only")

  static let spend = RunOption<[Setting]>(
    OptionRow(
      "spend", .either([.text, .reference("spend")]), .many, path: .files(extensions: []), valueName: "file",
      help: "A spend file (CSV: date, channel, amount, …); repeatable",
      meaning: "Spend files: paths, or sets of them with columns and constants of their own",
      pageValue: "list of paths; in a file also of sets", page: "[spend files](Inputs.md#spend)",
      check: { $0.spendFiles.isEmpty ? nil : SpendSet.statement(of: $0.spend) ?? .texts($0.spendFiles) },
      summary: .whenSet { SpendSet.statement(of: $0.spend) }))

  static let rates = RunOption<[String]>(
    OptionRow(
      "rates", .text, .many, path: .files(extensions: []), valueName: "file",
      help: "Exchange rates (CSV: date, base, quote, rate; one base costs rate quote); repeatable, later rates win",
      meaning: "Tables of exchange rates; later ones win", page: "[exchange rates](Inputs.md#exchange-rates); later files win",
      check: { $0.ratesFiles.isEmpty ? nil : .texts($0.ratesFiles) })
  ) { settings throws(RunError) in settings.map(\.text) }

  static let timeZone = RunOption(
    OptionRow(
      "time-zone", .text, valueName: "IANA name", help: "The zone of dates and of times without offset", default: .value("UTC"),
      pageValue: "IANA name", page: "the report zone, and the zone of times without an offset",
      check: { .text($0.zone.name) }, summary: .always { .text($0.zone.name) }),
    usual: .utc, read: ValueChecking.zone)

  static let currency = RunOption(
    OptionRow(
      "currency", .pattern("^[A-Za-z]{3}$"), valueName: "code", help: "The currency to report in",
      default: .words("the one the data are in", page: "detected"), pageValue: "three letters", page: "the report currency",
      check: { .text(ifSet: $0.currency?.code) }, summary: .always { .text(ifSet: $0.currency?.code) }),
    usual: nil, read: ValueChecking.currency)

  static let columns = RunOption(
    OptionRow(
      "columns", .columns(EventColumn.allCases.map(\.name)), valueName: "map",
      help: "Which header fields hold which columns, as in time=event_time,event=event_type; only these are read",
      meaning: "Which header fields hold which columns; only these are read", default: .page("detected"),
      pageValue: "table of column → header field, or text such as `time=when,event=kind`",
      page: "the [columns](Inputs.md#columns) of all logs whose set names none",
      check: { $0.columns.map { FileSetStatement.table($0) } }, summary: .always { .text(ifSet: $0.columnText) }),
    usual: nil, read: TextChecking.columns)

  static let format = RunOption(
    OptionRow(
      "format", .choice(LogFormat.names), valueName: "format",
      help: "The format of the logs: \(LogFormat.names.joined(separator: ", "))",
      meaning: "The format of logs whose set names none",
      default: OptionDefault(help: "each log's is found out", schema: "found out, log by log", page: "detected per log"),
      page: "the [format](Inputs.md#formats-and-encodings) of logs whose set names none",
      check: { .text(ifSet: $0.text.format?.name) }, summary: .whenSet { .text(ifSet: $0.text.format?.name) }),
    usual: nil, read: TextChecking.format)

  static let encoding = RunOption(
    OptionRow(
      "encoding", .suggested(TextEncoding.allCases.map(\.name)), valueName: "encoding",
      help: "The encoding of the logs: \(TextEncoding.allCases.map(\.name).joined(separator: ", "))",
      meaning: "The encoding of logs whose set names none",
      default: OptionDefault(help: "each file's is found out", schema: "found out, file by file", page: "detected per file"),
      page: "the encoding of logs whose set names none",
      check: { .text(ifSet: $0.text.encoding?.name) }, summary: .whenSet { .text(ifSet: $0.text.encoding?.name) }),
    usual: nil, read: TextChecking.encoding)

  static let header = RunOption<[Setting]>(
    OptionRow(
      "header", .text, .many, valueName: "names",
      help: "The fields of logs without a header line, as in time,event,user_id,channel",
      meaning: "The fields of logs without a header line", default: .page("the log's first line"), pageValue: "list of names",
      page: "the fields of logs without a header line whose set names none; repeatable",
      check: { $0.text.header.map { .texts($0) } }, summary: .whenSet { $0.text.header.map { .texts($0) } }))

  static let maxLine = RunOption(
    OptionRow(
      "max-line", .size, valueName: "size", help: "Reject records that are longer", meaning: "Longer records are rejected",
      default: .value("1MiB"), pageValue: "size from `1KiB` to `256MiB`",
      page: "a longer record, counted in UTF-8, is rejected",
      check: { .size($0.text.maxLineBytes) },
      summary: .whenSet {
        $0.text.maxLineBytes == ReadingRules.usualMaxRecordBytes ? nil : .integer(Int64($0.text.maxLineBytes))
      }),
    usual: ReadingRules.usualMaxRecordBytes, read: TextChecking.maxLine)

  static let amounts = RunOption(
    OptionRow(
      "amounts", .choice(AmountStyle.allCases.map(\.rawValue)), valueName: "style",
      help: "How logs write amounts: decimal-point (1,234.50), decimal-comma (1.234,50) or micros",
      meaning: "How logs write amounts", default: .value("decimal-point"), page: "how logs write [amounts](Inputs.md#amounts)",
      check: { .text($0.text.amounts.rawValue) },
      summary: .whenSet { $0.text.amounts == .decimalPoint ? nil : .text($0.text.amounts.rawValue) }),
    usual: nil, read: TextChecking.amounts)

  static let spendAmounts = RunOption(
    OptionRow(
      "spend-amounts", .choice(AmountStyle.allCases.map(\.rawValue)), valueName: "style", help: "How spend files write them",
      meaning: "How spend files write amounts", default: .words("as the logs do", page: "as `--amounts`"),
      page: "how spend files write amounts",
      check: { .text($0.text.spendAmounts.rawValue) },
      summary: .whenSet { $0.text.spendAmounts == $0.text.amounts ? nil : .text($0.text.spendAmounts.rawValue) }),
    usual: nil, read: TextChecking.amounts)
}

/// How far inputs are unpacked, and what becomes of damaged ones.
extension Options {
  static let damaged = RunOption(
    secondWord: OptionRow(
      "damaged", .choice(["stop", "skip"]), valueName: "what",
      help: "A damaged or truncated log ends the run (stop) or is left out whole, with all its members (skip)",
      meaning: "Whether a damaged log ends the run or is left out whole", default: .value("stop"),
      page: "whether a [damaged log](Inputs.md#damaged-files) ends the run or is left out entirely",
      check: { .text($0.skipsDamaged ? "skip" : "stop") }, summary: .always { .text($0.skipsDamaged ? "skip" : "stop") }))

  static let maxDepth = RunOption(
    OptionRow(
      "max-depth", .number(from: 1), valueName: "n", help: "Compressions and archives around each other, at most",
      default: .value("6"), page: "[limit](Inputs.md#limits-on-decompression) on nested compressions and archives",
      check: { .integer(Int64($0.archives.maxDepth)) }),
    usual: ArchivePolicy().maxDepth, read: ValueChecking.depth)

  static let maxRatio = RunOption(
    OptionRow(
      "max-ratio", .number(from: 1), valueName: "n",
      help: "How many times its size a file may unpack to, judged from 64 MiB on",
      meaning: "How many times its size a file may unpack to", default: .value("1000"),
      page: "limit on the ratio of decompressed size to size, checked from 64 MiB on",
      check: { .integer($0.archives.maxRatio) }),
    usual: ArchivePolicy().maxRatio, read: ValueChecking.ratio)

  static let maxUnpacked = RunOption(
    OptionRow(
      "max-unpacked", .size, valueName: "size", help: "How much one file may unpack to, all layers together",
      meaning: "How much one file may unpack to", default: .value("1TiB"),
      page: "limit on the decompressed size of one file, all layers together",
      check: { .size(Int($0.archives.maxUnpackedBytes)) }),
    usual: ArchivePolicy().maxUnpackedBytes, read: ValueChecking.unpackedBytes)
}

extension RunConfiguration {
  /// The column map as the text of `--columns`; nil without one.
  fileprivate var columnText: String? {
    columns.map { columns in
      EventColumn.allCases.compactMap { column in columns[column].map { "\(column.name)=\($0)" } }.joined(separator: ",")
    }
  }
}
