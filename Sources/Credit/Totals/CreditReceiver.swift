/// Takes every single credit as it is given, for a file with one row per goal event, model and touch.
///
/// The caller of `Crediting.credit(_:of:into:)` knows the goal event and its journey; what comes here within that call
/// belongs to them. Model by model, within a model a touch at most once, in no promised order. Touches that get nothing
/// are not told.
public protocol CreditReceiver {
  mutating func receive(_ credit: TouchCredit)
}

/// What one model gives one touch of one goal event. Added up per model they give the goal event's amount and
/// conversion exactly.
public struct TouchCredit: Sendable, Equatable, BitwiseCopyable {
  /// The model's index in the order asked for.
  public let model: Int
  /// The touch's index in the journey, its instant in microseconds and its slot; nil for `(unattributed)`.
  public let touch: Touch?
  /// Millionths of the report currency, and of a conversion.
  public let amount: Int64, conversions: Int64

  public struct Touch: Sendable, Equatable, BitwiseCopyable {
    public let index: Int
    public let time: Int64
    public let slot: UInt32
  }
}

/// Stands for no receiver. It costs nothing: the compiler makes a version of the splits for it, in which credit that
/// millions of touches get alike is booked as runs (`GoalShare.bookRun`).
struct NoReceiver: CreditReceiver {
  @inline(__always) mutating func receive(_ credit: TouchCredit) {}
}
