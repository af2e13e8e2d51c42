import Testing
import Values

@Suite struct SlotTests {
  private static let spellings = [
    "", "a", "ab", "b", "é", "e\u{301}", "한국어", "\u{FFFF}", "😀", "z", "Z", "\u{0}", "a\u{0}",
    "direct, or so it seems to be", "direct, or so it seems",
  ]

  @Test func namesStandInByteOrderOfChannelThenCampaign() {
    let names = Self.spellings.flatMap { channel in Self.spellings.map { SlotName(channel: channel, campaign: $0) } }
    let bytes = { (name: SlotName) in (Array(name.channel.utf8), Array(name.campaign.utf8)) }
    for a in names {
      for b in names {
        let (x, y) = (bytes(a), bytes(b))
        let isBefore = x.0 == y.0 ? x.1.lexicographicallyPrecedes(y.1) : x.0.lexicographicallyPrecedes(y.0)
        #expect((a < b) == isBefore)
        #expect((a == b) == (x == y))
        if a == b { #expect(a.hashValue == b.hashValue) }
      }
    }
  }

  @Test func aTableFindsEveryNameInItsPlace() {
    let names = Self.spellings.map { SlotName(channel: $0, campaign: "c") }
    let table = SlotTable(names + names.reversed())
    #expect(table.count == names.count)
    #expect(table.names == table.names.sorted())
    for (place, name) in table.names.enumerated() { #expect(table.slot(of: name) == place) }
    #expect(table.slot(of: SlotName(channel: "a", campaign: "")) == nil)
    #expect(table.slot(of: SlotName(channel: "\u{10FFFF}", campaign: "")) == nil)
  }
}
