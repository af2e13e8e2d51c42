import Archive
import Credit
import Events
import Text
import Values

/// A checked configuration: everything that a run needs to know.
///
/// `RunConfiguration(_: RunRequest)` makes it of the command line, the environment and the configuration file.
public struct RunConfiguration: Sendable {
  /// Event logs by kind. A file belongs to one input set.
  public let inputs: [InputSet]
  /// Spend files by kind.
  public let spend: [SpendSet]
  /// Paths of tables of exchange rates; later rates take precedence.
  public let ratesFiles: [String]
  /// Canonical column → header field of input sets without columns; nil: found by the usual names.
  public let columns: [EventColumn: String]?
  /// How texts are read.
  public let text: TextSettings
  /// The stages and event names.
  public let funnel: Funnel
  /// Texts that are no id.
  public let noIDs: [String]
  /// The models to compute, in the order of the report.
  public let models: [CreditModel]
  /// Stage indexes of the goals, in funnel order.
  public let goals: [Int]
  /// How long before a goal event a touch counts, in microseconds.
  public let lookback: Int64
  /// The half-life of `time-decay`, in microseconds.
  public let halfLife: Int64
  /// Goal events and spend count from this instant on; nil: from the first.
  public let from: Instant?
  /// Goal events and spend count before this instant; nil: to the last.
  public let to: Instant?
  /// The day (`CivilDate`) that relative dates were computed from; nil where there were none and no day was given.
  public let asOf: Int?
  /// The zone of days, and of times without an offset.
  public let zone: ReportZone
  /// The report currency; nil: the one that the data are in.
  public internal(set) var currency: Currency?
  /// Whether a goal event ends the touches before it for the next.
  public let resetsAfterConversion: Bool
  /// Whether a stage event with a channel is a touch, too.
  public let stageTouches: Bool
  /// Whether the last of duplicate and repeated rows is kept, rather than the first.
  public let keepsLast: Bool
  /// Derives channels from other columns; nil: rows name their channel.
  public let channelMap: ChannelMap?
  /// Other names of channels.
  public let aliases: ChannelAliases
  /// The touch events that count; nil: all of the funnel's.
  public let touchEvents: [String]?
  /// Microseconds within which touches of a channel and campaign count once; nil: each counts.
  public let session: Int64?
  /// The channels whose touches count.
  public let channels: ChannelChoice
  /// The limits of unpacking.
  public let archives: ArchivePolicy
  /// Whether a damaged log is left out, rather than ending the run.
  public let skipsDamaged: Bool
  /// The directory of the report.
  public let output: String
  /// How tables are written.
  public let dialect: CSVDialect
  /// How single credits are listed; nil: they are not.
  public let credits: CreditsChoice?
  /// The path of a second list of rejected rows, written whatever the status; nil: none.
  public var rejectsFile: String?
  /// The number of worker threads.
  public let threads: Int
  /// The memory to use, in bytes.
  public let memoryBytes: Int
  /// The directory of scratch files.
  public let scratchDirectory: String
  /// The most bytes of all scratch files together; nil: what the disk has.
  public let scratchLimitBytes: Int64?
  /// The rejected rows that the run allows.
  public var maxRejects: RejectLimit
  /// Whether a run without a goal event ends with status 65.
  public let failsOnEmpty: Bool
  /// Whether only errors are written to standard error.
  public let quiet: Bool
  /// How messages are written.
  public let messageFormat: MessageFormat
  /// The path of the configuration file; nil: there is none.
  public let configurationFile: String?
  /// The version of the program, as reports state it.
  public let version: String
  /// Switches of tests.
  public let tests: TestSwitches

  /// Paths of all spend files.
  public var spendFiles: [String] { spend.flatMap(\.paths) }

  /// The funnel that rows are read with: touch events that do not count are ignored.
  package var readingFunnel: Funnel { touchEvents.map { funnel.counting($0) } ?? funnel }

  /// The configuration with this report currency, for statements.
  func stating(_ currency: Currency?) -> RunConfiguration {
    var configuration = self
    configuration.currency = currency
    return configuration
  }

  /// The built-in models of a run that asks for none.
  public static var defaultModels: [String] { ModelChecking.usualNames }
  /// The lookback of a run that names none, in microseconds.
  public static let defaultLookback = 90 * Instant.microsecondsPerDay
  /// The half-life of a run that names none, in microseconds.
  public static let defaultHalfLife = 7 * Instant.microsecondsPerDay
}
