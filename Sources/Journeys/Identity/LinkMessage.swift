import Events
import Values

/// What partitions tell each other while links are composed: a link as rows say it, a question on its way to the one
/// partition that can answer it, or an answer. Travels as a row with extras, so that it spills as rows do.
struct LinkMessage {
  enum Kind: UInt8 {
    // As rows say it: `Events.Link.Kind`.
    case anonymousUser, userAccount, anonymousAccount, dealAccount, dealUser, dealAnonymous, dealOfReject
    /// To a user's partition: `first`, an anonymous id linked to the user, asks for its journey; `second` is the account
    /// linked to it directly, if any.
    case anonymousAsks
    /// To a user's partition: rows that name the user and the anonymous id `first` have the account `second` to fall
    /// back on.
    case fallback
    /// To the partition of a deal's user, then of its anonymous id: the deal `first` asks for its journey; `second` is
    /// the anonymous id named beside the user.
    case dealAsks
    /// To the partition of an anonymous id: the deal `first` asks for its journey, which is not known before the users
    /// have answered.
    case dealUnanswered
    /// To the partition of an id: its journey is `first`.
    case journey
    /// To a user's partition: the journey of the user's rows that name the anonymous id `first` is `second`.
    case journeyBeside
  }

  var kind: Kind
  var key: JourneyKey
  var first: JourneyKey
  var second: JourneyKey?
  var time: Int64 = 0

  init(_ kind: Kind, to key: JourneyKey, _ first: JourneyKey, _ second: JourneyKey? = nil) {
    self.kind = kind
    self.key = key
    self.first = first
    self.second = second
  }

  init(_ link: Link) {
    kind = Kind(rawValue: link.kind.rawValue) ?? .anonymousUser
    key = link.from
    first = link.to
    second = link.anonymous
    time = link.time
  }

  /// The message in a cell of partition `partition`; `bits` of the key chose it.
  init(_ cell: EventCell, _ extras: EventExtras, partition: Int, bits: Int) {
    kind = Kind(rawValue: UInt8(truncatingIfNeeded: cell.label & ~EventRow.hasExtras)) ?? .anonymousUser
    key = JourneyKey(low: cell.keyLow, high: cell.keyHigh | UInt32(partition) << UInt32(32 - bits))
    first = extras.deal
    second = extras.parts.contains(.anonymous) ? extras.anonymous : nil
    time = cell.time
  }

  var extras: EventExtras {
    var extras = EventExtras()
    extras.parts = .deal
    extras.deal = first
    if let second {
      extras.parts.insert(.anonymous)
      extras.anonymous = second
    }
    return extras
  }
}
