import Values

/// What a worker's label means once all names are known.
public struct LabelMeaning: Sendable, BitwiseCopyable {
  public var code: UInt8
  public var hasChannel: Bool
  /// The channel is left out by choice. Its touches count for nothing, and its stage events are no touches.
  public var isExcluded: Bool
  /// Of the run's `SlotTable`; 0 for rows without a channel.
  public var slot: UInt32

  public init(code: UInt8, hasChannel: Bool, isExcluded: Bool = false, slot: UInt32) {
    self.code = code
    self.hasChannel = hasChannel
    self.isExcluded = isExcluded
    self.slot = slot
  }

  var isExcludedTouch: Bool { isExcluded && code == EventCode.touch }
}
