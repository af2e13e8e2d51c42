/// Why a row was rejected: an index into `RejectReason.table`.
public struct RejectReason: RowReasonIndex {
  /// The index into the table: small, so that counts are an array and a reason is one byte.
  public let rawValue: UInt8

  /// The reason at an index that the table has.
  public init(unchecked rawValue: UInt8) { self.rawValue = rawValue }

  // The entries that code refers to. `RowReason` has their meanings.
  public static let wrongFieldCount = Self("wrong field count"), unclosedQuote = Self("unclosed quote")
  public static let badEncoding = Self("bad encoding"), lineTooLong = Self("line too long"), badJSON = Self("bad JSON")
  public static let unreadableTime = Self("unreadable time"), unknownEvent = Self("unknown event")
  public static let missingIdentity = Self("missing identity"), missingChannel = Self("missing channel")
  public static let unreadableAmount = Self("unreadable amount"), unknownCurrency = Self("unknown currency")
  public static let noExchangeRate = Self("no exchange rate")
  public static let unreadableDate = Self("unreadable date"), endBeforeStart = Self("end before start")
}

/// How a row ends that is not rejected: an index into `RowFate.table`.
public struct RowFate: RowReasonIndex {
  /// The index into the table: small, so that counts are an array and a fate is one byte.
  public let rawValue: UInt8

  /// The reason at an index that the table has.
  public init(unchecked rawValue: UInt8) { self.rawValue = rawValue }

  // The entries that code refers to. `RowReason` has their meanings.
  public static let ignored = Self("ignored"), duplicate = Self("duplicate"), repeated = Self("repeated")
  public static let excludedChannel = Self("excluded channel"), sameSession = Self("same session")
  public static let identity = Self("identity"), goal = Self("goal"), outsidePeriod = Self("outside period")
  public static let stage = Self("stage"), credited = Self("credited"), outsideWindow = Self("outside window")
  public static let noGoal = Self("no goal")

  /// Whether such rows are left out; the others are used.
  public var isLeftOut: Bool { reason.ending == .leftOut }
}

/// An index into a table of reasons.
public protocol RowReasonIndex: Hashable, Sendable, BitwiseCopyable {
  /// The reasons, by index.
  static var table: [RowReason] { get }
  var rawValue: UInt8 { get }
  /// The reason at an index of the table.
  init(unchecked rawValue: UInt8)
}

extension RowReasonIndex {
  /// The reason at an index, or nil where the table ends before it.
  public init?(rawValue: UInt8) {
    if Int(rawValue) >= Self.table.count { return nil }
    self.init(unchecked: rawValue)
  }

  /// The reason with a label, which the table must have.
  fileprivate init(_ label: String) {
    guard let index = Self.table.firstIndex(where: { $0.label == label }) else {
      preconditionFailure("no reason is called '\(label)'")
    }
    self.init(unchecked: UInt8(index))
  }

  /// All reasons, in the order of the table.
  public static var allCases: [Self] { table.indices.map { Self(unchecked: UInt8($0)) } }

  /// The entry in the table.
  public var reason: RowReason { Self.table[Int(rawValue)] }

  /// The text in reports and messages.
  public var label: String { reason.label }
}

/// The rows of one input, and how many ended in which way. Merging is addition.
///
/// A row is what the checks judge. Today each record that is read makes one row; a record that makes several rows counts
/// each of them here, and `SourceRegistry` counts the records.
public struct RowLedger: Sendable, Equatable {
  /// Rows that records of the input made.
  public var read: Int64 = 0
  /// By index of the reason.
  private var rejectedCounts = [Int64](repeating: 0, count: RejectReason.table.count)
  private var fateCounts = [Int64](repeating: 0, count: RowFate.table.count)

  /// A ledger without rows.
  public init() {}

  /// Rows that were rejected for a reason.
  public subscript(reason: RejectReason) -> Int64 {
    get { rejectedCounts[Int(reason.rawValue)] }
    set { rejectedCounts[Int(reason.rawValue)] = newValue }
  }

  /// Rows that were not rejected and ended in one way.
  public subscript(fate: RowFate) -> Int64 {
    get { fateCounts[Int(fate.rawValue)] }
    set { fateCounts[Int(fate.rawValue)] = newValue }
  }

  /// Rows that were rejected.
  public var rejected: Int64 { rejectedCounts.reduce(0, +) }
  /// Rows that were left out.
  public var leftOut: Int64 { RowFate.allCases.reduce(0) { $1.isLeftOut ? $0 + self[$1] : $0 } }
  /// Rows that were used.
  public var used: Int64 { fateCounts.reduce(0, +) - leftOut }
  /// Whether every row ended in exactly one way.
  public var balances: Bool { read == rejected + leftOut + used }

  /// Adds the rows of another ledger.
  public static func += (a: inout RowLedger, b: RowLedger) {
    a.read += b.read
    for i in b.rejectedCounts.indices { a.rejectedCounts[i] += b.rejectedCounts[i] }
    for i in b.fateCounts.indices { a.fateCounts[i] += b.fateCounts[i] }
  }
}

/// A rejected row, as the rejects file lists it. Carries the offending field alone, cut, and never a whole id.
public struct RejectedRow: Sendable, Equatable {
  /// The file, and after `!` the member of an archive.
  public var source: String
  /// The line of the source on which the record starts, the header being line 1; 0 where the source has no lines.
  public var line: Int64
  /// Why the row was rejected.
  public var reason: RejectReason
  /// The column that offended, by its canonical name; empty where the whole record did.
  public var column: String
  /// The offending field, cut to 80 bytes at most.
  public var text: String

  /// A rejected row.
  public init(source: String, line: Int64, reason: RejectReason, column: String, text: String) {
    self.source = source
    self.line = line
    self.reason = reason
    self.column = column
    self.text = text
  }
}
