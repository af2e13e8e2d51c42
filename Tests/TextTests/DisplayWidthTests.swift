@testable import Text
import Testing

/// How many columns texts take, and how they are cut.
struct DisplayWidthTests {
  @Test(
    arguments: [
      ("", 0), ("paid_search", 11), ("naïve", 5), ("nai\u{308}ve", 5), ("검색광고", 8),
      // Hangul in its parts, an initial alone, a kanji, kana, halfwidth kana, fullwidth letters.
      ("\u{1100}\u{1161}\u{11A8}", 2), ("\u{1100}", 2), ("漢字", 4), ("カタカナ", 8), ("ｶﾀｶﾅ", 4), ("ＡＢ", 4), ("(주)", 4), ("㈜", 2),
      // An emoji, with a skin tone, as a family, as a flag; a sign with and without the picture selector; a digit.
      ("🎙", 1), ("🎙\u{FE0F}", 2), ("🚀", 2), ("👍🏽", 2), ("👩‍👩‍👧", 2), ("🇰🇷", 2), ("❤", 1), ("❤\u{FE0F}", 2), ("1", 1),
      ("a\u{200B}b", 2), ("\u{FEFF}x", 1), ("한글 Ad – 1…", 12), ("क्षि", 3), ("ก็", 1), ("𠮷", 2),
    ] as [(String, Int)])
  func countsColumns(_ text: String, _ columns: Int) { #expect(DisplayWidth.of(text) == columns, "\(text)") }

  @Test func fittingFillsOrCuts() {
    #expect("ab".fitted(to: 4) == "ab  ")
    #expect("abcd".fitted(to: 4) == "abcd")
    #expect("abcde".fitted(to: 4) == "abc…")
    #expect("검색광고".fitted(to: 8) == "검색광고")
    // Half a syllable is none.
    #expect("검색광고".fitted(to: 7) == "검색광…")
    #expect("검색광고".fitted(to: 6) == "검색… ")
    #expect("👩‍👩‍👧ab".fitted(to: 3) == "👩‍👩‍👧…")
    #expect("ab".rightAligned(in: 4) == "  ab")
    #expect("검색광고".rightAligned(in: 6) == " 검색…")
    for columns in 1...12 {
      for text in ["검색광고 팀", "paid_search", "🚀🚀🚀🚀🚀🚀🚀", "\u{1100}\u{1161}\u{11A8}\u{1100}\u{1161}", ""] {
        #expect(DisplayWidth.of(text.fitted(to: columns)) == columns)
      }
    }
  }

  @Test func whatSteersATerminalIsWrittenAsItsCode() {
    #expect("a\u{1B}[2Jb\tc".harmless == #"a\u{1b}[2Jb\u{9}c"#)
    #expect("a\u{9B}2J\u{7F}".harmless == #"a\u{9b}2J\u{7f}"#)
    #expect("\u{202E}ad\u{2066}\u{2028}".harmless == #"\u{202e}ad\u{2066}\u{2028}"#)
    #expect("검색\nb 👩‍👩‍👧".harmless == "검색\nb 👩‍👩‍👧")
  }

  @Test(
    arguments: [
      (0, 2, "0.00"), (-5, 2, "-0.05"), (123, 0, "123"), (1_234, 0, "1,234"), (-123_456, 2, "-1,234.56"), (-123_456, 0, "-123,456"),
      (1_234_567_890, 3, "1,234,567.890"),
    ] as [(Int, Int, String)])
  func numbersHaveGroupsOfThree(_ units: Int, _ decimals: Int, _ text: String) {
    #expect(NumberText().text(Int128(units), decimals: decimals) == text)
    let comma = String(text.map { $0 == "," ? "." : $0 == "." ? "," : $0 })
    #expect(NumberText(decimalComma: true).text(Int128(units), decimals: decimals) == comma)
  }
}
