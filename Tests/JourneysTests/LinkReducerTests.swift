import SeededTesting
import Testing
import Values

@testable import Events
@testable import Journeys

@Suite struct LinkReducerTests {
  /// `count` links of few ids and few moments, some of them of one row.
  private func randomLinks(_ count: Int, ids: Int, _ random: inout Seeded) -> [SaidLink] {
    (0..<count).map { row in
      func any(_ kind: IDKind) -> JourneyKey { SaidLink.key(kind, Int.random(in: 0..<ids, using: &random)) }
      let kind = Link.Kind.allCases.randomElement(using: &random) ?? .anonymousUser
      let (from, to): (IDKind, IDKind) =
        switch kind {
        case .anonymousUser: (.anonymous, .user)
        case .userAccount: (.user, .account)
        case .anonymousAccount: (.anonymous, .account)
        case .dealAccount: (.deal, .account)
        case .dealUser: (.deal, .user)
        case .dealAnonymous: (.deal, .anonymous)
        case .dealOfReject: (.deal, .deal)
        }
      var link = Link(kind: kind, time: Int64.random(in: 0..<4, using: &random), from: any(from), to: any(to), row: 0)
      // What a question packs: its reason is in the high half.
      if kind == .dealOfReject { link.to.high = UInt32(RejectReason.missingChannel.rawValue) }
      if kind == .dealUser, Bool.random(using: &random) { link.anonymous = any(.anonymous) }
      // A row number that several rows share is that of ignored ones: then the order of writing counts.
      return SaidLink(
        source: Int.random(in: 0..<3, using: &random), stretch: Int.random(in: 0..<2, using: &random), row: row / 2,
        link: link)
    }
  }

  /// The same with dictionaries, word by word.
  private func slow(_ links: [SaidLink], ranks: [UInt32]) -> (messages: [String], counts: LinkCounts) {
    let order = links.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      return (x.link.time, ranks[x.source], x.stretch, x.row, a.offset)
        < (y.link.time, ranks[y.source], y.stretch, y.row, b.offset)
    }.map(\.element.link)
    var messages: [LinkMessage] = []
    var counts = LinkCounts()
    for (id, said) in Dictionary(grouping: order, by: \.from) {
      func others(_ kind: Link.Kind) -> [JourneyKey] {
        said.filter { $0.kind == kind }.reduce(into: []) { if !$0.contains($1.to) { $0.append($1.to) } }
      }
      let users = others(.anonymousUser), accounts = others(.userAccount), direct = others(.anonymousAccount)
      for pairs in [users, accounts, direct] { counts.conflicts += Int64(max(0, pairs.count - 1)) }
      counts.anonymousUsers += users.isEmpty ? 0 : 1
      counts.userAccounts += accounts.isEmpty ? 0 : 1
      counts.anonymousAccounts += direct.isEmpty ? 0 : 1
      if let account = accounts.first { messages.append(LinkMessage(.journey, to: id, account)) }
      if let user = users.first { messages.append(LinkMessage(.anonymousAsks, to: user, id, direct.first)) }
      if let account = direct.first {
        if users.isEmpty { messages.append(LinkMessage(.journey, to: id, account)) }
        for user in users { messages.append(LinkMessage(.fallback, to: user, id, account)) }
      }
      guard let deal = said.first(where: { [.dealAccount, .dealUser, .dealAnonymous].contains($0.kind) }) else { continue }
      counts.deals += 1
      switch deal.kind {
      case .dealAccount: messages.append(LinkMessage(.journey, to: id, deal.to))
      case .dealUser: messages.append(LinkMessage(.dealAsks, to: deal.to, id, deal.anonymous))
      default: messages.append(LinkMessage(.dealUnanswered, to: deal.to, id))
      }
    }
    return (messages.map(\.line).sorted(), counts)
  }

  @Test(arguments: 0..<4)
  func agreesWithTheSlowOneWhateverTheCircumstances(part: Int) throws {
    var random = Seeded(UInt64(part))
    var conflicts: Int64 = 0
    for round in 0..<300 {
      let ids = Int.random(in: 1...4, using: &random)
      let links = randomLinks(Int.random(in: 1...30, using: &random), ids: ids, &random)
      let ranks = [UInt32](0..<3).shuffled(using: &random)
      let expected = slow(links, ranks: ranks)
      var circumstances = Circumstances(writers: Int.random(in: 1...3, using: &random), bits: [1, 4, 8][round % 3])
      circumstances.constantPlacement = round % 5 == 0
      circumstances.spillAlways = round % 4 == 0
      if round % 7 == 0 { circumstances.bytesPerWorker = 0 }
      let found = try circumstances.reduce(links, ranks: ranks, shuffling: random.next())
      try #require(found.messages == expected.messages, "part \(part), round \(round): \(links)")
      try #require(found.counts == expected.counts, "part \(part), round \(round): \(links)")
      conflicts += found.counts.conflicts
    }
    #expect(conflicts > 200)
  }

  /// Where no user has an account nobody has to be asked: what is said at once is what partitions of users would answer.
  /// Links of other kinds are passed over.
  @Test func withoutAccountsOfUsersNothingIsAsked() throws {
    var random = Seeded(11)
    let kinds: Link.Kinds = [Link.Kinds(.anonymousUser), Link.Kinds(.anonymousAccount)]
    var beside = 0
    for round in 0..<200 {
      let links = randomLinks(40, ids: 4, &random)
      let ways = Circumstances(bits: 1, constantPlacement: true)
      let few = links.filter { kinds.contains(Link.Kinds($0.link.kind)) }
      let (asked, counts) = try ways.messages(few, ranks: [1, 0, 2], shuffling: 3)
      var answers: [String] = []
      try LinkAnswers(of: ways.store(asked), partition: 0, bits: 1).forEach { answers.append($0.line) }
      let found = try ways.messages(links, ranks: [1, 0, 2], shuffling: 3, kinds: kinds)
      try #require(found.0.map(\.line).sorted() == answers.sorted(), "round \(round): \(links)")
      try #require(found.counts.conflicts == counts.conflicts)
      beside += found.0.count { $0.kind == .journeyBeside }
    }
    #expect(beside > 200)
    #expect(LinkReducer.asks(.all) && LinkReducer.asks(.ofIDs) && !LinkReducer.asks(kinds))
  }

  /// More links than a worker may hold, sorted in scratch.
  @Test func manyLinksAreSortedOutsideMemory() throws {
    var random = Seeded(1)
    let links = randomLinks(20_000, ids: 900, &random)
    let expected = slow(links, ranks: [2, 0, 1])
    for bytes in [0, 1 << 30] {
      let ways = Circumstances(writers: 2, bits: 1, spillAlways: bytes == 0, bytesPerWorker: bytes)
      let found = try ways.reduce(links, ranks: [2, 0, 1], shuffling: 9)
      #expect(found.messages == expected.messages && found.counts == expected.counts)
    }
  }

  @Test func nothingIsSaidOfNothing() throws {
    let found = try Circumstances().reduce([], ranks: [0], shuffling: 1)
    #expect(found.messages.isEmpty && found.counts == LinkCounts())
  }
}
