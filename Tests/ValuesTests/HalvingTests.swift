import Testing
import Values

@Suite struct HalvingTests {
  @Test func findsTheFirstBeyond() {
    for count in 0..<20 {
      let numbers = (0..<count).map { $0 / 2 }
      for wanted in -1...11 {
        #expect(numbers.partitioningIndex { $0 >= wanted } == numbers.firstIndex { $0 >= wanted } ?? count)
      }
      let slice = numbers.dropFirst(count / 3)
      #expect(slice.partitioningIndex { $0 > 4 } == slice.firstIndex { $0 > 4 } ?? slice.endIndex)
    }
  }

  @Test(arguments: [("", ""), (" \t", ""), ("a", "a"), (" a b\r", "a b"), ("\u{0}\u{20}é ", "é"), ("\u{A0}x", "\u{A0}x")])
  func trimming(_ text: String, _ expected: String) {
    #expect(text.trimmed == expected && Array(text.utf8).trimmed.elementsEqual(expected.utf8))
  }
}
