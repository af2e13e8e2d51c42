import Values

/// Who is who, as a row states it: the id on the left is the id on the right (Specification, section 3).
public struct Link: Sendable {
  public enum Kind: UInt8, Sendable, CaseIterable {
    case anonymousUser, userAccount, anonymousAccount
    /// A deal and the strongest id of a row that names it.
    case dealAccount, dealUser, dealAnonymous
    /// No link but a question (`Question`).
    case dealOfReject
  }

  /// Some of the kinds.
  public struct Kinds: OptionSet, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public init(_ kind: Kind) { rawValue = 1 << kind.rawValue }
    public static let all = Kinds(rawValue: 0b111_1111)
    /// The kinds that decide which journey a row with an id belongs to.
    public static let ofIDs = Kinds(rawValue: 0b00_0111)
  }

  public var kind: Kind
  public var time: Int64
  public var from: JourneyKey
  public var to: JourneyKey
  /// `dealUser` only: the anonymous id that the row names, too.
  public var anonymous: JourneyKey?
  /// The number of the batch's rows before the row with the link.
  public var row: Int
}

extension Link {
  /// The question of a rejected row that has only a deal id: does another row give the deal an owner? If none does, the
  /// row is rejected for its missing identity, whatever else is wrong with it (Specification, section 2).
  ///
  /// It travels to the deal's partition like a link, with `packed` in the field of the link's other id. All packing and
  /// unpacking is here.
  public struct Question: Sendable, Equatable {
    /// What else is wrong with the row.
    public var reason: RejectReason
    /// The block of its source, and the lines of the block before the row.
    public var block: UInt32, line: UInt32

    public init(reason: RejectReason, block: UInt32, line: UInt32) {
      self.reason = reason
      self.block = block
      self.line = line
    }

    var packed: JourneyKey { JourneyKey(low: UInt64(block) << 32 | UInt64(line), high: UInt32(reason.rawValue)) }

    /// The question that was packed as `key`.
    public init(packed key: JourneyKey) {
      guard let reason = RejectReason(rawValue: UInt8(truncatingIfNeeded: key.high)) else {
        preconditionFailure("a question of reason \(key.high)")
      }
      self.init(reason: reason, block: UInt32(key.low >> 32), line: UInt32(truncatingIfNeeded: key.low))
    }
  }

  /// The question of a rejected row, `line` lines after its block's start.
  init(askingFor deal: JourneyKey, time: Int64, reason: RejectReason, block: UInt32, line: Int, row: Int) {
    let question = Question(reason: reason, block: block, line: UInt32(truncatingIfNeeded: line))
    self.init(kind: .dealOfReject, time: time, from: deal, to: question.packed, row: row)
  }
}
