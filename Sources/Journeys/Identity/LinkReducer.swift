import Events
import Platform
import Values

/// Reduces the links of a partition's ids to the earliest of each kind, and asks what only other partitions know.
///
/// Sorts by id, kind, time and input order, in scratch where memory is short; one id's links at a time after that.
struct LinkReducer {
  /// A link with its place in input order.
  private struct Said: BitwiseCopyable {
    var fromLow: UInt64
    var fromHigh: UInt32
    var kind: UInt8
    var time: Int64
    var source: UInt32
    var place: UInt64
    /// Of ignored rows several may share a place; they stand in the order they were written.
    var sequence: UInt64
    var to: JourneyKey
    /// Of a rejected row's question: its source, not by rank.
    var anonymous: JourneyKey
    var hasAnonymous: Bool

    static func inOrder(_ a: Said, _ b: Said) -> Bool {
      if a.fromLow != b.fromLow { return a.fromLow < b.fromLow }
      if a.fromHigh != b.fromHigh { return a.fromHigh < b.fromHigh }
      if a.kind != b.kind { return a.kind < b.kind }
      if a.time != b.time { return a.time < b.time }
      if a.source != b.source { return a.source < b.source }
      if a.place != b.place { return a.place < b.place }
      return a.sequence < b.sequence
    }
  }

  /// What is known of the id whose links are passing.
  private struct Present {
    var id: JourneyKey
    var user = Named(), account = Named(), direct = Named()
    var deal: (kind: LinkMessage.Kind, to: JourneyKey, anonymous: JourneyKey?)?
    var dealOrder: (Int64, UInt32, UInt64, UInt64)?
    /// Rejected rows that name only this deal, which nobody else has named so far: those are sorted before.
    var nameless: [NamelessReject] = []

    var counts: LinkCounts {
      var counts = LinkCounts()
      counts.anonymousUsers = user.first == nil ? 0 : 1
      counts.userAccounts = account.first == nil ? 0 : 1
      counts.anonymousAccounts = direct.first == nil ? 0 : 1
      counts.deals = deal == nil ? 0 : 1
      counts.conflicts = Int64(user.others.count + account.others.count + direct.others.count)
      return counts
    }
  }

  /// Whom links of one kind name: the first, and those that conflict with it. Most have none: no array is made.
  private struct Named {
    var first: JourneyKey?
    var others: [JourneyKey] = []

    mutating func note(_ other: JourneyKey) {
      if first == nil { first = other } else if first != other, !others.contains(other) { others.append(other) }
    }
  }

  private let context: SettlingContext
  private let partition: Int
  private let bits: Int
  private let kinds: Link.Kinds

  /// Looks at links of some kinds alone.
  init(_ context: SettlingContext, partition: Int, bits: Int, kinds: Link.Kinds = .all) {
    self.context = context
    self.partition = partition
    self.bits = bits
    self.kinds = kinds
  }

  /// Whether something is asked where links are of these kinds. Where no user has an account, an anonymous id belongs to
  /// its own or to its user whatever the user's partition knows.
  static func asks(_ kinds: Link.Kinds) -> Bool {
    !kinds.isSubset(of: [Link.Kinds(.anonymousUser), Link.Kinds(.anonymousAccount)])
  }

  /// What the links of a partition come to beside the messages.
  struct Findings {
    var counts = LinkCounts()
    /// Rejected rows that name only a deal which no row with an id names.
    var nameless: [NamelessReject] = []
  }

  /// Calls `tell` with each message.
  func reduce(_ links: PartitionStore, _ tell: (LinkMessage) throws -> Void) throws -> Findings {
    let pieces = links.pieces(of: partition)
    var findings = Findings()
    if pieces.isEmpty { return findings }
    let sort = try sorted(pieces)
    let bitsOfPartition = UInt32(partition) << UInt32(32 - bits)
    let asks = Self.asks(kinds)
    var present: Present?
    try sort.forEach { said in
      if let last = present, last.id.low != said.fromLow || last.id.high & EventCell.keyHighMask != said.fromHigh {
        try Self.finish(last, asks: asks, &findings, tell)
        present = nil
      }
      if present == nil { present = Present(id: JourneyKey(low: said.fromLow, high: said.fromHigh | bitsOfPartition)) }
      Self.take(said, &present!)
    }
    if let last = present { try Self.finish(last, asks: asks, &findings, tell) }
    return findings
  }

  private func sorted(_ pieces: [PartitionStore.Piece]) throws -> ExternalSort<Said> {
    let sort = ExternalSort<Said>(
      bytes: context.bytesPerWorker / 2, by: Said.inOrder, spread: { $0.fromLow }
    ) { [context] in try context.scratch.newFile() }
    // Most links are said many times; those said later than one just seen need no sorting.
    var known = KnownLinks(places: PartitionPolicy.knownLinks)
    let ranks = context.sourceRanks
    var sequence: UInt64 = 0
    for piece in pieces {
      var stream = CellStream(piece)
      try stream.forEachRow { mark, cell, extras in
        let kind = UInt8(truncatingIfNeeded: cell.label & ~EventRow.hasExtras)
        guard let extras, kinds.rawValue >> kind & 1 != 0 else { return }
        let isQuestion = kind == Link.Kind.dealOfReject.rawValue
        if !isQuestion, !known.isNew(from: cell.key, to: extras.deal, kind: kind, time: cell.time) { return }
        try sort.add(
          Said(
            fromLow: cell.keyLow, fromHigh: cell.keyHigh, kind: kind, time: cell.time, source: ranks[Int(mark.source)],
            place: mark.rowNumber(of: cell.position), sequence: sequence, to: extras.deal,
            anonymous: isQuestion ? JourneyKey(low: UInt64(mark.source), high: 0) : extras.anonymous,
            hasAnonymous: extras.parts.contains(.anonymous)))
        sequence += 1
      }
    }
    return sort
  }

  private static func take(_ said: Said, _ present: inout Present) {
    switch LinkMessage.Kind(rawValue: said.kind) {
    case .anonymousUser: present.user.note(said.to)
    case .userAccount: present.account.note(said.to)
    case .anonymousAccount: present.direct.note(said.to)
    case .dealAccount, .dealUser, .dealAnonymous:
      // Of the three kinds the earliest row counts.
      let order = (said.time, said.source, said.place, said.sequence)
      if let known = present.dealOrder, !(order < known) { return }
      present.dealOrder = order
      present.deal = (
        LinkMessage.Kind(rawValue: said.kind) ?? .dealAccount, said.to, said.hasAnonymous ? said.anonymous : nil
      )
    case .dealOfReject:
      guard present.deal == nil, let reject = NamelessReject(said.to, source: UInt32(said.anonymous.low)) else { return }
      present.nameless.append(reject)
    default: break
    }
  }

  /// Says what an id's links come to; `asks`: users may have accounts, which only their partitions know.
  private static func finish(
    _ id: Present, asks: Bool, _ findings: inout Findings, _ tell: (LinkMessage) throws -> Void
  ) throws {
    findings.counts += id.counts
    findings.nameless += id.nameless
    let direct = id.direct.first
    if let account = id.account.first { try tell(LinkMessage(.journey, to: id.id, account)) }
    if let user = id.user.first, asks {
      try tell(LinkMessage(.anonymousAsks, to: user, id.id, direct))
    } else if let journey = direct ?? id.user.first {
      try tell(LinkMessage(.journey, to: id.id, journey))
    }
    if let direct, let user = id.user.first {
      for user in [user] + id.user.others { try tell(LinkMessage(asks ? .fallback : .journeyBeside, to: user, id.id, direct)) }
    }
    guard let deal = id.deal else { return }
    switch deal.kind {
    case .dealAccount: try tell(LinkMessage(.journey, to: id.id, deal.to))
    case .dealUser: try tell(LinkMessage(.dealAsks, to: deal.to, id.id, deal.anonymous))
    default: try tell(LinkMessage(.dealUnanswered, to: deal.to, id.id))
    }
  }
}

extension NamelessReject {
  /// As `Link.init(askingFor:…)` packs it.
  fileprivate init?(_ packed: JourneyKey, source: UInt32) {
    guard let reason = RejectReason(rawValue: UInt8(truncatingIfNeeded: packed.high)) else { return nil }
    self.init(
      source: source, block: UInt32(packed.low >> 32), line: UInt32(truncatingIfNeeded: packed.low), formerReason: reason)
  }
}
