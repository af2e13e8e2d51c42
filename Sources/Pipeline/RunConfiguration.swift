import Archive
import Credit
import Events
import Report
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

/// How many rejected rows a run puts up with.
public enum RejectLimit: Sendable, Equatable {
  /// Judged at once.
  case count(Int64)
  /// Of all rows read, in millionths; judged at the end.
  case percent(millionths: Int64)

  /// Whether this many are too many, now that everything is read.
  func isExceeded(rejected: Int64, read: Int64) -> Bool {
    switch self {
    case .count(let most): rejected > most
    case .percent(let millionths): Int128(rejected) * 1_000_000 > Int128(read) * Int128(millionths)
    }
  }

  var text: String {
    switch self {
    case .count(let most): "\(most)"
    case .percent(let millionths):
      millionths % 10_000 == 0
        ? "\(millionths / 10_000)%"
        : "\(millionths / 10_000).\(String(String(1_000_000 + millionths % 10_000 * 100).dropFirst().prefix(4)))%"
    }
  }
}

/// Ways to force what is rare, for tests: no result may depend on them.
public struct TestSwitches: Sendable {
  public var blockBytes: Int?
  public var constantPlacement = false
  public var spillAlways = false
  public var seed: UInt64?

  public init() {}
}

extension RejectLimit {
  /// A count (`100`) or a share of all rows (`0.5%`, four decimals at most).
  public init?(_ text: String) {
    guard text.hasSuffix("%") else {
      guard let count = Int64(text), count >= 0 else { return nil }
      self = .count(count)
      return
    }
    let parts = text.dropLast().split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first.flatMap({ Int64($0) }), (0...100).contains(whole) else { return nil }
    var fraction = parts.count == 2 ? String(parts[1]) : ""
    guard fraction.utf8.count <= 4, fraction.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    while fraction.utf8.count < 4 { fraction += "0" }
    let millionths = whole * 10_000 + (Int64(fraction) ?? 0)
    guard millionths <= 1_000_000 else { return nil }
    self = .percent(millionths: millionths)
  }
}
