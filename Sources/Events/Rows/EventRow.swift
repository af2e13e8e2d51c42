import Values

/// One event as the partitions keep it: 24 bytes, bitwise copyable.
public struct EventRow: Sendable, BitwiseCopyable {
  /// Microseconds since 1970.
  public var time: Int64
  public var keyLow: UInt64
  public var keyHigh: UInt32
  /// What happened where: a number of the worker's `LabelTable`; `hasExtras` is set where an `EventExtras` goes with it.
  public var label: UInt32

  /// The highest of the 24 bits a label has.
  public static let hasExtras: UInt32 = 0x80_0000

  public init(time: Int64, key: JourneyKey, label: UInt32) {
    self.time = time
    keyLow = key.low
    keyHigh = key.high
    self.label = label
  }

  public var key: JourneyKey { JourneyKey(low: keyLow, high: keyHigh) }
}

/// What only some events carry. Absent parts hold zeros, so that equal events have equal bytes.
public struct EventExtras: Sendable, Equatable, BitwiseCopyable {
  public struct Parts: OptionSet, Sendable, BitwiseCopyable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// A stage's amount or a touch's cost was written, though it may be 0.
    public static let money = Parts(rawValue: 1)
    public static let deal = Parts(rawValue: 2)
    public static let eventID = Parts(rawValue: 4)
    /// The row names an anonymous id beside its user: the fallback of the table in Specification, section 3.
    public static let anonymous = Parts(rawValue: 8)
    /// The row has only a deal id, so it is provisional: its block and line go with it.
    public static let origin = Parts(rawValue: 16)
    /// A goal's row in a run that lists single credits: the offset of its deal's text goes with it.
    public static let spelled = Parts(rawValue: 32)
  }

  public var parts: Parts = []
  /// Millionths of the report currency.
  public var money: Int64 = 0
  public var deal = JourneyKey(low: 0, high: 0)
  public var eventID = JourneyKey(low: 0, high: 0)
  public var anonymous = JourneyKey(low: 0, high: 0)
  /// The block of its source, and the lines of the block before it.
  public var block: UInt32 = 0
  public var line: UInt32 = 0
  /// For rows with `origin` only: currency and rounding to add to the run's totals if the row is accepted.
  public var provisionalMoney = ProvisionalMoney()
  /// The same of a touch.
  public var provisionalTouch = ProvisionalTouch()
  /// Offset of the deal's text in `SpelledIDs.bytes` of its batch; `SpelledIDs.none` if the row names no deal.
  public var dealSpelling: UInt64 = 0

  public init() {}
}
