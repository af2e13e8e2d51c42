import Values

/// What precedes a label's texts in its table: all that a row with a known spelling needs, in one number.
struct LabelHeader: Equatable {
  static let byteCount = 8
  /// Records start at multiples of it: a short one rarely lies in more than one cache line.
  static let alignment = 16

  /// From the lowest bit: the label in 32, the lengths of event, channel and campaign in 8 each, and what a plain touch counts
  /// as in 8.
  let bits: UInt64

  init(bits: UInt64) { self.bits = bits }

  init(_ label: UInt32, _ texts: LabelTable.TextRange, _ meaning: LabelTable.Meaning) {
    let isPlain = meaning.code == EventCode.touch && !meaning.lacksChannel && meaning.isAccepted
    let kind = isPlain ? UInt64(meaning.touchKind.rawValue) + 1 : 0
    // A longer text is never compared by the header.
    func length(_ count: Int32) -> Int { min(Int(count), 0xFF) }
    bits =
      UInt64(label) | Self.lengths(length(texts.event), length(texts.channel), length(texts.campaign)) << 32 | kind << 56
  }

  var label: UInt32 { UInt32(truncatingIfNeeded: bits) }

  /// Three lengths below 256, as they are packed in the bits.
  @inline(__always)
  static func lengths(_ event: Int, _ channel: Int, _ campaign: Int) -> UInt64 {
    UInt64(truncatingIfNeeded: event | channel << 8 | campaign << 16)
  }

  @inline(__always)
  var lengths: UInt64 { bits >> 32 & 0xFF_FFFF }

  /// Whether rows with it are touches with a channel, and some row with it was accepted.
  @inline(__always)
  var isPlain: Bool { bits >> 56 != 0 }

  /// What a plain touch counts as.
  @inline(__always)
  var touchKind: TouchKind { TouchKind(rawValue: UInt8(truncatingIfNeeded: bits >> 56) &- 1) ?? .other }
}
