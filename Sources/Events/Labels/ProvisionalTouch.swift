/// What a touch of a provisional row counts as if the row is accepted, in 32 bits.
public struct ProvisionalTouch: Sendable, Hashable, BitwiseCopyable {
  public let bits: UInt32

  public init(bits: UInt32 = 0) { self.bits = bits }

  /// `rule`: of the channel map.
  init(_ kind: TouchKind, rule: Int?) { bits = UInt32(kind.rawValue) << 30 | UInt32((rule ?? -1) + 1) }

  var kind: TouchKind { TouchKind(rawValue: UInt8(bits >> 30)) ?? .other }
  var rule: Int? { bits & 0x3FFF_FFFF == 0 ? nil : Int(bits & 0x3FFF_FFFF) - 1 }
}
