import Text
import Archive
import Credit
import Events
import Values

/// Everything a run is asked to do, checked: what the command line and the configuration file amount to.
public struct RunConfiguration: Sendable {
  /// Event logs by kind; a file is of one set.
  public var inputs: [InputSet]
  public var spend: [SpendSet] = []
  /// In the order in which they count: later rates win.
  public var ratesFiles: [String] = []
  /// Of sets that name none of their own.
  public var columns: [EventColumn: String]?
  public var text = TextSettings()
  public var funnel: Funnel = .standard
  /// Texts that are no id.
  public var noIDs = ReadingRules.usualNoIDs
  public var models: [CreditModel]
  /// Places in the funnel, in funnel order.
  public var goals: [Int]
  /// Microseconds.
  public var lookback: Int64
  public var halfLife: Int64
  public var from: Instant?, to: Instant?
  /// The day (`CivilDate`) that relative dates were told from; nil where there were none and none was given.
  public var asOf: Int?
  public var zone: ReportZone = .utc
  /// nil: the one that the data turn out to be in.
  public var currency: Currency?
  public var resetsAfterConversion = false
  public var stageTouches = false
  public var keepsLast = false
  /// Names channels by other columns; nil: rows name their own.
  public var channelMap: ChannelMap?
  public var aliases = ChannelAliases()
  /// Which of the funnel's touch events count; nil: all of them.
  public var touchEvents: [String]?
  /// Microseconds within which a channel and campaign's touches are one; nil: each counts.
  public var session: Int64?
  public var channels = ChannelChoice()
  /// How far inputs are unpacked.
  public var archives = ArchivePolicy()
  /// A damaged log is left out whole, rather than ending the run.
  public var skipsDamaged = false
  public var output = "tributary-report"
  /// How every table that the run writes is spelled.
  public var dialect = CSVDialect.plain
  /// Single credits are listed, and how; nil: they are not.
  public var credits: CreditsChoice?
  /// Where rejected rows go whatever the status; nil: into the report alone.
  public var rejectsFile: String?
  public var threads: Int
  public var memoryBytes: Int
  public var scratchDirectory: String
  /// Bytes that scratch files may take together; nil leaves it to the disk.
  public var scratchLimitBytes: Int64?
  public var maxRejects: RejectLimit = .percent(millionths: 10_000)
  public var failsOnEmpty = false
  public var quiet = false
  public var messageFormat = MessageFormat.text
  /// Where much of this was read from; nil: from the command line and the environment alone.
  public var configurationFile: String?
  public var version: String
  public var tests = TestSwitches()

  public init(
    inputs: [InputSet], models: [CreditModel], goals: [Int], lookback: Int64, halfLife: Int64, threads: Int,
    memoryBytes: Int, scratchDirectory: String, version: String
  ) {
    self.inputs = inputs
    self.models = models
    self.goals = goals
    self.lookback = lookback
    self.halfLife = halfLife
    self.threads = threads
    self.memoryBytes = memoryBytes
    self.scratchDirectory = scratchDirectory
    self.version = version
  }

  public var spendFiles: [String] { spend.flatMap(\.paths) }

  /// Every built-in model's name, in the order of the documentation.
  public static var modelNames: [String] { CreditModel.builtIn.map(\.name) }
  /// What `--format` and `--encoding` take.
  public static var formatNames: [String] { LogFormat.names }
  /// What `--goal` and `--amounts` take, unless a funnel of one's own has other stages.
  public static var stageNames: [String] { Funnel.standard.stages.map(\.name) }
  public static var amountStyleNames: [String] { AmountStyle.allCases.map(\.rawValue) }
  public static var encodingNames: [String] { TextEncoding.allCases.map(\.name) }
  public static let defaultModels = ["first-touch", "last-touch", "linear", "time-decay", "w-shaped"]
  public static let defaultLookback = 90 * Instant.microsecondsPerDay
  public static let defaultHalfLife = 7 * Instant.microsecondsPerDay
}
