import Values

/// One row of `credits.csv.gz` before its ids are spelled: what one model gives one touch of one goal event.
public struct CreditEntry: Sendable, BitwiseCopyable {
  /// Indexes among the goals and models of the report.
  public let goal: Int, model: Int
  /// The number of slots for `(unattributed)`.
  public let slot: Int
  /// Microseconds since 1970; no touch for `(unattributed)`.
  public let goalTime: Int64, touchTime: Int64?
  /// Millionths of the report currency, and of a conversion.
  public let amount: Int64, conversions: Int64
  /// The keys of the ids in `CreditList.spelled`; nil where the event has no deal.
  public let dealSpelling: UInt64?, journeySpelling: UInt64

  /// A credit.
  public init(
    goal: Int, model: Int, slot: Int, goalTime: Int64, touchTime: Int64?, amount: Int64, conversions: Int64,
    dealSpelling: UInt64?, journeySpelling: UInt64
  ) {
    self.goal = goal
    self.model = model
    self.slot = slot
    self.goalTime = goalTime
    self.touchTime = touchTime
    self.amount = amount
    self.conversions = conversions
    self.dealSpelling = dealSpelling
    self.journeySpelling = journeySpelling
  }
}

/// Every single credit of a run, by goal, model and slot, then goal events and their touches in order.
public struct CreditList: Sendable {
  /// An id as the log spells it, in UTF-8, and the canonical name of its column.
  public struct ID: Sendable {
    /// The column, and the text in UTF-8.
    public let kind: String, text: [UInt8]

    /// An id.
    public init(kind: String, text: [UInt8]) {
      self.kind = kind
      self.text = text
    }
  }

  /// The zone that times are written in.
  package let zone: ReportZone
  /// The key of the HMAC-SHA256 that names journeys; nil: journeys are named by their own ids.
  package let hashKey: [UInt8]?
  /// Begins a walk over the credits: each call of the result is the next credit, nil the end.
  package let walk: @Sendable () -> () throws -> CreditEntry?
  /// The id that a spelling of a credit refers to.
  package let spelled: @Sendable (UInt64) throws -> ID

  /// A list without credits.
  package static let empty = CreditList(
    zone: .utc, hashKey: nil, walk: { { nil } }, spelled: { _ in ID(kind: "", text: []) })

  /// A list of credits that is read by walking.
  public init(
    zone: ReportZone, hashKey: [UInt8]?, walk: @escaping @Sendable () -> () throws -> CreditEntry?,
    spelled: @escaping @Sendable (UInt64) throws -> ID
  ) {
    self.zone = zone
    self.hashKey = hashKey
    self.walk = walk
    self.spelled = spelled
  }
}
