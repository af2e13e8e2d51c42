import Events
import Testing
import Values

@testable import Journeys

/// Specification, section 3's table, line by line: what the partition of a user answers.
@Suite struct LinkAnswersTests {
  private let account = SaidLink.key(.account, 1), direct = SaidLink.key(.account, 2)
  private let user = SaidLink.key(.user, 1)
  private let cookie = SaidLink.key(.anonymous, 1), other = SaidLink.key(.anonymous, 2)
  private let deal = SaidLink.key(.deal, 1)

  /// The answers to questions, all of one partition.
  private func answers(_ questions: LinkMessage...) throws -> [String] {
    let circumstances = Circumstances(bits: 1, constantPlacement: true)
    var lines: [String] = []
    let answers = try LinkAnswers(of: circumstances.store(questions), partition: 0, bits: 1)
    try answers.forEach { lines.append($0.line) }
    return lines.sorted()
  }

  private var userHasAccount: LinkMessage { LinkMessage(.journey, to: user, account) }
  private var cookieHasDirect: LinkMessage { LinkMessage(.fallback, to: user, cookie, direct) }

  @Test func aUsersAccountComesFirst() throws {
    let wanted = [userHasAccount.line, LinkMessage(.journey, to: cookie, account).line].sorted()
    #expect(try answers(userHasAccount, LinkMessage(.anonymousAsks, to: user, cookie, direct)) == wanted)
    #expect(try answers(LinkMessage(.anonymousAsks, to: user, cookie), userHasAccount) == wanted)
  }

  @Test func thenTheAccountLinkedDirectlyThenTheUser() throws {
    #expect(
      try answers(LinkMessage(.anonymousAsks, to: user, cookie, direct)) == [LinkMessage(.journey, to: cookie, direct).line])
    #expect(try answers(LinkMessage(.anonymousAsks, to: user, cookie)) == [LinkMessage(.journey, to: cookie, user).line])
  }

  @Test func rowsOfAUserFallBackOnTheirOwnAnonymousID() throws {
    #expect(try answers(cookieHasDirect) == [LinkMessage(.journeyBeside, to: user, cookie, direct).line])
    #expect(try answers(cookieHasDirect, userHasAccount) == [userHasAccount.line])
  }

  @Test func aDealGoesWhereTheRowThatNamesItGoes() throws {
    func deals(_ anonymous: JourneyKey?, _ rest: LinkMessage...) throws -> Bool {
      let asks = LinkMessage(.dealAsks, to: user, deal, anonymous)
      let circumstances = Circumstances(bits: 1, constantPlacement: true)
      var found: [JourneyKey] = []
      try LinkAnswers(of: circumstances.store(rest + [asks]), partition: 0, bits: 1).forEach {
        if $0.key.low == deal.low { found.append($0.first) }
      }
      return found.map(\.low) == [rest.contains { $0.kind == .journey } ? account.low : anonymous == cookie ? direct.low : user.low]
    }
    #expect(try deals(nil, cookieHasDirect), "no anonymous id beside the user: no fallback")
    #expect(try deals(cookie, cookieHasDirect))
    #expect(try deals(other, cookieHasDirect), "the fallback of another anonymous id")
    #expect(try deals(cookie, cookieHasDirect, userHasAccount))
  }

  @Test func aDealOfAnAnonymousIDWaitsForTheNextRound() throws {
    #expect(
      try answers(LinkMessage(.dealUnanswered, to: cookie, deal)) == [LinkMessage(.dealAsks, to: cookie, deal).line])
  }
}
