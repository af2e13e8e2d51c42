import Values

/// The ids that one row names, as keys.
struct RowIDs {
  var account: JourneyKey?
  var user: JourneyKey?
  var anonymous: JourneyKey?
  var deal: JourneyKey?

  /// Account, else user, else anonymous id, else deal: the row's key before links are known.
  @inline(__always)
  var strongest: JourneyKey? { account ?? user ?? anonymous ?? deal }

  /// The row has only a deal id.
  @inline(__always)
  var namesNobody: Bool { account == nil && user == nil && anonymous == nil }

  /// One id and no deal: most rows of most logs.
  @inline(__always)
  var saysNothing: Bool { deal == nil && (anonymous == nil ? user == nil || account == nil : user == nil && account == nil) }

  /// The links of the row (Specification, section 3): anonymous → user, user → account, anonymous → account if it names no user,
  /// and its deal → its strongest id.
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

/// Remembers recently written links, so that a visitor's hundred rows do not write one link a hundred times.
///
/// It may forget any link: a skipped link was written before with an earlier time, so the earliest is never lost.
public struct KnownLinks: Sendable {
  /// A link by 128 bits of its two ids, and the earliest time it was written with.
  private struct Known: Sendable, BitwiseCopyable {
    var from: UInt64
    var to: UInt64
    var time: Int64
  }

  private let slotCount: Int
  private var known: [Known] = []

  /// Remembers links in `places` slots, a power of two; 24 bytes each.
  public init(places: Int = ReadingPolicy.rememberedLinks) { slotCount = places }

  /// Whether the link has to be written: it is not known with an earlier time. 5 ns.
  @inline(__always)
  public mutating func isNew(from: JourneyKey, to: JourneyKey, kind: UInt8, time: Int64) -> Bool {
    if known.isEmpty { known = Array(repeating: Known(from: 0, to: 0, time: .max), count: slotCount) }
    let to = to.low &+ UInt64(kind) &* 0x9E37_79B9_7F4A_7C15
    let slot = Int(truncatingIfNeeded: from.low ^ to >> 32) & (slotCount - 1)
    let found = known[slot]
    if found.from == from.low, found.to == to, found.time < time { return false }
    known[slot] = Known(from: from.low, to: to, time: time)
    return true
  }
}
