/// The options of a run, by their long names: `--half-life 7d` on the command line, `half-life: 7d` in a configuration
/// file.
///
/// **To add an option**: a case here, a property in `Sources/tributary/Options.swift`, and what it sets in
/// `RequestChecking.swift`. A test holds the command line against this list.
public enum RunOption: String, CaseIterable, Sendable {
  case model, goal, lookback
  case halfLife = "half-life"
  case from, to, period
  case asOf = "as-of"
  case afterConversion = "after-conversion"
  case stageChannel = "stage-channel"
  case keep
  case touchEvents = "touch-events"
  case session
  case includeChannel = "include-channel"
  case excludeChannel = "exclude-channel"
  case spend, rates, columns
  case channelMap = "channel-map"
  case alias
  case format, encoding, header
  case maxLine = "max-line"
  case amounts
  case spendAmounts = "spend-amounts"
  case timeZone = "time-zone"
  case currency
  case spreadsheet
  case decimalComma = "decimal-comma"
  case credits
  case journeyIDs = "journey-ids"
  case hashKeyFile = "hash-key-file"
  case output, rejects
  case maxRejects = "max-rejects"
  case failOnEmpty = "fail-on-empty"
  case damaged
  case maxDepth = "max-depth"
  case maxRatio = "max-ratio"
  case maxUnpacked = "max-unpacked"
  case threads, memory, scratch
  case maxScratch = "max-scratch"
  case quiet
  case logFormat = "log-format"

  /// How many values an option takes.
  enum Arity { case one, many, flag }

  var arity: Arity {
    switch self {
    case .model, .goal, .spend, .rates, .header, .touchEvents, .includeChannel, .excludeChannel, .alias: .many
    case .decimalComma, .credits, .failOnEmpty, .quiet: .flag
    default: .one
    }
  }

  /// Whether the values are paths, which a configuration file means from its own folder.
  var isPath: Bool {
    switch self {
    case .spend, .rates, .channelMap, .hashKeyFile, .output, .rejects, .scratch: true
    default: false
    }
  }
}
