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
  /// The eligible touches, as places in the journey's touches; may be empty.
  public var eligible: Range<Int>
  /// Per stage of the funnel, the milestone's instant in microseconds; `noMilestone` where there is none.
  public var milestones: [Int64]

  /// What a list of single credits says of the event; empty where none is written.
  public var listing: GoalListing
  /// Whether no other goal event of the journey follows.
  public var isLast: Bool

  public static let noMilestone = Int64.min

  public init(
    goal: Int, amount: Int64, isRefund: Bool, reference: Int64, eligible: Range<Int>, milestones: [Int64],
    listing: GoalListing = GoalListing(), isLast: Bool = true
  ) {
    self.goal = goal
    self.amount = amount
    self.isRefund = isRefund
    self.reference = reference
    self.eligible = eligible
    self.milestones = milestones
    self.listing = listing
    self.isLast = isLast
  }
}

/// What a list of single credits says of a goal event beside its amount.
public struct GoalListing: Sendable, BitwiseCopyable {
  /// The event's own instant, in microseconds; a refund's too.
  public var time: Int64 = 0
  /// Its row's place in the input, which ranks equal times.
  public var row = RowPlace()
  /// Where its deal and its journey's id are spelled (`Spellings`); `SpelledIDs.none` where it names no deal.
  public var dealSpelling = SpelledIDs.none
  public var journeySpelling = SpelledIDs.none

  public init() {}

  init(time: Int64, row: RowPlace, dealSpelling: UInt64, journeySpelling: UInt64) {
    self.time = time
    self.row = row
    self.dealSpelling = dealSpelling
    self.journeySpelling = journeySpelling
  }
}
