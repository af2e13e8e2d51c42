import Text
import Values

/// How the tables of the report are written, and the list of single credits.
extension Options {
  static let spreadsheet = RunOption(
    OptionRow(
      "spreadsheet", .choice(["excel"]), valueName: "program",
      help: "Write tables for a spreadsheet: excel (byte-order mark; text that looks like a formula gets an apostrophe)",
      meaning: "Write tables for a spreadsheet",
      page: "tables get a byte-order mark; text that looks like a formula gets an apostrophe",
      check: { $0.dialect.guardsFormulas ? .text("excel") : nil },
      summary: .always { $0.dialect.guardsFormulas ? .text("excel") : nil }),
    usual: CSVDialect.plain
  ) { setting throws(RunError) in
    _ = try ValueChecking.choice(setting, of: ["excel"])
    return .excel
  }

  static let decimalComma = RunOption(
    flag: OptionRow(
      "decimal-comma", .flag, .flag, help: "Write numbers as 1234,56, and part the fields of every table by semicolons",
      meaning: "Numbers as 1234,56 and semicolons between fields, in every table", default: .off,
      page: "numbers as `1234,56` and `;` between fields, in every table",
      check: { .bool($0.dialect.hasDecimalComma) }, summary: .always { .bool($0.dialect.hasDecimalComma) }))

  static let credits = RunOption(
    flag: OptionRow(
      "credits", .flag, .flag,
      help: "List every single credit in credits.csv.gz: goal event, deal, journey, touch, conversions, amount",
      meaning: "List every single credit in credits.csv.gz", default: .off,
      page: "lists [every single credit](Report.md#single-credits) in `credits.csv.gz`",
      check: { .bool($0.credits != nil) }))

  static let journeyIDs = RunOption<Setting?>(
    OptionRow(
      "journey-ids", .choice(["hash", "raw"]), valueName: "how",
      help: "How that list names journeys: hash (keyed, the default) or raw", meaning: "How that list names journeys",
      default: .value("hash", inHelp: false), page: "how that list names journeys",
      check: { .text(ifSet: $0.journeyIDs) }, summary: .whenSet { .text(ifSet: $0.journeyIDs) }))

  static let hashKeyFile = RunOption<Setting?>(
    OptionRow(
      "hash-key-file", .text, path: .files(extensions: []), valueName: "file",
      help: "The key of these hashes, a file of up to 4096 bytes", meaning: "The key of these hashes",
      page: "the key of these hashes",
      check: { .text(ifSet: $0.credits?.keyFile) }))
}

/// What a run may use, and where it writes.
extension Options {
  static let output = RunOption(
    OptionRow(
      "output", short: "o", .text, path: .directories, valueName: "dir", help: "The directory of the report",
      default: .value("tributary-report"), page: "the directory of the report",
      check: { .text($0.output) }),
    usual: "tributary-report"
  ) { setting throws(RunError) in setting.text }

  static let rejects = RunOption(
    text: OptionRow(
      "rejects", .text, path: .files(extensions: []), valueName: "file",
      help: "Write rejected rows here, too, whatever the status",
      page: "a second list of the rejected rows of logs and spend files, written whatever the status; gzip if the name ends in "
        + "`.gz`",
      check: { .text(ifSet: $0.rejectsFile) }))

  static let maxRejects = RunOption(
    OptionRow(
      "max-rejects", .pattern("^([0-9]+|[0-9]+(\\.[0-9]{1,4})?%)$"), valueName: "n|p%",
      help: "Rejected rows to put up with: a count or a share", meaning: "Rejected rows to put up with, a count or a share",
      default: .value("1%"), pageValue: "count or share",
      page: "the rejected rows of logs (not of spend) that are allowed; a share is checked at the end, a count at once",
      check: { .text($0.maxRejects.text) }, summary: .always { .text($0.maxRejects.text) }),
    usual: .percent(millionths: 10_000), read: ValueChecking.rejectLimit)

  static let failOnEmpty = RunOption(
    flag: OptionRow(
      "fail-on-empty", .flag, .flag, help: "End with status 65 when no goal was found", default: .off,
      page: "status 65 if there is no goal event",
      check: { .bool($0.failsOnEmpty) }))

  static let threads = RunOption(
    OptionRow(
      "threads", .number(from: 1), valueName: "n", help: "Worker threads", default: .words("one per core"),
      pageValue: "1 to 1024", page: "worker threads; no figure depends on it",
      check: { .integer(Int64($0.threads)) }),
    usual: Environment.coreCount, read: ValueChecking.threads)

  static let memory = RunOption(
    OptionRow(
      "memory", .size, valueName: "size", help: "Memory to use, as in 512MiB or 4GB", meaning: "Memory to use",
      default: .words("half the machine's"), page: "memory to use; no figure depends on it",
      check: { .size($0.memoryBytes) }),
    usual: ValueChecking.usualMemory, read: ValueChecking.memory)

  static let scratch = RunOption(
    OptionRow(
      "scratch", .text, path: .directories, valueName: "dir", help: "Where what does not fit in memory goes",
      default: .words("$TMPDIR or /tmp", page: "`$TMPDIR` or `/tmp`"),
      page: "where data goes that does not fit in memory; no figure depends on it",
      check: { .text($0.scratchDirectory) }),
    usual: Environment.value("TMPDIR") ?? "/tmp"
  ) { setting throws(RunError) in setting.text }

  static let maxScratch = RunOption(
    OptionRow(
      "max-scratch", .size, valueName: "size", help: "Disk that this may take, as in 200GB; a run that needs more ends",
      meaning: "How much disk that may take", default: .words("what is free there"),
      page: "disk space that scratch may take; a run that needs more ends with 73",
      check: { $0.scratchLimitBytes.map { .size(Int($0)) } }),
    usual: nil, read: ValueChecking.scratchLimit)

  static let quiet = RunOption(
    flag: OptionRow(
      "quiet", short: "q", .flag, .flag, help: "No progress, no warnings, no table: errors alone",
      meaning: "No warnings, no progress, no table", default: .off,
      page: "no progress, warnings or table: only errors and the output of `--measure`",
      check: { .bool($0.quiet) }))

  static let logFormat = RunOption(
    OptionRow(
      "log-format", .choice(MessageFormat.names), valueName: "format",
      help: "How messages are written: \(MessageFormat.names.joined(separator: " or ")) (an object a line)",
      meaning: "How messages are written", default: .value("text"),
      page: "how [messages](Terminal.md#json-messages) are written",
      check: { .text($0.messageFormat.rawValue) }),
    usual: .text
  ) { setting throws(RunError) in MessageFormat.allCases[try ValueChecking.choice(setting, of: MessageFormat.names)] }

  /// An option of `run` alone.
  package static let dryRun = OptionRow(
    "dry-run", .flag, .flag, scope: .commandLine,
    help: "Say which files would be read and written, and by which configuration; read and write nothing",
    page: "prints which files a run would read and write, and the configuration; reads and writes nothing; command line only")

  /// An option of `run` alone.
  package static let measure = OptionRow(
    "measure", .flag, .flag, scope: .commandLine,
    help: "After a run say what each stage went through and took: bytes, rows, processor time, nanoseconds a row",
    page: "prints [what each stage took](Measuring.md) after the run; command line only")
}

extension RunConfiguration {
  /// How the list of credits names journeys; nil without a list.
  fileprivate var journeyIDs: String? { credits.map { $0.hashKey == nil ? "raw" : "hash" } }
}
