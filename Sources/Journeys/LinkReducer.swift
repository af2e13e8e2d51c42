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
    var position: UInt16
    /// Of ignored rows several may share a position; they stand in the order they were written.
    var sequence: UInt64
    var to: JourneyKey
    var anonymous: JourneyKey
    var hasAnonymous: Bool

    static func inOrder(_ a: Said, _ b: Said) -> Bool {
      if a.fromLow != b.fromLow { return a.fromLow < b.fromLow }
      if a.fromHigh != b.fromHigh { return a.fromHigh < b.fromHigh }
      if a.kind != b.kind { return a.kind < b.kind }
      if a.time != b.time { return a.time < b.time }
      if a.source != b.source { return a.source < b.source }
      if a.place != b.place { return a.place < b.place }
      if a.position != b.position { return a.position < b.position }
      return a.sequence < b.sequence
    }
  }

  /// What is known of the id whose links are passing.
  private struct Present {
    var id: JourneyKey
    /// The earliest link, and the ids that others than it name, by kind.
    var user: JourneyKey?
    var users: [JourneyKey] = []
    var account: JourneyKey?
    var accounts: [JourneyKey] = []
    var direct: JourneyKey?
    var directs: [JourneyKey] = []
    var deal: (kind: LinkMessage.Kind, to: JourneyKey, anonymous: JourneyKey?, time: Int64)?
    var dealOrder: (Int64, UInt32, UInt64, UInt16, UInt64)?

    var counts: LinkCounts {
      var counts = LinkCounts()
      counts.anonymousUsers = user == nil ? 0 : 1
      counts.userAccounts = account == nil ? 0 : 1
      counts.anonymousAccounts = direct == nil ? 0 : 1
      counts.deals = deal == nil ? 0 : 1
      counts.conflicts = Int64(max(0, users.count - 1) + max(0, accounts.count - 1) + max(0, directs.count - 1))
      return counts
    }
  }

  private let context: SettlingContext
  private let partition: Int
  private let bits: Int

  init(_ context: SettlingContext, partition: Int, bits: Int) {
    self.context = context
    self.partition = partition
    self.bits = bits
  }

  /// Calls `tell` with each message; gives how many links there are.
  mutating func reduce(_ links: PartitionStore, _ tell: (LinkMessage) throws -> Void) throws -> LinkCounts {
    let pieces = links.pieces(of: partition)
    if pieces.isEmpty { return LinkCounts() }
    let sort = ExternalSort<Said>(bytes: context.bytesPerWorker / 2, by: Said.inOrder) { [context] in
      try context.scratch.newFile()
    }
    // Most links are said many times; those said later than one just seen need no sorting.
    var known = KnownLinks(places: PartitionPolicy.knownLinks)
    var sequence: UInt64 = 0
    for piece in pieces {
      var stream = CellStream(piece)
      try stream.forEachRow { mark, cell, extras in
        guard let extras else { return }
        let kind = UInt8(truncatingIfNeeded: cell.label & ~EventRow.hasExtras)
        if !known.isNew(from: cell.key, to: extras.deal, kind: kind, time: cell.time) { return }
        try sort.add(
          Said(
            fromLow: cell.keyLow, fromHigh: cell.keyHigh, kind: kind, time: cell.time,
            source: context.sourceRanks[Int(mark.source)], place: mark.place, position: cell.position,
            sequence: sequence, to: extras.deal, anonymous: extras.anonymous,
            hasAnonymous: extras.parts.contains(.anonymous)))
        sequence += 1
      }
    }
    var present: Present?
    var counts = LinkCounts()
    try sort.forEach { said in
      if let last = present, last.id.low != said.fromLow || last.id.high & EventCell.keyHighMask != said.fromHigh {
        counts += last.counts
        try finish(last, tell)
        present = nil
      }
      if present == nil { present = Present(id: JourneyKey(low: said.fromLow, high: fullHigh(said.fromHigh))) }
      Self.take(said, &present!)
    }
    if let last = present {
      counts += last.counts
      try finish(last, tell)
    }
    return counts
  }

  private func fullHigh(_ stored: UInt32) -> UInt32 { stored | UInt32(partition) << UInt32(32 - bits) }

  private static func take(_ said: Said, _ present: inout Present) {
    func note(_ first: inout JourneyKey?, _ all: inout [JourneyKey]) {
      if first == nil { first = said.to }
      if !all.contains(said.to) { all.append(said.to) }
    }
    switch LinkMessage.Kind(rawValue: said.kind) {
    case .anonymousUser: note(&present.user, &present.users)
    case .userAccount: note(&present.account, &present.accounts)
    case .anonymousAccount: note(&present.direct, &present.directs)
    case .dealAccount, .dealUser, .dealAnonymous:
      // Of the three kinds the earliest row counts.
      let order = (said.time, said.source, said.place, said.position, said.sequence)
      if let known = present.dealOrder, !(order < known) { return }
      present.dealOrder = order
      present.deal = (
        LinkMessage.Kind(rawValue: said.kind) ?? .dealAccount, said.to, said.hasAnonymous ? said.anonymous : nil, said.time
      )
    default: break
    }
  }

  private func finish(_ id: Present, _ tell: (LinkMessage) throws -> Void) throws {
    if let account = id.account { try tell(LinkMessage(.journey, to: id.id, account)) }
    if let user = id.user {
      try tell(LinkMessage(.anonymousAsks, to: user, id.id, id.direct))
    } else if let direct = id.direct {
      try tell(LinkMessage(.journey, to: id.id, direct))
    }
    if let direct = id.direct {
      for user in id.users { try tell(LinkMessage(.fallback, to: user, id.id, direct)) }
    }
    guard let deal = id.deal else { return }
    switch deal.kind {
    case .dealAccount: try tell(LinkMessage(.journey, to: id.id, deal.to))
    case .dealUser: try tell(LinkMessage(.dealAsks, to: deal.to, id.id, deal.anonymous))
    default: try tell(LinkMessage(.dealUnanswered, to: deal.to, id.id))
    }
  }
}

/// Answers the questions that came to one partition.
struct LinkAnswers {
  private var accounts = KeyMap()
  private var fallbacks = KeyMap()
  private var messages: [LinkMessage] = []

  init(of questions: PartitionStore, partition: Int, bits: Int) throws {
    try questions.forEachMessage(of: partition, bits: bits) { message in
      switch message.kind {
      case .journey: accounts.insert(message.key, message.first)
      case .fallback:
        if let second = message.second { fallbacks.insert(message.key.beside(message.first), second) }
      default: break
      }
      messages.append(message)
    }
  }

  /// SPEC section 3's table of journeys, column by column.
  func forEach(_ tell: (LinkMessage) throws -> Void) throws {
    for message in messages {
      let user = message.key
      switch message.kind {
      case .journey: try tell(message)
      case .anonymousAsks:
        try tell(LinkMessage(.journey, to: message.first, accounts[user] ?? message.second ?? user))
      case .fallback:
        if accounts[user] == nil { try tell(LinkMessage(.journeyBeside, to: user, message.first, message.second)) }
      case .dealAsks:
        let beside = message.second.flatMap { fallbacks[user.beside($0)] }
        try tell(LinkMessage(.journey, to: message.first, accounts[user] ?? beside ?? user))
      case .dealUnanswered: try tell(LinkMessage(.dealAsks, to: user, message.first))
      default: break
      }
    }
  }
}
