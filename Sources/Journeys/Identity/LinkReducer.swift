import Events
import Platform
import Values

/// Reduces the links of a partition's ids to the earliest of each kind, and asks what only other partitions know.
///
/// What is clever: links are sorted by id, kind, time and input order, in scratch where memory is short, so that one id's
/// links pass at a time, the earliest of each kind first, and the rest of them are compared with it. Two things rest on
/// the order of kinds (`Link.Kind`, `LinkMessage.Kind`): the three kinds of links of a deal stand before questions about
/// it, so a question that finds no owner has none; and a rejected row's question is a kind of link, so that it is sorted
/// among them. Before sorting, `KnownLinks` drops most repeated links. It may drop any but the earliest, so it must compare
/// what the order compares first: the time. A question is never dropped.
struct LinkReducer {
  /// A link as it is sorted.
  private struct LinkRow: BitwiseCopyable {
    var fromLow: UInt64
    var fromHigh: UInt32
    var kind: UInt8
    var time: Int64
    var source: UInt32
    var rowNumber: UInt64
    /// Several ignored rows may share a row number. They keep the order in which they were written.
    var sequence: UInt64
    var to: JourneyKey
    /// The anonymous id beside a deal's user. For a rejected row's question the source of the row, not its rank.
    var anonymous: JourneyKey
    var hasAnonymous: Bool

    /// The question of a link of kind `dealOfReject`.
    var question: ProvisionalReject {
      ProvisionalReject(Link.Question(packed: to), source: UInt32(anonymous.low))
    }

    static func inOrder(_ a: LinkRow, _ b: LinkRow) -> Bool {
      if a.fromLow != b.fromLow { return a.fromLow < b.fromLow }
      if a.fromHigh != b.fromHigh { return a.fromHigh < b.fromHigh }
      if a.kind != b.kind { return a.kind < b.kind }
      if a.time != b.time { return a.time < b.time }
      if a.source != b.source { return a.source < b.source }
      if a.rowNumber != b.rowNumber { return a.rowNumber < b.rowNumber }
      return a.sequence < b.sequence
    }
  }

  /// What is known of the id whose links pass at present.
  private struct IDInProgress {
    var id: JourneyKey
    var user = Targets(), account = Targets(), direct = Targets()
    var deal: (kind: LinkMessage.Kind, to: JourneyKey, anonymous: JourneyKey?)?
    var dealOrder: (Int64, UInt32, UInt64, UInt64)?
    /// Rejected rows that have no id but this deal, if it has no owner.
    var unowned: [ProvisionalReject] = []

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

  /// The ids that links of one kind lead to: the earliest, and those in conflict with it. Most have no conflict, and then
  /// no array is made.
  private struct Targets {
    var first: JourneyKey?
    var others: [JourneyKey] = []

    mutating func note(_ other: JourneyKey) {
      if first == nil { first = other } else if first != other, !others.contains(other) { others.append(other) }
    }
  }

  private let context: PartitionContext
  private let partition: Int
  private let bits: Int
  private let kinds: Link.Kinds

  /// Looks at links of these kinds alone.
  init(_ context: PartitionContext, partition: Int, bits: Int, kinds: Link.Kinds = .all) {
    self.context = context
    self.partition = partition
    self.bits = bits
    self.kinds = kinds
  }

  /// Whether links of these kinds need questions to other partitions. If no user has an account, an anonymous id belongs to
  /// its own account or to its user, whatever the user's partition knows.
  static func asks(_ kinds: Link.Kinds) -> Bool {
    !kinds.isSubset(of: [Link.Kinds(.anonymousUser), Link.Kinds(.anonymousAccount)])
  }

  /// What the links of a partition amount to beside the messages.
  struct Findings {
    var counts = LinkCounts()
    /// Rejected rows that have no id but a deal without an owner.
    var unowned: [ProvisionalReject] = []
  }

  /// Calls `tell` with each message.
  func reduce(_ links: PartitionStore, _ tell: (LinkMessage) throws -> Void) throws -> Findings {
    let pieces = links.pieces(of: partition)
    var findings = Findings()
    if pieces.isEmpty { return findings }
    let sort = try sorted(pieces)
    let bitsOfPartition = UInt32(partition) << UInt32(32 - bits)
    let asks = Self.asks(kinds)
    var current: IDInProgress?
    try sort.forEach { link in
      if let last = current, last.id.low != link.fromLow || last.id.high & EventCell.keyHighMask != link.fromHigh {
        try Self.finish(last, asks: asks, &findings, tell)
        current = nil
      }
      if current == nil { current = IDInProgress(id: JourneyKey(low: link.fromLow, high: link.fromHigh | bitsOfPartition)) }
      Self.take(link, &current!)
    }
    if let last = current { try Self.finish(last, asks: asks, &findings, tell) }
    return findings
  }

  private func sorted(_ pieces: [PartitionStore.Piece]) throws -> ExternalSort<LinkRow> {
    let sort = ExternalSort<LinkRow>(
      bytes: context.bytesPerWorker / 2, by: LinkRow.inOrder, spread: { $0.fromLow }
    ) { [context] in try context.scratch.newFile() }
    // Most links are stated many times. One that is later than an equal one just seen need not be sorted.
    var known = KnownLinks(places: PartitionPolicy.knownLinks)
    let ranks = context.sourceRanks
    var sequence: UInt64 = 0
    for piece in pieces {
      var stream = CellStream(piece)
      try stream.forEachRow { mark, cell, extras in
        let kind = LinkMessage.kind(of: cell)
        guard let extras, kinds.rawValue >> kind & 1 != 0 else { return }
        let isQuestion = kind == Link.Kind.dealOfReject.rawValue
        if !isQuestion, !known.isNew(from: cell.key, to: extras.deal, kind: kind, time: cell.time) { return }
        try sort.add(
          LinkRow(
            fromLow: cell.keyLow, fromHigh: cell.keyHigh, kind: kind, time: cell.time, source: ranks[Int(mark.source)],
            rowNumber: mark.rowNumber(of: cell.position), sequence: sequence, to: extras.deal,
            anonymous: isQuestion ? JourneyKey(low: UInt64(mark.source), high: 0) : extras.anonymous,
            hasAnonymous: extras.parts.contains(.anonymous)))
        sequence += 1
      }
    }
    return sort
  }

  private static func take(_ link: LinkRow, _ current: inout IDInProgress) {
    switch LinkMessage.Kind(stored: link.kind) {
    case .anonymousUser: current.user.note(link.to)
    case .userAccount: current.account.note(link.to)
    case .anonymousAccount: current.direct.note(link.to)
    case .dealAccount, .dealUser, .dealAnonymous:
      // Of the three kinds the earliest row counts.
      let order = (link.time, link.source, link.rowNumber, link.sequence)
      if let known = current.dealOrder, !(order < known) { return }
      current.dealOrder = order
      current.deal = (LinkMessage.Kind(stored: link.kind), link.to, link.hasAnonymous ? link.anonymous : nil)
    case .dealOfReject:
      // Links that give the deal an owner are sorted before.
      if current.deal == nil { current.unowned.append(link.question) }
    default: break
    }
  }

  /// Tells what an id's links amount to. With `asks` users may have accounts, which only their partitions know.
  private static func finish(
    _ id: IDInProgress, asks: Bool, _ findings: inout Findings, _ tell: (LinkMessage) throws -> Void
  ) throws {
    findings.counts += id.counts
    findings.unowned += id.unowned
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
