/// The evidence for an encoding in a sample of bytes without a byte-order mark.
///
/// Clever because the encodings look alike: any bytes are Latin-1, most Korean is well-formed in CP949, and a sample may be cut
/// inside a character. Each candidate counts the characters that it explains, and the thresholds in `guess` choose between the
/// counts. The thresholds must change together: lowering one for an encoding takes files from another.
enum EncodingEvidence {
  /// The byte order of UTF-16, if the sample surely is UTF-16: well-formed in this order, without control characters, and three
  /// quarters of it ASCII or Hangul. In the other order ASCII is neither.
  static func utf16(_ start: Span<UInt8>) -> TextEncoding? {
    if start.count < 2 || start.firstOffset(of: 0, from: 0) == start.count { return nil }
    return [TextEncoding.utf16LE, .utf16BE].first { order in
      let isLittleEndian = order == .utf16LE
      var expected = 0
      var isLow = false
      for unit in 0..<start.count / 2 {
        let first = UInt16(start[2 * unit]), second = UInt16(start[2 * unit + 1])
        let value = isLittleEndian ? second << 8 | first : first << 8 | second
        let isControl = value < 0x20 && value != 9 && value != 10 && value != 13
        let belongs = (0xDC00...0xDFFF).contains(value) == isLow
        if isControl || !belongs { return false }
        isLow = (0xD800...0xDBFF).contains(value)
        if value < 0x7F || (0xAC00...0xD7A3).contains(value) { expected += 1 }
      }
      return 4 * expected >= 3 * (start.count / 2)
    }
  }

  /// The encoding of text that contains bytes beyond ASCII.
  ///
  /// UTF-8 where that explains more than half of these bytes, and as many as Korean does: a name cut inside a character makes no
  /// other encoding of a file. Else `preferred`, if one is; else CP949 where Korean syllables explain three quarters of them;
  /// Latin-1 where half of them are letters of Western words; and CP949 again where syllables and symbols explain three
  /// quarters, for a shop's only Korean may be `㈜` or `“ ”`. What is none of these is broken UTF-8, or in an encoding that
  /// has to be named: its rows are better rejected than misread.
  /// `isWhole`: no byte follows, so a character cut off at the end is ill-formed.
  /// `before`: the byte before the sample.
  static func guess(
    _ sample: Span<UInt8>, after before: UInt8, isWhole: Bool, preferred: TextEncoding?
  ) -> TextEncoding {
    let utf8 = utf8Letters(sample, isWhole: isWhole)
    let high = utf8.well + utf8.ill
    let (syllables, symbols) = koreanLetters(sample)
    if utf8.ill == 0 || (utf8.well >= syllables + symbols && 2 * utf8.well > high) { return .utf8 }
    if let preferred { return preferred }
    if 4 * syllables >= 3 * high { return .cp949 }
    let western = westernLetters(sample, after: before)
    if 2 * western >= high { return .latin1 }
    // `¡É` before a letter is a Spanish word's beginning as well as a symbol: not all of them may be.
    return 4 * (syllables + symbols) >= 3 * high && syllables + symbols > 2 * western ? .cp949 : .utf8
  }

  /// Bytes of well-formed UTF-8 characters beyond ASCII, and bytes beyond ASCII that are in none.
  private static func utf8Letters(_ b: Span<UInt8>, isWhole: Bool) -> (well: Int, ill: Int) {
    var well = 0, ill = 0, i = 0
    while i < b.count {
      let lead = b[i]
      if lead < 0x80 {
        i += 1
        continue
      }
      let length = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1
      let end = min(i + length, b.count)
      let isLetter = length > 1 && (i + 1..<end).allSatisfy { b[$0] & 0xC0 == 0x80 } && isScalar(b, i..<end)
      if isLetter, end - i < length, !isWhole { break }
      if isLetter, end - i == length {
        well += length
        i = end
      } else {
        ill += 1
        i += 1
      }
    }
    return (well, ill)
  }

  /// No overlong form, no surrogate and nothing beyond U+10FFFF: the second byte decides.
  private static func isScalar(_ b: Span<UInt8>, _ letter: Range<Int>) -> Bool {
    guard letter.count > 1 else { return true }
    let second = b[letter.lowerBound + 1]
    switch b[letter.lowerBound] {
    case 0xE0: return second >= 0xA0
    case 0xED: return second < 0xA0
    case 0xF0: return second >= 0x90
    case 0xF4: return second < 0x90
    default: return true
    }
  }

  /// Bytes of those 2,350 syllables of CP949 that are in common use, and of its symbols. The 8,822 rare ones are no evidence:
  /// in them a Western letter may come before an ASCII letter, as in `Ärger`.
  private static func koreanLetters(_ b: Span<UInt8>) -> (syllables: Int, symbols: Int) {
    var syllables = 0, symbols = 0, i = 0
    while i < b.count {
      if b[i] >= 0x80, i + 1 < b.count, CP949.isPair(b[i], b[i + 1]) {
        if (0xB0...0xC8).contains(b[i]), b[i + 1] >= 0xA1 { syllables += 2 } else if isSymbol(b[i], b[i + 1]) { symbols += 2 }
        i += 1
      }
      i += 1
    }
    return (syllables, symbols)
  }

  /// Whether a pair is a mark, a full-width letter, a single jamo in use today (`ㅋ`), a unit or a number in a circle, as
  /// Koreans write them. Not what Western texts have side by side: two equal bytes (`§§`, `££`) and `¡¿`. Nor the rows of
  /// Greek, kana and Cyrillic, nor obsolete jamo: in those rows Japanese (EUC-JP) has its kana.
  private static func isSymbol(_ lead: UInt8, _ trail: UInt8) -> Bool {
    guard trail >= 0xA1, lead != trail, (lead, trail) != (0xA1, 0xBF) else { return false }
    switch lead {
    case 0xA1...0xA3, 0xA7...0xA9: return CP949.letter(lead, trail) != 0
    case 0xA4: return trail <= 0xD3
    default: return false
    }
  }

  /// Bytes that are Latin-1 letters beside an ASCII letter. A capital counts only where a word may have one. `þ` and
  /// `ÿ` are in hardly any word, but often in broken bytes. Behind the signs from `¢` to `©` no word begins, and behind `¡` a
  /// Spanish one: there they are rather halves of Korean symbols.
  private static func westernLetters(_ b: Span<UInt8>, after before: UInt8) -> Int {
    func byte(_ offset: Int) -> UInt8 { offset < 0 ? before : offset < b.count ? b[offset] : 0 }
    func isASCIILetter(_ offset: Int) -> Bool { (0x61...0x7A).contains(byte(offset) | 0x20) && byte(offset) < 0x80 }
    var count = 0
    for i in b.indices where (0xC0...0xFD).contains(b[i]) && b[i] != 0xD7 && b[i] != 0xF7 {
      let isInsideWord = b[i] < 0xDF && isASCIILetter(i - 1) && byte(i - 1) >= 0x61
      let isHalf = (0xA2...0xA9).contains(byte(i - 1)) || (byte(i - 1) == 0xA1 && !spanishInitials.contains(b[i] & 0xDF))
      if !isInsideWord, !isHalf, isASCIILetter(i - 1) || isASCIILetter(i + 1) { count += 1 }
    }
    return count
  }

  /// `Á É Í Ñ Ó Ú`.
  private static let spanishInitials: [UInt8] = [0xC1, 0xC9, 0xCD, 0xD1, 0xD3, 0xDA]
}
