import Testing
import Values

@testable import Events

@Suite struct LabelTableTests {
  private func label(_ event: String, _ channel: String = "", _ campaign: String = "", in table: inout LabelTable) -> Int {
    let bytes = Array("\(event)|\(channel)|\(campaign)".utf8)
    let first = event.utf8.count, second = first + 1 + channel.utf8.count
    return Int(table.label(in: bytes.span, event: 0..<first, channel: (first + 1)..<second, campaign: (second + 1)..<bytes.count))
  }

  @Test(arguments: [0, 1, UInt64.max])
  func growsAndKeepsEverySpelling(seed: UInt64) throws {
    var table = LabelTable(funnel: .standard, seed: seed)
    // Lengths move between the parts, so that spellings differ in nothing but where a part ends.
    let names = (0..<6000).map { (String("channel-\($0)".prefix(9 + $0 % 3)), "\($0)") }
    var labels: [Int] = []
    for name in names { labels.append(label("touch", name.0, name.1, in: &table)) }
    #expect(Set(labels).count == Set(names.map { "\($0.0)|\($0.1)" }).count)
    for (name, number) in zip(names, labels) {
      #expect(label("touch", name.0, name.1, in: &table) == number)
      let spelled = table.spelling(of: number)
      try #require(spelled.channel == name.0 && spelled.campaign == name.1)
    }
    #expect(table.count == Set(labels).count)
    #expect(table.byteCount > 6000 * 20)
  }

  @Test func partsDoNotRunIntoEachOther() {
    var table = LabelTable(funnel: .standard, seed: 1)
    let labels = [
      label("touch", "ab", "c", in: &table), label("touch", "a", "bc", in: &table), label("touch", "abc", "", in: &table),
      label("touch", "", "abc", in: &table), label("toucha", "b", "c", in: &table),
    ]
    #expect(labels == [0, 1, 2, 3, 4])
  }

  @Test func eventsReadInAnyCaseAndChannelsInTheirOwn() {
    var table = LabelTable(funnel: .standard, seed: 1)
    func code(_ event: String) -> UInt8 {
      let label = label(event, "c", in: &table)
      return table.meanings[label].code
    }
    #expect(code("touch") == EventCode.touch && code("CLICK") == EventCode.touch && code("Page_View") == EventCode.touch)
    #expect(code("Purchase") == EventCode.stage(6) && code("closed_WON") == EventCode.stage(6) && code("lost") == EventCode.stage(8))
    #expect(code("LogIn") == EventCode.identify && code("won!") == LabelTable.unknownEvent && code("") == LabelTable.unknownEvent)
    #expect(label("touch", "Email", in: &table) != label("touch", "email", in: &table))
  }

  @Test func touchesNeedAChannelAndNobodyMayTakeTheReservedOne() {
    var table = LabelTable(funnel: .standard, seed: 1)
    func meaning(_ event: String, _ channel: String) -> LabelTable.Meaning {
      let label = label(event, channel, in: &table)
      return table.meanings[label]
    }
    #expect(meaning("touch", "").lacksChannel && !meaning("touch", "").hasChannel)
    #expect(!meaning("won", "").lacksChannel && !meaning("won", "").hasChannel)
    #expect(meaning("touch", "(unattributed)").lacksChannel && meaning("won", "(unattributed)").lacksChannel)
    #expect(!meaning("touch", "(Unattributed)").lacksChannel && !meaning("touch", "null").lacksChannel)
    #expect(meaning("won", "email").hasChannel)
  }

  @Test func aFunnelOfOnesOwn() {
    let funnel = Funnel(
      stages: [Funnel.Stage(name: "Trial", events: ["start"]), Funnel.Stage(name: "Paid", events: ["CLICK"])], lead: nil, opportunity: nil,
      touchEvents: ["click"], identifyEvents: [], ignoredEvents: ["Ping"])
    var table = LabelTable(funnel: funnel, seed: 1)
    func code(_ event: String) -> UInt8 {
      let label = label(event, in: &table)
      return table.meanings[label].code
    }
    #expect(code("trial") == EventCode.stage(0) && code("START") == EventCode.stage(0) && code("click") == EventCode.stage(1))
    #expect(code("ping") == EventCode.ignored && code("touch") == LabelTable.unknownEvent)
  }
}

@Suite struct NoIDsTests {
  private func isID(_ text: String, _ none: NoIDs = NoIDs(ReadingRules.usualNoIDs)) -> Bool {
    let bytes = Array(text.utf8)
    return none.isID(bytes.span, 0..<bytes.count)
  }

  @Test(arguments: [
    "", "null", "NULL", "\\N", "\\n", "undefined", "None", "NaN", "(Not Set)", "00000000-0000-0000-0000-000000000000",
    "00000000000000000000000000000000", "{00000000-0000-0000-0000-000000000000}",
  ])
  func namesNobody(text: String) { #expect(!isID(text)) }

  @Test(arguments: [
    "0", "null1", "N", "nil", "unknown", "00000000-0000-0000-0000-000000000001", "0000000000000000000000000000000x", "---------------------------------",
    "(not  set)", "u", String(repeating: "x", count: 64), String(repeating: "0", count: 64),
  ])
  func namesSomebody(text: String) { #expect(isID(text)) }

  @Test func theListIsConfigurable() {
    let mine = NoIDs(["Guest", String(repeating: "G", count: 70)])
    #expect(!isID("GUEST", mine) && isID("null", mine) && !isID("", mine))
    #expect(!isID(String(repeating: "g", count: 70), mine))
  }
}
