import Text
import Tables
import Values

/// What a run read, used, rejected and left out, and under which settings: `summary.json` without its totals, which
/// come from the credit itself.
///
/// Everything but `run` is the same for the same input and settings: a path given differently is another input, but
/// threads, memory and the path of the output belong in `run`, not in `settings`.
public struct RunSummary: Sendable {
  /// A file that was read, by the name messages and input order use.
  public struct Source: Sendable, Equatable {
    /// The path of the file, and after `!` the member of an archive.
    public var name: String
    /// How its text was read, in the words of the options with these names.
    public var format: String, encoding: String
    /// As stored, compressed or not.
    public var bytes: Int64
    /// The digest of those bytes with the name of its kind, `xxh3-128:…`.
    public var digest: String
    /// Why the input was left out whole, so that it has no rows; nil where it was read.
    public var damage: String?

    /// A file that was read.
    public init(
      name: String, format: String, encoding: String, bytes: Int64, digest: String, damage: String? = nil
    ) {
      self.name = name
      self.format = format
      self.encoding = encoding
      self.bytes = bytes
      self.digest = digest
      self.damage = damage
    }
  }

  /// What may differ between two runs over the same input.
  public struct Run: Sendable, Equatable {
    /// When the run began.
    public var started: Instant
    /// How long the run took until its report was written.
    public var durationMilliseconds: Int64
    /// How many threads worked.
    public var threads: Int
    /// The budget, and the most that was in use, in bytes; 0 for not known.
    public var memoryBytes: Int64, peakBytes: Int64
    /// Further measures, in order.
    public var measures: [JSONValue.Member]

    /// The measures of a run.
    public init(
      started: Instant, durationMilliseconds: Int64, threads: Int, memoryBytes: Int64 = 0, peakBytes: Int64 = 0,
      measures: [JSONValue.Member] = []
    ) {
      self.started = started
      self.durationMilliseconds = durationMilliseconds
      self.threads = threads
      self.memoryBytes = memoryBytes
      self.peakBytes = peakBytes
      self.measures = measures
    }
  }

  /// The version of the program.
  public var version: String
  /// The logs in input order, each with its ledger.
  public var inputs: [(source: Source, rows: RowLedger)] = []
  /// The spend files in input order, each with its counts.
  public var spendInputs: [(source: Source, rows: SpendRowCounts)] = []
  /// The files of exchange rates in input order.
  public var rateInputs: [Source] = []
  /// Links between ids that other links contradict.
  public var linkConflicts: Int64 = 0
  /// Option names and values in a fixed order.
  public var settings: [JSONValue.Member] = []
  /// The warnings of the run, in order.
  public var warnings: [String] = []
  /// Further counts, in order ("amounts rounded to six decimals").
  public var notes: [JSONValue.Member] = []
  /// What differs from run to run.
  public var run: Run

  /// A summary without inputs.
  public init(version: String, run: Run) {
    self.version = version
    self.run = run
  }
}

extension RunSummary {
  /// The rows of all inputs together.
  public var rows: RowLedger { inputs.reduce(into: RowLedger()) { $0 += $1.rows } }
  /// The rows of all spend files together.
  public var spendRows: SpendRowCounts { spendInputs.reduce(into: SpendRowCounts()) { $0 += $1.rows } }

  /// The counts of Specification, section 2, over all inputs, keyed `read`, `rejected: unreadable time`,
  /// `left out: duplicate`, `used: goal`, `spend read`, `spend rejected: …` and `link conflicts`; sorted by key, without
  /// zeros.
  public var counts: [(key: String, count: Int64)] {
    let rows = rows, spend = spendRows
    var counts = [("read", rows.read), ("spend read", spend.read), ("link conflicts", linkConflicts)]
    for reason in RejectReason.allCases {
      counts.append(("rejected: " + reason.label, rows[reason]))
      counts.append(("spend rejected: " + reason.label, spend[reason]))
    }
    for fate in RowFate.allCases {
      counts.append(((fate.isLeftOut ? "left out: " : "used: ") + fate.label, rows[fate]))
    }
    return counts.filter { $0.1 != 0 }.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
      .map { (key: $0.0, count: $0.1) }
  }
}
