import Testing
import Values

/// The tables of reasons: labels are keys of `summary.json`, and positions are what a ledger counts by.
struct RowReasonTests {
  @Test func aLabelMeansOneReason() {
    let reasons = RejectReason.table + RowFate.table
    #expect(Set(reasons.map(\.label)).count == reasons.count)
    for reason in reasons { #expect(!reason.label.isEmpty && reason.description.hasSuffix("."), "\(reason.label)") }
    #expect(RejectReason.table.allSatisfy { $0.ending == .rejected })
    #expect(RowFate.table.allSatisfy { $0.ending != .rejected && $0.tables == .events })
  }

  @Test func constantsAreEntriesOfTheirTable() {
    let rejects: [RejectReason] = [
      .wrongFieldCount, .unclosedQuote, .badEncoding, .lineTooLong, .badJSON, .unreadableTime, .unknownEvent,
      .missingIdentity, .missingChannel, .unreadableAmount, .unknownCurrency, .noExchangeRate, .unreadableDate,
      .endBeforeStart,
    ]
    let fates: [RowFate] = [
      .ignored, .duplicate, .repeated, .excludedChannel, .sameSession, .identity, .goal, .outsidePeriod, .stage, .credited,
      .outsideWindow, .noGoal,
    ]
    #expect(rejects == RejectReason.allCases && fates == RowFate.allCases)
    #expect(fates.filter(\.isLeftOut) == [.ignored, .duplicate, .repeated, .excludedChannel, .sameSession])
    #expect(RejectReason.unreadableTime.label == "unreadable time" && RowFate.noGoal.label == "no goal")
    #expect(RejectReason(rawValue: UInt8(rejects.count)) == nil && RejectReason(rawValue: 5) == .unreadableTime)
  }

  @Test func everyReasonIsCountedAlone() {
    for reason in RejectReason.allCases {
      var ledger = RowLedger()
      ledger.read = 1
      ledger[reason] += 1
      #expect(ledger.balances && ledger.rejected == 1 && ledger.leftOut == 0 && ledger.used == 0)
    }
    for fate in RowFate.allCases {
      var ledger = RowLedger()
      ledger.read = 1
      ledger[fate] += 1
      var twice = ledger
      twice += ledger
      #expect(twice.balances && twice[fate] == 2)
      #expect(twice.leftOut == (fate.isLeftOut ? 2 : 0) && twice.used == (fate.isLeftOut ? 0 : 2))
    }
  }
}
