import Credit
import Events

/// What an option says, in a sentence, and what its value is: for the schema of configuration files.
extension RunOption {
  /// A sentence without its full stop, the default at the end where there is one.
  var meaning: String {
    switch self {
    case .model: "Models to compute; default: the usual five, then your own"
    case .goal: "Stages whose attainment is credited; default: won"
    case .lookback: "How far before a goal event touches count; default: 90d"
    case .halfLife: "Age at which a touch weighs half, for time-decay; default: 7d"
    case .from: "Credit goal events and count spend from this date on"
    case .to: "Credit goal events and count spend before this date"
    case .period: "from and to at once"
    case .asOf: "The day that relative dates are told from; default: today"
    case .afterConversion: "Whether a goal event ends the touches before it for the next; default: keep"
    case .stageChannel: "Whether a stage event's channel is a touch, too; default: ignore"
    case .keep: "Which of duplicate and repeated rows stays; default: first"
    case .touchEvents: "Which events that mean a touch count; default: all"
    case .session: "Touches of one channel and campaign that follow each other within this count once; default: each counts"
    case .includeChannel: "Only touches of these channels count; * stands for any letters"
    case .excludeChannel: "Touches of these channels do not count; * stands for any letters"
    case .spend: "Spend files: paths, or sets of them with columns and constants of their own"
    case .rates: "Tables of exchange rates; later ones win"
    case .columns: "Which header fields hold which columns; only these are read"
    case .channelMap: "A table of patterns that name the channel"
    case .alias: "Other names of channels, as name=channel"
    case .format: "The format of logs whose set names none; default: found out, log by log"
    case .encoding: "The encoding of logs whose set names none; default: found out, file by file"
    case .header: "The fields of logs without a header line"
    case .maxLine: "Longer records are rejected; default: 1MiB"
    case .amounts: "How logs write amounts; default: decimal-point"
    case .spendAmounts: "How spend files write amounts; default: as the logs do"
    case .timeZone: "The zone of dates and of times without offset; default: UTC"
    case .currency: "The currency to report in; default: the one the data are in"
    case .spreadsheet: "Write tables for a spreadsheet"
    case .decimalComma: "Numbers as 1234,56 and semicolons between fields, in every table; default: false"
    case .credits: "List every single credit in credits.csv.gz; default: false"
    case .journeyIDs: "How that list names journeys; default: hash"
    case .hashKeyFile: "The key of these hashes"
    case .output: "The directory of the report; default: tributary-report"
    case .rejects: "Write rejected rows here, too, whatever the status"
    case .maxRejects: "Rejected rows to put up with, a count or a share; default: 1%"
    case .failOnEmpty: "End with status 65 when no goal was found; default: false"
    case .damaged: "Whether a damaged log ends the run or is left out whole; default: stop"
    case .maxDepth: "Compressions and archives around each other, at most; default: 6"
    case .maxRatio: "How many times its size a file may unpack to; default: 1000"
    case .maxUnpacked: "How much one file may unpack to; default: 1TiB"
    case .threads: "Worker threads; default: one per core"
    case .memory: "Memory to use; default: half the machine's"
    case .scratch: "Where what does not fit in memory goes; default: $TMPDIR or /tmp"
    case .maxScratch: "How much disk that may take; default: what is free there"
    case .quiet: "No warnings, no progress, no table; default: false"
    case .logFormat: "How messages are written; default: text"
    }
  }

  /// What a single value of it is.
  var type: SchemaType {
    switch self {
    case .model: .suggested(RunConfiguration.modelNames)
    case .goal: .suggested(RunConfiguration.stageNames)
    case .lookback, .halfLife, .session: .duration
    case .from, .to, .asOf, .timeZone, .channelMap, .alias, .header, .hashKeyFile, .output, .rejects, .scratch, .rates, .spend,
      .columns, .touchEvents, .includeChannel, .excludeChannel:
      .text
    case .period: .suggested(CalendarPeriod.names)
    case .afterConversion: .choice(["keep", "reset"])
    case .stageChannel: .choice(["ignore", "touch"])
    case .keep: .choice(["first", "last"])
    case .format: .choice(RunConfiguration.formatNames)
    case .encoding: .suggested(RunConfiguration.encodingNames)
    case .amounts, .spendAmounts: .choice(AmountStyle.allCases.map(\.rawValue))
    case .currency: .pattern("^[A-Za-z]{3}$")
    case .spreadsheet: .choice(["excel"])
    case .journeyIDs: .choice(["hash", "raw"])
    case .damaged: .choice(["stop", "skip"])
    case .logFormat: .choice(["text", "json"])
    case .maxLine, .maxUnpacked, .memory, .maxScratch: .size
    case .maxRejects: .pattern("^([0-9]+|[0-9]+(\\.[0-9]{1,4})?%)$")
    case .maxDepth, .maxRatio: .number(from: 1)
    case .threads: .number(from: 1)
    case .decimalComma, .credits, .failOnEmpty, .quiet: .flag
    }
  }
}
