import Testing
import Values

@Suite struct WildcardPatternTests {
  @Test(arguments: [
    ("google", "Google", true), ("google", "googles", false), ("google", "", false), ("", "", true), ("", "a", false),
    ("*", "", true), ("*", "anything", true), ("**", "", true), ("*search*", "Paid_Search", true), ("*search*", "sea", false),
    ("news*", "NEWS", true), ("news*", "the news", false), ("*.com", "a.com.com", true), ("*.com", "a.com.", false),
    ("a*b*c", "a-b-b-c", true), ("a*b*c", "a-c-b", false), ("*aab", "aaaab", true), ("É*", "été", true),
    ("Caf\u{E9}", "cafe\u{301}", true), ("검색*", "검색광고", true), ("a?b", "a-b", false), ("a?b", "a?b", true),
  ])
  func fits(_ pattern: String, _ text: String, _ expected: Bool) {
    #expect(WildcardPattern(pattern).matches(text) == expected)
  }

  /// Against all ways to fill the stars, on every small pattern and text.
  @Test func agreesWithTryingEverything() {
    func matches(_ pattern: Substring, _ text: Substring) -> Bool {
      guard let first = pattern.first else { return text.isEmpty }
      if first == "*" {
        return text.indices.contains { matches(pattern.dropFirst(), text[$0...]) } || matches(pattern.dropFirst(), "")
      }
      return text.first == first && matches(pattern.dropFirst(), text.dropFirst())
    }
    func words(_ letters: String, _ length: Int) -> [String] {
      length == 0 ? [""] : words(letters, length - 1).flatMap { word in [word] + letters.map { word + String($0) } }
    }
    let texts = Set(words("ab", 4))
    for pattern in Set(words("ab*", 4)) {
      for text in texts {
        #expect(WildcardPattern(pattern).matches(text) == matches(pattern[...], text[...]), "\(pattern) on \(text)")
      }
    }
  }
}

@Suite struct ChannelAliasesTests {
  @Test func namesMeetInNormalForm() throws {
    var aliases = ChannelAliases()
    try aliases.add("Cafe\u{301}", for: "coffee")
    try aliases.add("Caf\u{E9}", for: "coffee")
    #expect(aliases.pairs.count == 1 && aliases.isAlias("Caf\u{E9}") && !aliases.isAlias("café"))
    let slot = aliases.resolved(SlotName(spelledChannel: "Caf\u{E9}", campaign: "x"))
    #expect(slot == SlotName(channel: "coffee", campaign: "x"))
    #expect(aliases.resolved(SlotName(channel: "other", campaign: "")).channel == "other")
  }

  @Test func whatCannotBeMeantIsRefused() throws {
    func refusal(_ pairs: (String, String)...) -> ChannelAliases.Refusal? {
      var aliases = ChannelAliases()
      do throws(ChannelAliases.Refusal) {
        for (name, channel) in pairs { try aliases.add(name, for: channel) }
        return nil
      } catch { return error }
    }
    #expect(refusal(("a", "b"), ("c", "b"), ("a", "b")) == nil)
    #expect(refusal(("a", "a")) == .same)
    #expect(refusal(("a", "b"), ("a", "c")) == .taken(by: "b"))
    #expect(refusal(("a", "b"), ("b", "c")) == .chain(name: "a", channel: "b"))
    #expect(refusal(("b", "c"), ("a", "b")) == .chain(name: "b", channel: "c"))
    #expect(refusal(("(unattributed)", "b")) == .reserved && refusal(("a", "(unattributed)")) == .reserved)
  }
}
