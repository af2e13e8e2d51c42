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

    /// The kind that was stored as this number. Messages are checked by the checksum of their pages, so any other number is a
    /// fault of this program.
    init(stored number: UInt8) {
      guard let kind = Kind(rawValue: number) else { preconditionFailure("a link message of kind \(number)") }
      self = kind
    }
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
    kind = Kind(stored: link.kind.rawValue)
    key = link.from
    first = link.to
    second = link.anonymous
    time = link.time
  }
}
