import Events
import Values

/// A stage row of a journey that was not left out.
public struct StageEvent: Sendable {
  /// The event's instant in microseconds.
  public var time: Int64
  /// The stage's index in the funnel.
  public var stage: Int
  /// The key of the row's deal; nil where the row names none.
  public var deal: JourneyKey?
  /// The amount in millionths of the report currency.
  public var amount: Int64
  /// The row's position in the input.
  public var position = InputPosition()
  /// The offset of the deal's id in `Spellings`. Known only in a run that lists single credits.
  public var dealSpelling = SpelledIDs.none

  init(time: Int64, stage: Int, deal: JourneyKey?, amount: Int64) {
    self.time = time
    self.stage = stage
    self.deal = deal
    self.amount = amount
  }

  /// A stage event with a negative amount is a refund (Specification, section 1).
  public var isRefund: Bool { amount < 0 }
}
