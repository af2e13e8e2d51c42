import Testing

@testable import Text

@Suite struct NameListTests {
  @Test func allNamesWhereTheyAreFew() {
    #expect(NameList.text([], most: 2) == "" && NameList.text(["a"], most: 2) == "a")
    #expect(NameList.text(["a", "b"], most: 2) == "a, b")
  }

  @Test func theRestIsCounted() {
    #expect(NameList.text(["a", "b", "c"], most: 2) == "a, b and 1 more")
    #expect(NameList.text(["a", "b", "c"], most: 1) == "a and 2 more")
  }
}
