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
    /// The row names an anonymous id beside its user: the fallback of SPEC section 3's table.
    public static let anonymous = Parts(rawValue: 8)
    /// The row names nobody but its deal, so it may yet be rejected: where it stands goes with it.
    public static let origin = Parts(rawValue: 16)
    /// A goal's row in a run that lists single credits: where its deal is spelled goes with it.
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
  /// Of a row with `origin`: what its money says of the run, should the row stay.
  public var met = MetMoney()
  /// The same of a touch.
  public var metTouch = MetTouch()
  /// Where the deal is spelled: in its batch, a place in `SpelledIDs.bytes`; `SpelledIDs.none` where no deal is named.
  public var dealSpelling: UInt64 = 0

  public init() {}
}

/// Who is who, as a row says it: the id on the left is the id on the right (SPEC section 3).
public struct Link: Sendable {
  public enum Kind: UInt8, Sendable, CaseIterable {
    case anonymousUser, userAccount, anonymousAccount
    /// A deal and the strongest id of a row that names it.
    case dealAccount, dealUser, dealAnonymous
    /// No link: a rejected row that names nobody but this deal asks whether somebody else does, for otherwise it is rejected
    /// for its missing identity, whatever else is wrong with it (SPEC section 2).
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

/// A row that was rejected, placed within its block.
public struct BlockReject: Sendable, Equatable {
  /// Lines of the block before the record's first.
  public var line: Int
  public var reason: RejectReason
  /// nil where the whole record offends.
  public var column: EventColumn?
  public var text: String

  public init(line: Int, reason: RejectReason, column: EventColumn?, text: String) {
    self.line = line
    self.reason = reason
    self.column = column
    self.text = text
  }
}

/// The events of one block of a log, in the order they stand there, and what became of its other rows. Reused from
/// block to block.
public struct EventBatch: Sendable {
  public var rows: [EventRow] = []
  /// One for each row with `EventRow.hasExtras`, in order.
  public var extras: [EventExtras] = []
  public var rejects: [BlockReject] = []
  /// In the order of their rows. Of links said again later, many are left away.
  public var links: [Link] = []
  /// Ids as they are spelled, for a run that lists single credits; empty in any other.
  public var spelled = SpelledIDs()
  /// The kinds of the batch's links.
  public var linkKinds: Link.Kinds = []
  /// Records of the block: rows, rejects and ignored ones. Empty lines are none.
  public var recordCount = 0
  /// Line feeds of the block.
  public var lineCount = 0
  /// Some row names nobody but its deal.
  public var hasNamelessRows = false
  /// JSON lines only: which keys the block has.
  public var keys = JSONKeys()
  public var touchCount = 0, stageCount = 0, identifyCount = 0, ignoredCount = 0

  public init() {}

  public mutating func removeAll() {
    rows.removeAll(keepingCapacity: true)
    extras.removeAll(keepingCapacity: true)
    rejects.removeAll(keepingCapacity: true)
    links.removeAll(keepingCapacity: true)
    spelled.removeAll()
    linkKinds = []
    recordCount = 0
    lineCount = 0
    hasNamelessRows = false
    keys.removeAll()
    touchCount = 0
    stageCount = 0
    identifyCount = 0
    ignoredCount = 0
  }
}
