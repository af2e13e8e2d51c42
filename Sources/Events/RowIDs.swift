import Values

/// The ids that one row names, as keys.
struct RowIDs {
  var account: JourneyKey?
  var user: JourneyKey?
  var anonymous: JourneyKey?
  var deal: JourneyKey?

  /// Account, else user, else anonymous id, else deal: where the row lands before links are known.
  @inline(__always)
  var strongest: JourneyKey? { account ?? user ?? anonymous ?? deal }

  /// A row of a stage history that knows only its deal.
  @inline(__always)
  var namesNobody: Bool { account == nil && user == nil && anonymous == nil }

  /// The links the row says (SPEC section 3): anonymous → user, user → account, anonymous → account when it names no
  /// user; and its deal → its own strongest id.
  @inline(__always)
  func forEachLink(time: Int64, row: Int, _ body: (Link) -> Void) {
    if let user {
      if let anonymous { body(Link(kind: .anonymousUser, time: time, from: anonymous, to: user, row: row)) }
      if let account { body(Link(kind: .userAccount, time: time, from: user, to: account, row: row)) }
    } else if let anonymous, let account {
      body(Link(kind: .anonymousAccount, time: time, from: anonymous, to: account, row: row))
    }
    guard let deal else { return }
    if let account {
      body(Link(kind: .dealAccount, time: time, from: deal, to: account, row: row))
    } else if let user {
      body(Link(kind: .dealUser, time: time, from: deal, to: user, anonymous: anonymous, row: row))
    } else if let anonymous {
      body(Link(kind: .dealAnonymous, time: time, from: deal, to: anonymous, row: row))
    }
  }
}

/// Remembers links lately written, so that a visitor's hundred rows do not write theirs a hundred times.
///
/// Forgets at will: a link left away has been written with an earlier time, so the earliest is never lost.
struct KnownLinks: Sendable {
  private struct Known: Sendable {
    var from: JourneyKey
    var to: JourneyKey
    var kind: Link.Kind
    var time: Int64
  }

  /// 8,192 places of 48 bytes stay in the second cache beside a block.
  private static let places = 8192
  private var known: [Known] = []

  /// Whether the link has to be written: it is not known with an earlier time.
  @inline(__always)
  mutating func isNew(_ link: Link) -> Bool {
    if known.isEmpty {
      let nothing = JourneyKey(low: 0, high: 0)
      known = Array(
        repeating: Known(from: nothing, to: nothing, kind: .anonymousUser, time: .max), count: Self.places)
    }
    let place = Int(truncatingIfNeeded: link.from.low ^ link.to.low &* 31) & (Self.places - 1)
    let found = known[place]
    if found.from == link.from, found.to == link.to, found.kind == link.kind, found.time < link.time { return false }
    known[place] = Known(from: link.from, to: link.to, kind: link.kind, time: link.time)
    return true
  }
}
