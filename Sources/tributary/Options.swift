import Settings
import ArgumentParser
import Pipeline

/// What is credited, how, and over which time.
struct ModelOptions: ParsableArguments {
  @Option(
    name: .customLong("model"),
    help: ArgumentHelp(
      "One of \(RunConfiguration.modelNames.joined(separator: " ")), or one of your own; repeatable. "
        + "Default: \(RunConfiguration.defaultModels.joined(separator: " ")).",
      valueName: "name"),
    completion: .list(RunConfiguration.modelNames))
  var models: [String] = []

  @Option(
    name: .customLong("goal"),
    help: ArgumentHelp("A funnel stage whose attainment is credited; repeatable. Default: won.", valueName: "stage"),
    completion: .list(RunConfiguration.stageNames))
  var goals: [String] = []

  @Option(help: ArgumentHelp("How far before a goal event touches count. Default: 90d.", valueName: "duration"))
  var lookback: String?

  @Option(help: ArgumentHelp("Age at which a touch weighs half, for time-decay. Default: 7d.", valueName: "duration"))
  var halfLife: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Credit goal events and count spend from this date on, or from days back (-90d).", valueName: "date"),
    completion: .list(["today", "yesterday", "-90d"]))
  var from: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Credit goal events and count spend before this date.", valueName: "date"),
    completion: .list(["today", "yesterday"]))
  var to: String?

  @Option(
    help: ArgumentHelp(
      "Both at once: 2026-03, 2026-Q1, 2026, or today, yesterday, this- or last-week, -month, -quarter, -year.",
      valueName: "period"),
    completion: .list(["today", "yesterday"] + ["week", "month", "quarter", "year"].flatMap { ["this-" + $0, "last-" + $0] }))
  var period: String?

  @Option(
    help: ArgumentHelp("The day that relative dates are told from. Default: today.", valueName: "date"),
    completion: .list(["today", "yesterday"]))
  var asOf: String?

  @Option(
    help: ArgumentHelp("Whether a goal event ends the touches before it for the next: keep or reset.", valueName: "what"),
    completion: .list(["keep", "reset"]))
  var afterConversion: String?

  @Option(
    help: ArgumentHelp("Whether a stage event's channel is a touch, too: ignore or touch.", valueName: "what"),
    completion: .list(["ignore", "touch"]))
  var stageChannel: String?

  @Option(
    help: ArgumentHelp("Which of duplicate and repeated rows stays: first or last.", valueName: "which"),
    completion: .list(["first", "last"]))
  var keep: String?

  func fill(_ request: inout RunRequest) {
    request.set(.model, models)
    request.set(.goal, goals)
    request.set(.lookback, lookback)
    request.set(.halfLife, halfLife)
    request.set(.from, from)
    request.set(.to, to)
    request.set(.period, period)
    request.set(.asOf, asOf)
    request.set(.afterConversion, afterConversion)
    request.set(.stageChannel, stageChannel)
    request.set(.keep, keep)
  }
}

/// How the inputs read.
struct ReadingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A configuration file (YAML): any of these options by its name, models, stages and event names of your own.",
      valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var config: String?

  @Option(
    help: ArgumentHelp("A spend file (CSV: date, channel, amount, …); repeatable.", valueName: "file"),
    completion: .file())
  var spend: [String] = []

  @Option(
    help: ArgumentHelp(
      "Exchange rates (CSV: date, base, quote, rate; one base costs rate quote); repeatable, later rates win.",
      valueName: "file"),
    completion: .file())
  var rates: [String] = []

  @Option(help: ArgumentHelp("The zone of dates and of times without offset. Default: UTC.", valueName: "IANA name"))
  var timeZone: String?

  @Option(help: ArgumentHelp("The currency to report in. Default: the one the data are in.", valueName: "code"))
  var currency: String?

  @Option(
    help: ArgumentHelp(
      "Which header fields hold which columns, as in time=event_time,event=event_type; only these are read.",
      valueName: "map"))
  var columns: String?

  func fill(_ request: inout RunRequest) {
    request.configurationFile = config
    request.set(.spend, spend)
    request.set(.rates, rates)
    request.set(.timeZone, timeZone)
    request.set(.currency, currency)
    request.set(.columns, columns)
  }
}

/// How the tables of the report are spelled.
struct SpreadsheetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write tables for a spreadsheet: excel (byte-order mark; text that looks like a formula gets an apostrophe).",
      valueName: "program"),
    completion: .list(["excel"]))
  var spreadsheet: String?

  @Flag(
    inversion: .prefixedNo, help: "Write numbers as 1234,56, and part the fields of every table by semicolons.")
  var decimalComma: Bool?

  func fill(_ request: inout RunRequest) {
    request.set(.spreadsheet, spreadsheet)
    request.set(.decimalComma, decimalComma)
  }
}

/// The list of single credits.
struct CreditsOptions: ParsableArguments {
  @Flag(
    inversion: .prefixedNo,
    help: "List every single credit in credits.csv.gz: goal event, deal, journey, touch, conversions, amount.")
  var credits: Bool?

  @Option(
    name: .customLong("journey-ids"),
    help: ArgumentHelp("How that list names journeys: hash (keyed, the default) or raw.", valueName: "how"),
    completion: .list(["hash", "raw"]))
  var journeyIDs: String?

  @Option(
    help: ArgumentHelp("The key of these hashes, a file of up to 4096 bytes.", valueName: "file"),
    completion: .file())
  var hashKeyFile: String?

  func fill(_ request: inout RunRequest) {
    request.set(.credits, credits)
    request.set(.journeyIDs, journeyIDs)
    request.set(.hashKeyFile, hashKeyFile)
  }
}

/// What a run may use, and where it writes.
struct ResourceOptions: ParsableArguments {
  @Option(
    name: [.long, .customShort("o")],
    help: ArgumentHelp("The directory of the report. Default: tributary-report.", valueName: "dir"),
    completion: .directory)
  var output: String?

  @Option(
    help: ArgumentHelp("Write rejected rows here, too, whatever the status.", valueName: "file"),
    completion: .file())
  var rejects: String?

  @Option(help: ArgumentHelp("Rejected rows to put up with: a count or a share. Default: 1%.", valueName: "n|p%"))
  var maxRejects: String?

  @Flag(inversion: .prefixedNo, help: "End with status 65 when no goal was found.")
  var failOnEmpty: Bool?

  @Option(help: ArgumentHelp("Worker threads. Default: one per core.", valueName: "n"))
  var threads: String?

  @Option(help: ArgumentHelp("Memory to use, as in 512MiB or 4GB. Default: half the machine's.", valueName: "size"))
  var memory: String?

  @Option(
    help: ArgumentHelp("Where what does not fit in memory goes. Default: $TMPDIR or /tmp.", valueName: "dir"),
    completion: .directory)
  var scratch: String?

  @Option(
    help: ArgumentHelp(
      "Disk that this may take, as in 200GB; a run that needs more ends. Default: what is free there.", valueName: "size"))
  var maxScratch: String?

  @Flag(name: [.long, .customShort("q")], inversion: .prefixedNo, help: "No progress, no warnings, no table: errors alone.")
  var quiet: Bool?

  @Option(
    help: ArgumentHelp(
      "How messages are written: \(MessageFormat.names.joined(separator: " or ")) (an object a line). Default: text.",
      valueName: "format"),
    completion: .list(MessageFormat.names))
  var logFormat: String?

  func fill(_ request: inout RunRequest) {
    request.set(.output, output)
    request.set(.rejects, rejects)
    request.set(.maxRejects, maxRejects)
    request.set(.failOnEmpty, failOnEmpty)
    request.set(.threads, threads)
    request.set(.memory, memory)
    request.set(.scratch, scratch)
    request.set(.maxScratch, maxScratch)
    request.set(.quiet, quiet)
    request.set(.logFormat, logFormat)
  }
}
