import Values

/// Who is who, as a row says it: the id on the left is the id on the right (Specification, section 3).
public struct Link: Sendable {
  public enum Kind: UInt8, Sendable, CaseIterable {
    case anonymousUser, userAccount, anonymousAccount
    /// A deal and the strongest id of a row that names it.
    case dealAccount, dealUser, dealAnonymous
    /// No link: a rejected row that names nobody but this deal asks whether somebody else does, for otherwise it is rejected
    /// for its missing identity, whatever else is wrong with it (Specification, section 2).
    case dealOfReject
  }

  /// Some of the kinds.
  public struct Kinds: OptionSet, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public init(_ kind: Kind) { rawValue = 1 << kind.rawValue }
    public static let all = Kinds(rawValue: 0b111_1111)
    /// Those that say which journey a row with an id belongs to.
    public static let ofIDs = Kinds(rawValue: 0b00_0111)
  }

  public var kind: Kind
  public var time: Int64
  public var from: JourneyKey
  public var to: JourneyKey
  /// `dealUser` only: the anonymous id that the row names, too.
  public var anonymous: JourneyKey?
  /// The rows of the batch before the one that says so.
  public var row: Int
}

extension Link {
  /// The question of a rejected row, which stands `line` lines after its block's start.
  init(askingFor deal: JourneyKey, time: Int64, reason: RejectReason, block: UInt32, line: Int, row: Int) {
    self.init(
      kind: .dealOfReject, time: time, from: deal,
      to: JourneyKey(low: UInt64(block) << 32 | UInt64(UInt32(truncatingIfNeeded: line)), high: UInt32(reason.rawValue)), row: row)
  }
}
