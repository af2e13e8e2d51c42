import Events
import Values

/// One goal event of a journey with everything its credit depends on.
///
/// A refund that takes back an earlier sale's credit carries that sale's `reference`, `eligible` and `milestones`, so
/// crediting it needs no special case beyond its sign and its missing conversion.
public struct GoalEvent: Sendable {
  /// Which of the goals asked for, counted in funnel order.
  public var goal: Int
  /// The event's amount in millionths of the report currency; negative for a refund.
  public var amount: Int64
  /// A refund counts no conversion and no touches.
  public var isRefund: Bool
  /// The instant, in microseconds, from which ages are measured: the event's own, or its sale's for a refund.
  public var reference: Int64
  /// The eligible touches, as indices of the journey's touches. May be empty.
  public var eligible: Range<Int>
  /// Per stage of the funnel, the milestone's instant in microseconds; `noMilestone` where there is none.
  public var milestones: [Int64]

  /// What a list of single credits says of the event. Empty where no list is written.
  public var listing: GoalListing
  /// Whether no other goal event of the journey follows.
  public var isLast: Bool
  /// The index of the event among the journey's stage events (`Journey.stageEvents`).
  public var stageEvent: Int
  /// The index of the stage event whose touches and milestones it has: its sale's for a refund, otherwise its own.
  public var source: Int

  /// The milestone of a stage that has none.
  public static let noMilestone = Int64.min

  public init(
    goal: Int, amount: Int64, isRefund: Bool, reference: Int64, eligible: Range<Int>, milestones: [Int64],
    listing: GoalListing = GoalListing(), isLast: Bool = true, stageEvent: Int = 0, source: Int = 0
  ) {
    self.goal = goal
    self.amount = amount
    self.isRefund = isRefund
    self.reference = reference
    self.eligible = eligible
    self.milestones = milestones
    self.listing = listing
    self.isLast = isLast
    self.stageEvent = stageEvent
    self.source = source
  }
}

/// What a list of single credits says of a goal event beside its amount.
public struct GoalListing: Sendable, BitwiseCopyable {
  /// The event's own instant in microseconds, also for a refund.
  public var time: Int64 = 0
  /// The row's position in the input, which ranks equal times.
  public var position = InputPosition()
  /// The offsets of its deal's id and its journey's id in `Spellings`; `SpelledIDs.none` where it names no deal.
  public var dealSpelling = SpelledIDs.none
  public var journeySpelling = SpelledIDs.none

  public init() {}

  init(time: Int64, position: InputPosition, dealSpelling: UInt64, journeySpelling: UInt64) {
    self.time = time
    self.position = position
    self.dealSpelling = dealSpelling
    self.journeySpelling = journeySpelling
  }
}
