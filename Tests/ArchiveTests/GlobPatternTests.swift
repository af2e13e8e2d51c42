import Glibc
import Testing

@testable import Archive

@Suite struct GlobPatternTests {
  private func matches(_ pattern: String, _ name: String) -> Bool {
    GlobPattern(Array(pattern.utf8)).matches(Array(name.utf8))
  }

  @Test func agreesWithTheSystemOnShortTexts() {
    var alphabet: [String] = [""]
    for _ in 0..<4 { alphabet += alphabet.flatMap { text in ["a", "b", "."].map { text + $0 } } }
    let names = Set(alphabet)
    let patterns = [
      "", "*", "a*", "*a", "*a*b*", "?", "??", "a?b", "[ab]", "[!a]*", "[^a]b", "[a-b]*[.]", ".*", "*.", "[]a]*", "[a", "a\\*",
      "\\a*",
      "**", "*?*", "[b-a]*",
    ]
    for pattern in patterns {
      for name in names where !name.isEmpty {
        let expected = unsafe fnmatch(pattern, name, FNM_PERIOD) == 0
        #expect(matches(pattern, name) == expected, "\(pattern) on \(name)")
      }
    }
  }

  @Test func countsCharactersNotBytes() {
    #expect(matches("??.csv", "이월.csv"))
    #expect(matches("[가-힣]월*", "이월.csv"))
    #expect(!matches("?.csv", "이월.csv"))
  }

  @Test func takesBytesThatAreNoTextOneByOne() {
    #expect(GlobPattern(Array("??.c*".utf8)).matches([0xC0, 0xCC, 0x2E, 0x63]))
  }

  @Test func staysFastOnManyStars() {
    #expect(!matches(String(repeating: "a*", count: 60) + "b", String(repeating: "a", count: 5_000)))
  }
}
