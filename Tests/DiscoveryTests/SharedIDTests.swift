@testable import Discovery
import Events
import Testing

/// Columns of ids that are told by their values.
@Suite struct SharedIDTests {
  private static let visits =
    "time,event,account_id,user_id,anonymous_id,channel\n"
    + (1...9).map { "2026-01-0\($0)T09:00:00Z,click,A\($0),u\($0)@x.kr,c\($0),email\n" }.joined()
  private static let deals =
    "변경일시,단계,고객사,고객코드,담당자,거래번호,금액\n"
    + (1...9).map { "2026-02-0\($0) 10:00,수주,하늬재 \($0),A\($0),u\($0)@x.kr,D\($0),1000\n" }.joined()

  private func picks(_ plan: EventPlan) -> [String: String] {
    Dictionary(uniqueKeysWithValues: plan.guess.picks.map { ($0.key.name, plan.group.names[$0.value.field]) })
  }

  @Test func aCustomerCodeThatIsAnAccountElsewhereIsOne() throws {
    let draft = try InitSample.draft(["visits.csv": Self.visits, "crm.csv": Self.deals])
    let crm = try #require(draft.events.first { $0.group.files[0].hasSuffix("crm.csv") })
    let picks = picks(crm)
    #expect(picks["account_id"] == "고객코드" && picks["user_id"] == "담당자" && picks["deal_id"] == "거래번호")
    #expect(crm.guess.picks[.accountID]?.reason.contains("its values are those of 'account_id' in ") == true)
    #expect(crm.guess.picks[.accountID]?.isGuess == true)
    #expect(crm.notes.contains("Could be 'account_id', too: '고객사'."), "\(crm.notes)")
  }

  @Test func withoutSharedValuesNamesDecide() throws {
    let others = Self.visits.replacing("A", with: "B").replacing("@x", with: "@y")
    let draft = try InitSample.draft(["visits.csv": others, "crm.csv": Self.deals])
    let crm = try #require(draft.events.first { $0.group.files[0].hasSuffix("crm.csv") })
    #expect(picks(crm)["account_id"] == "고객사")
  }

  @Test func usualNamesStay() throws {
    let named = Self.deals.replacing("고객사", with: "account_id")
    let draft = try InitSample.draft(["visits.csv": Self.visits, "crm.csv": named])
    let crm = try #require(draft.events.first { $0.group.files[0].hasSuffix("crm.csv") })
    #expect(picks(crm)["account_id"] == "account_id")
  }

  @Test func sketchesOfManyValuesFindWhatIsShared() {
    func sketch(_ numbers: some Sequence<Int>) -> ValueSketch {
      var sketch = ValueSketch()
      for number in numbers { sketch.add(Array("id-\(number)".utf8).span) }
      return sketch
    }
    let all = sketch(0..<100_000)
    #expect(all.share(with: sketch(0..<2000)).map { $0 > 90 } ?? (all.hashes.isEmpty))
    #expect(all.share(with: sketch(100_000..<200_000)) == nil)
    #expect(sketch((0..<5000).reversed()).hashes == sketch(0..<5000).hashes)
    var halves = sketch(0..<50_000)
    halves += sketch(40_000..<100_000)
    #expect(halves.hashes == all.hashes)
    var numbers = ValueSketch()
    for number in 1...100 { numbers.add(Array("\(number)".utf8).span) }
    #expect(numbers.hashes.isEmpty)
    #expect(sketch(0..<2).share(with: sketch(0..<2)) == nil)
  }

  /// Analytics call it `(direct)`; the model that passes it over knows `direct`.
  @Test func whatMeansDirectGetsAnAlias() throws {
    let draft = try InitSample.draft(["visits.csv": Self.visits.replacing("email", with: "(direct)")])
    let text = draft.text(name: "tributary.yaml") { $0 }
    #expect(text.contains("aliases:  # so that last-non-direct knows it\n  \"(direct)\": direct\n"), "\(text)")
    #expect(!(try InitSample.draft(["visits.csv": Self.visits])).text(name: "tributary.yaml") { $0 }.contains("aliases"))
  }
}
