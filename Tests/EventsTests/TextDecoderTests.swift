import Glibc
import SeededTesting
import Testing

@testable import Events

/// The text that the system's iconv makes of bytes, or nil where some are no letters: the slow twin of `Transcoder`.
private func converted(_ bytes: [UInt8], from encoding: String, to other: String = "UTF-8") -> [UInt8]? {
  let descriptor = unsafe iconv_open(other, encoding)
  guard Int(bitPattern: descriptor) != -1 else { return nil }
  defer { unsafe iconv_close(descriptor) }
  var input = bytes.map { CChar(bitPattern: $0) }
  var output = [CChar](repeating: 0, count: 4 * bytes.count + 8)
  let left = unsafe input.withUnsafeMutableBufferPointer { from in
    unsafe output.withUnsafeMutableBufferPointer { to in
      var source = from.baseAddress
      var target = to.baseAddress
      var (sourceCount, targetCount) = (from.count, to.count)
      let failed = unsafe iconv(descriptor, &source, &sourceCount, &target, &targetCount) == -1
      return failed || sourceCount > 0 ? nil : targetCount
    }
  }
  return left.map { output[..<(output.count - $0)].map { UInt8(bitPattern: $0) } }
}

private let names: [TextEncoding: String] = [
  .utf8: "UTF-8", .utf16LE: "UTF-16LE", .utf16BE: "UTF-16BE", .cp949: "CP949", .latin1: "CP1252",
]

private func encoded(_ text: String, _ encoding: TextEncoding) throws -> [UInt8] {
  try #require(converted(Array(text.utf8), from: "UTF-8", to: names[encoding] ?? ""))
}

private let sizes = [1, 2, 3, 7, 63, 64, 65, 4095, 4096, 4097, 1 << 20]

@Suite struct TextDecoderTests {
  private struct Decoded: Equatable {
    var text: [UInt8] = []
    var encoding: TextEncoding
    var isGuess: Bool
  }

  /// Decodes as a reader of files does: what passes is text, the rest is decoded.
  private func decode(
    _ bytes: [UInt8], named: TextEncoding? = nil, preferred: TextEncoding? = nil, step: Int = 1 << 20
  ) -> Decoded {
    var decoder = TextDecoder(named: named, preferred: preferred)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: step) {
      let piece = bytes[start..<min(start + step, bytes.count)]
      if decoder.passes(piece.span) { text += piece } else { decoder.decode(piece.span, into: &text) }
    }
    decoder.finish(into: &text)
    return Decoded(text: text, encoding: decoder.encoding, isGuess: decoder.isGuess)
  }

  private static let korean = "시간,채널\n2026-03-01,네이버 검색광고,똠방각하 펲시\n"
  private static let western = "time,channel\n2026-03-01,Überraschung – Müller & Søn, 5 €\n"

  @Test(arguments: sizes)
  func encodingsAreFoundOut(step: Int) throws {
    for encoding in [TextEncoding.utf8, .utf16LE, .utf16BE, .cp949] {
      let bytes = try encoded(Self.korean + Self.korean, encoding)
      let expected = Decoded(text: Array((Self.korean + Self.korean).utf8), encoding: encoding, isGuess: false)
      #expect(decode(bytes, step: step) == expected, "\(encoding)")
      #expect(decode(bytes, named: encoding, step: step) == expected, "\(encoding)")
    }
    let western = decode(try encoded(Self.western, .latin1), step: step)
    #expect(western == Decoded(text: Array(Self.western.utf8), encoding: .latin1, isGuess: true))
    let ascii = Array("time,event\n1,2\n".utf8)
    #expect(decode(ascii, step: step) == Decoded(text: ascii, encoding: .utf8, isGuess: false))
    #expect(decode([], step: step) == Decoded(encoding: .utf8, isGuess: false))
  }

  @Test(arguments: sizes)
  func aByteOrderMarkDecidesAndIsTakenOff(step: Int) throws {
    let marks: [(TextEncoding, [UInt8])] = [(.utf8, [0xEF, 0xBB, 0xBF]), (.utf16LE, [0xFF, 0xFE]), (.utf16BE, [0xFE, 0xFF])]
    for (encoding, mark) in marks {
      let bytes = mark + (try encoded(Self.korean, encoding))
      #expect(decode(bytes, named: .cp949, step: step).text == Array(Self.korean.utf8))
      #expect(decode(mark, step: step) == Decoded(encoding: encoding, isGuess: false))
    }
  }

  /// A log is ASCII for long before its first Korean channel; and one of CP949 whose letters look like UTF-8 by chance.
  @Test(arguments: [1 << 20, 65536, 4096, 1000])
  func theFirstBytesBeyondASCIIDecide(step: Int) throws {
    let rows = String(repeating: "2026-03-01,touch,u1,email\n", count: 30_000)
    for encoding in [TextEncoding.utf8, .cp949] {
      let late = decode(try encoded(rows + Self.korean + rows + Self.korean, encoding), step: step)
      #expect(late.encoding == encoding && late.text == Array((rows + Self.korean + rows + Self.korean).utf8))
    }
    let chance = try encoded("카,한국\n", .cp949)
    #expect(decode(chance, step: step).text == Array("카,한국\n".utf8))
    // Bytes that come after the sample change nothing: they are no letters.
    let mixed = decode(Array((Self.korean + rows).utf8) + (try encoded(Self.korean, .cp949)), step: step)
    #expect(mixed.encoding == .utf8 && String(validating: mixed.text, as: UTF8.self) == nil)
  }

  @Test func evidenceIsWeighed() throws {
    // A name cut inside a letter leaves a text in UTF-8 what it is.
    #expect(decode(Array("네이버,검색\n네이".utf8) + [0xEB, 0xB2] + Array("\n".utf8)).encoding == .utf8)
    // A Western capital before a letter of ASCII has the form of a rare syllable.
    #expect(decode(try encoded("Ärger,Ökonom\n", .latin1)).encoding == .latin1)
    #expect(decode(try encoded("café,niño,Zürich\n", .latin1)).encoding == .latin1)
    // What looks like nothing stays UTF-8, its rows to be rejected: a stray byte, Chinese (GBK), Japanese (Shift-JIS).
    #expect(decode(Array("time,channel\n1,x".utf8) + [0xFF] + Array("y\n".utf8)).encoding == .utf8)
    #expect(decode(Array("mail".utf8) + [0xC3] + Array("(x\n".utf8)).encoding == .utf8)
    #expect(decode([0xB9, 0xE3, 0xB8, 0xE6, 0xCB, 0xD1, 0xCB, 0xF7, 0xD3, 0xCA, 0xBC, 0xFE]).encoding == .utf8)
    #expect(decode([0x8D, 0x4C, 0x8D, 0x90, 0x83, 0x81, 0x81, 0x5B, 0x83, 0x8B]).encoding == .utf8)
    // What was named for logs is what a small file is when it is not UTF-8.
    #expect(decode(try encoded("Ä 가\n", .utf8), preferred: .cp949).encoding == .utf8)
    let rare = decode(try encoded("똠\n", .cp949), preferred: .cp949)
    #expect(rare == Decoded(text: Array("똠\n".utf8), encoding: .cp949, isGuess: false))
    // Letters of one byte and NULs between them are no UTF-16.
    #expect(decode([0x61, 0, 0, 0x62, 0x0A, 0x0A]).encoding == .utf8)
    #expect(decode([0x61, 0, 1, 0, 0x62, 0]).encoding == .utf8)
    #expect(decode(Array("time".utf8) + [0]).encoding == .utf8)
  }

  /// What Koreans write in CP949 beside syllables, each of which may be all that a file has beyond ASCII.
  private static let koreanMarks = [
    "“검색”", "“brand”", "‘봄’", "「신규」", "㈜회사", "㈜Naver", "ㅋㅋ", "ㅠㅠㅠ", "lolㅎㅎ", "33㎡", "①차", "②Event", "★SALE★", "★세일★",
    "※Note", "▶클릭", "A·B", "5～9월", "ＡＢＣ", "♥love", "20℃", "→",
  ]
  /// What Western people write, in bytes of which some make up what could be Korean symbols.
  private static let westernWords = [
    "café", "Straße", "“smart quotes”", "l’été", "¡África!", "¡Última oportunidad!", "¡él!", "¡¡Oferta!!", "¡¿Quieres?!", "«été»",
    "§§ 12, 13", "§ 5", "££", "£5", "Müller & Søn", "naïve", "créée", "ÉTÉ", "Größe – 20 %", "Zoë…", "5 €", "20 °C", "señor",
  ]

  @Test func koreanSymbolsAreEvidence() throws {
    for mark in Self.koreanMarks {
      let text = "time,channel\n1,\(mark)\n2,email\n"
      #expect(decode(try encoded(text, .cp949)) == Decoded(text: Array(text.utf8), encoding: .cp949, isGuess: false), "\(mark)")
      #expect(decode(Array(text.utf8)).encoding == .utf8, "\(mark)")
    }
    for word in Self.westernWords {
      let text = "time,channel\n1,\(word)\n2,email\n"
      #expect(decode(try encoded(text, .latin1)).encoding != .cp949, "\(word)")
    }
    // Where no context says which, a Western word is likelier than a star.
    #expect(decode(try encoded("¡Última\n", .latin1)).text == Array("¡Última\n".utf8))
    // Hiragana of EUC-JP stand where the letters of Hunminjeongeum do.
    #expect(decode([0xA4, 0xE9, 0xA4, 0xEA, 0xA4, 0xEB]).encoding == .utf8)
  }

  /// Texts of either kind, mixed at random and cut anywhere: Korean is found, and nothing Western is taken for it.
  @Test func symbolsAndWordsMixedAtRandom() throws {
    var random = Seeded(53)
    var latin = 0
    for _ in 0..<2000 {
      func text(_ words: [String]) -> String {
        (0..<Int.random(in: 1...6, using: &random)).map { _ in
          (words + ["email", "2026-03-01"]).randomElement(using: &random) ?? ""
        }.joined(separator: [",", "\n", " ", "-"].randomElement(using: &random) ?? "")
      }
      let korean = "x," + text(Self.koreanMarks), western = "x," + text(Self.westernWords)
      let step = Int.random(in: 1...40, using: &random)
      let found = decode(try encoded(korean, .cp949), step: step)
      try #require(found.text == Array(korean.utf8), "\(korean)")
      let other = decode(try encoded(western, .latin1), step: step)
      try #require(other.encoding != .cp949, "\(western)")
      if other.encoding == .latin1 { latin += 1 }
    }
    #expect(latin > 500)
  }

  /// Whatever is no letter to iconv leaves a byte that UTF-8 never has; everything else is what iconv makes of it.
  @Test(arguments: [TextEncoding.utf16LE, .utf16BE, .cp949, .latin1])
  func agreesWithIconvOnRandomBytes(encoding: TextEncoding) throws {
    var random = Seeded(51)
    var letters = 0, refused = 0
    for round in 0..<6000 {
      let count = Int.random(in: 0...(round % 2 == 0 ? 4 : 24), using: &random)
      let bytes = (0..<count).map { _ -> UInt8 in
        switch Int.random(in: 0..<4, using: &random) {
        case 0: UInt8.random(in: 0x20...0x7E, using: &random)
        case 1 where encoding == .cp949: UInt8.random(in: 0xA1...0xFE, using: &random)
        case 1: [0, 0xD8, 0xDC, 0xAC].randomElement(using: &random) ?? 0
        default: UInt8.random(in: 0...255, using: &random)
        }
      }
      // A byte-order mark is the decoder's affair, and iconv takes none off where the order is given.
      let text = Array(decode(try encoded("\n", encoding) + bytes, named: encoding).text.dropFirst())
      if let expected = converted(bytes, from: names[encoding] ?? "") {
        try #require(text == expected, "\(bytes)")
        letters += 1
      } else {
        try #require(text.contains(0xFF), "\(bytes)")
        refused += 1
      }
      let whole = decode(bytes, named: encoding)
      for step in [1, 2, 3, 7] { try #require(decode(bytes, named: encoding, step: step) == whole, "\(bytes)") }
    }
    #expect(letters > 500 && refused > 100)
  }

  @Test func everyLetterOfCP949IsKnown() throws {
    var known = 0
    for lead in UInt8(0x81)...0xFE {
      for trail in UInt8(0x41)...0xFE {
        let expected = converted([lead, trail], from: "CP949") ?? []
        let letter = CP949.letter(lead, trail)
        let isLetter = String(validating: expected, as: UTF8.self)?.unicodeScalars.count == 1
        try #require((letter != 0) == isLetter, "\(lead) \(trail)")
        if isLetter { known += 1 }
      }
    }
    #expect(known >= 11_172 + 4_888)
  }

  @Test func noDelimiterIsLostInBrokenText() {
    // A lead byte without its other half, before a comma, a line feed and the end.
    let broken = decode([0xB0] + Array(",a".utf8) + [0xC7] + Array("\n".utf8) + [0xB0], named: .cp949)
    #expect(broken.text == [0xFF] + Array(",a".utf8) + [0xFF, 0x0A, 0xFF])
    let surrogate = decode([0x3D, 0xD8, 0x2C, 0x00, 0x0A, 0x00, 0x00, 0xDC, 0x61], named: .utf16LE)
    #expect(surrogate.text == [0xFF, 0x2C, 0x0A, 0xFF, 0xFF])
    #expect(decode([0x3D, 0xD8, 0x00, 0xDE, 0x3D, 0xD8], named: .utf16LE).text == Array("😀".utf8) + [0xFF])
  }

  @Test func encodingsHaveNames() {
    for encoding in TextEncoding.allCases { #expect(TextEncoding(named: encoding.name) == encoding) }
    let others = ["UTF-16", "EUC-KR", "windows-1252", "ISO-8859-1", "UTF8", "ms949"].map { TextEncoding(named: $0) }
    #expect(others == [.utf16LE, .cp949, .latin1, .latin1, .utf8, .cp949])
    #expect(TextEncoding(named: "shift-jis") == nil)
  }
}
