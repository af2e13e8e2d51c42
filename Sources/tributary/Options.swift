import ArgumentParser
import Pipeline

/// What is credited, how, and over which time.
struct ModelOptions: ParsableArguments {
  @Option(
    name: .customLong("model"),
    help: ArgumentHelp(
      "One of \(RunConfiguration.modelNames.joined(separator: " ")); repeatable. "
        + "Default: \(RunConfiguration.defaultModels.joined(separator: " ")).",
      valueName: "name"))
  var models: [String] = []

  @Option(
    name: .customLong("goal"),
    help: ArgumentHelp("A funnel stage whose attainment is credited; repeatable. Default: won.", valueName: "stage"))
  var goals: [String] = []

  @Option(help: ArgumentHelp("How far before a goal event touches count. Default: 90d.", valueName: "duration"))
  var lookback: String?

  @Option(help: ArgumentHelp("Age at which a touch weighs half, for time-decay. Default: 7d.", valueName: "duration"))
  var halfLife: String?

  @Option(help: ArgumentHelp("Credit goal events and count spend from this date on.", valueName: "date"))
  var from: String?

  @Option(help: ArgumentHelp("Credit goal events and count spend before this date.", valueName: "date"))
  var to: String?

  @Option(
    help: ArgumentHelp("Whether a goal event ends the touches before it for the next: keep or reset.", valueName: "what"))
  var afterConversion: String?

  @Option(help: ArgumentHelp("Whether a stage event's channel is a touch, too: ignore or touch.", valueName: "what"))
  var stageChannel: String?

  @Option(help: ArgumentHelp("Which of duplicate and repeated rows stays: first or last.", valueName: "which"))
  var keep: String?

  func fill(_ request: inout RunRequest) {
    request.models = models
    request.goals = goals
    request.lookback = lookback
    request.halfLife = halfLife
    request.from = from
    request.to = to
    request.afterConversion = afterConversion
    request.stageChannel = stageChannel
    request.keep = keep
  }
}

/// How the inputs read.
struct ReadingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A spend file (CSV: date, channel, amount, …); repeatable.", valueName: "file"))
  var spend: [String] = []

  @Option(
    help: ArgumentHelp(
      "Exchange rates (CSV: date, base, quote, rate; one base costs rate quote); repeatable, later rates win.",
      valueName: "file"))
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
    request.spend = spend
    request.rates = rates
    request.timeZone = timeZone
    request.currency = currency
    request.columns = columns
  }
}

/// How the tables of the report are spelled.
struct SpreadsheetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write tables for a spreadsheet: excel (byte-order mark; text that looks like a formula gets an apostrophe).",
      valueName: "program"))
  var spreadsheet: String?

  @Flag(help: "Write numbers as 1234,56, and part the fields of every table by semicolons.")
  var decimalComma = false

  func fill(_ request: inout RunRequest) {
    request.spreadsheet = spreadsheet
    request.decimalComma = decimalComma
  }
}

/// What a run may use, and where it writes.
struct ResourceOptions: ParsableArguments {
  @Option(
    name: [.long, .customShort("o")],
    help: ArgumentHelp("The directory of the report. Default: tributary-report.", valueName: "dir"))
  var output: String?

  @Option(help: ArgumentHelp("Write rejected rows here, too, whatever the status.", valueName: "file"))
  var rejects: String?

  @Option(help: ArgumentHelp("Rejected rows to put up with: a count or a share. Default: 1%.", valueName: "n|p%"))
  var maxRejects: String?

  @Flag(help: "End with status 65 when no goal was found.")
  var failOnEmpty = false

  @Option(help: ArgumentHelp("Worker threads. Default: one per core.", valueName: "n"))
  var threads: String?

  @Option(help: ArgumentHelp("Memory to use, as in 512MiB or 4GB. Default: half the machine's.", valueName: "size"))
  var memory: String?

  @Option(help: ArgumentHelp("Where what does not fit in memory goes. Default: $TMPDIR or /tmp.", valueName: "dir"))
  var scratch: String?

  @Flag(name: [.long, .customShort("q")], help: "No warnings.")
  var quiet = false

  func fill(_ request: inout RunRequest) {
    request.output = output
    request.rejects = rejects
    request.maxRejects = maxRejects
    request.failsOnEmpty = failOnEmpty
    request.threads = threads
    request.memory = memory
    request.scratch = scratch
  }
}
