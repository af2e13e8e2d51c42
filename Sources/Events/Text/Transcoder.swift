/// Turns text of an encoding into UTF-8, piece by piece: any cut of the bytes gives the same.
///
/// What is no letter becomes the byte 0xFF, which UTF-8 never has: its record is rejected for bad encoding, and no letter
/// is made up. ASCII after such a byte stays, so that no delimiter and no line feed is lost.
struct Transcoder: Sendable {
  private static let noLetter: UInt8 = 0xFF

  let encoding: TextEncoding
  private let isLittleEndian: Bool
  /// The byte before, when it and the next make up one unit or letter.
  private var first: UInt8?
  /// The surrogate before, when it and the next make up one letter.
  private var high: UInt16?

  init(_ encoding: TextEncoding) {
    self.encoding = encoding
    isLittleEndian = encoding == .utf16LE
  }

  /// Appends the characters that end in `bytes`. About 1 ns a byte of ASCII.
  mutating func transcode(_ bytes: Span<UInt8>, into text: inout [UInt8]) {
    switch encoding {
    case .utf8: text.append(bytes)
    case .utf16LE, .utf16BE:
      for i in bytes.indices { addUTF16(bytes[i], to: &text) }
    case .cp949: eachHigh(bytes, into: &text) { $0.addCP949($1, to: &$2) }
    case .latin1: eachHigh(bytes, into: &text) { $0.addLatin1($1, to: &$2) }
    }
  }

  /// Nothing follows: half a letter is none.
  mutating func finish(into text: inout [UInt8]) {
    if first != nil || high != nil { text.append(Self.noLetter) }
    first = nil
    high = nil
  }

  /// Copies ASCII and has every other byte, and those after half a letter, added.
  private mutating func eachHigh(
    _ bytes: Span<UInt8>, into text: inout [UInt8], add: (inout Transcoder, UInt8, inout [UInt8]) -> Void
  ) {
    var i = 0
    while i < bytes.count {
      if first == nil {
        let plain = bytes.extracting(i..<bytes.count).firstHigh
        text.append(bytes.extracting(i..<i + plain))
        i += plain
        if i == bytes.count { return }
      }
      add(&self, bytes[i], &text)
      i += 1
    }
  }

  private mutating func addUTF16(_ byte: UInt8, to text: inout [UInt8]) {
    guard let other = first else {
      first = byte
      return
    }
    first = nil
    let unit = isLittleEndian ? UInt16(byte) << 8 | UInt16(other) : UInt16(other) << 8 | UInt16(byte)
    if let before = high {
      high = nil
      if (0xDC00...0xDFFF).contains(unit) {
        Self.add(0x10000 + (UInt32(before) - 0xD800) << 10 + UInt32(unit) - 0xDC00, to: &text)
        return
      }
      text.append(Self.noLetter)
    }
    switch unit {
    case 0xD800...0xDBFF: high = unit
    case 0xDC00...0xDFFF: text.append(Self.noLetter)
    default: Self.add(UInt32(unit), to: &text)
    }
  }

  private mutating func addCP949(_ byte: UInt8, to text: inout [UInt8]) {
    guard let lead = first else {
      if byte == 0x80 || byte == 0xFF { text.append(Self.noLetter) } else { first = byte }
      return
    }
    first = nil
    let letter = CP949.letter(lead, byte)
    if letter != 0 {
      Self.add(UInt32(letter), to: &text)
    } else {
      text.append(Self.noLetter)
      if byte < 0x80 { text.append(byte) }
    }
  }

  private mutating func addLatin1(_ byte: UInt8, to text: inout [UInt8]) {
    let letter = byte < 0xA0 ? Self.windows1252[Int(byte) - 0x80] : UInt16(byte)
    if letter == 0 { text.append(Self.noLetter) } else { Self.add(UInt32(letter), to: &text) }
  }

  /// Where windows-1252 differs from ISO-8859-1, which has control characters there: the bytes from 0x80 to 0x9F; 0 for
  /// the five that mean nothing.
  private static let windows1252: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
  ]

  private static func add(_ letter: UInt32, to text: inout [UInt8]) {
    func last(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(truncatingIfNeeded: letter >> shift) & 0x3F }
    if letter < 0x80 {
      text.append(UInt8(letter))
    } else if letter < 0x800 {
      text.append(0xC0 | UInt8(letter >> 6))
      text.append(last(0))
    } else if letter < 0x10000 {
      text.append(0xE0 | UInt8(letter >> 12))
      text.append(last(6))
      text.append(last(0))
    } else {
      text.append(0xF0 | UInt8(letter >> 18))
      text.append(last(12))
      text.append(last(6))
      text.append(last(0))
    }
  }
}
