/// Why a row was rejected, in the order the checks are made (Specification, section 2).
public enum RejectReason: UInt8, CaseIterable, Sendable {
  case wrongFieldCount, unclosedQuote, badEncoding, lineTooLong, badJSON
  case unreadableTime, unknownEvent, missingIdentity, missingChannel, unreadableAmount, unknownCurrency, noExchangeRate
  // Spend rows only.
  case unreadableDate, endBeforeStart

  /// As reports spell it.
  public var label: String {
    switch self {
    case .wrongFieldCount: "wrong field count"
    case .unclosedQuote: "unclosed quote"
    case .badEncoding: "bad encoding"
    case .lineTooLong: "line too long"
    case .badJSON: "bad JSON"
    case .unreadableTime: "unreadable time"
    case .unknownEvent: "unknown event"
    case .missingIdentity: "missing identity"
    case .missingChannel: "missing channel"
    case .unreadableAmount: "unreadable amount"
    case .unknownCurrency: "unknown currency"
    case .noExchangeRate: "no exchange rate"
    case .unreadableDate: "unreadable date"
    case .endBeforeStart: "end before start"
    }
  }
}

/// Where a row that was not rejected ends (Specification, section 2).
public enum RowFate: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case ignored, duplicate, repeated, excludedChannel, sameSession
  case identity, goal, outsidePeriod, stage, credited, outsideWindow, noGoal

  /// As reports spell it.
  public var label: String {
    switch self {
    case .ignored: "ignored"
    case .duplicate: "duplicate"
    case .repeated: "repeated"
    case .excludedChannel: "excluded channel"
    case .sameSession: "same session"
    case .identity: "identity"
    case .goal: "goal"
    case .outsidePeriod: "outside period"
    case .stage: "stage"
    case .credited: "credited"
    case .outsideWindow: "outside window"
    case .noGoal: "no goal"
    }
  }

  public var isLeftOut: Bool {
    switch self {
    case .ignored, .duplicate, .repeated, .excludedChannel, .sameSession: true
    case .identity, .goal, .outsidePeriod, .stage, .credited, .outsideWindow, .noGoal: false
    }
  }
}

/// The rows of one input: read, and where each ended. Merging is addition.
public struct RowLedger: Sendable, Equatable {
  public var read: Int64 = 0
  private var rejectedCounts = [Int64](repeating: 0, count: RejectReason.allCases.count)
  private var fateCounts = [Int64](repeating: 0, count: RowFate.allCases.count)

  public init() {}

  public subscript(reason: RejectReason) -> Int64 {
    get { rejectedCounts[Int(reason.rawValue)] }
    set { rejectedCounts[Int(reason.rawValue)] = newValue }
  }

  public subscript(fate: RowFate) -> Int64 {
    get { fateCounts[Int(fate.rawValue)] }
    set { fateCounts[Int(fate.rawValue)] = newValue }
  }

  public var rejected: Int64 { rejectedCounts.reduce(0, +) }
  public var leftOut: Int64 { RowFate.allCases.reduce(0) { $1.isLeftOut ? $0 + self[$1] : $0 } }
  public var used: Int64 { fateCounts.reduce(0, +) - leftOut }
  /// Every row read ended in exactly one place.
  public var balances: Bool { read == rejected + leftOut + used }

  public static func += (a: inout RowLedger, b: RowLedger) {
    a.read += b.read
    for i in b.rejectedCounts.indices { a.rejectedCounts[i] += b.rejectedCounts[i] }
    for i in b.fateCounts.indices { a.fateCounts[i] += b.fateCounts[i] }
  }
}

/// A row that was not used, as the rejects file lists it. Carries the offending field alone, cut, never a whole id.
public struct RejectedRow: Sendable, Equatable {
  public var source: String
  /// The line of the source on which the record starts, the header being line 1; 0 where the source has no lines.
  public var line: Int64
  public var reason: RejectReason
  /// The column that offended, by its canonical name; empty where the whole record did.
  public var column: String
  /// The offending field, cut to 80 bytes at most.
  public var text: String

  public init(source: String, line: Int64, reason: RejectReason, column: String, text: String) {
    self.source = source
    self.line = line
    self.reason = reason
    self.column = column
    self.text = text
  }
}
