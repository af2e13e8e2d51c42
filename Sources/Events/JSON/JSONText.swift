/// What a JSON line is made of: blanks, strings, numbers, words. Each checks RFC 8259's grammar and gives where it ends.
///
/// A line ends with a line feed, at which each of them stops, so none looks beyond it.
extension Span where Element == UInt8 {
  /// The first byte from `start` on that is no space, tab or carriage return.
  @inline(__always)
  func afterBlanks(_ start: Int) -> Int {
    var at = start
    while self[at] <= 0x20, self[at] == 0x20 || self[at] == 0x09 || self[at] == 0x0D { at &+= 1 }
    return at
  }

  /// The closing quote of a string whose first byte is at `start`, and whether it contains a backslash.
  @inline(__always)
  func stringEnd(_ start: Int) throws(JSONFault) -> (end: Int, isEscaped: Bool) {
    let end = plainEnd(start)
    if self[end] == ASCII.quote { return (end, false) }
    return try escapedStringEnd(end)
  }

  private func escapedStringEnd(_ start: Int) throws(JSONFault) -> (end: Int, isEscaped: Bool) {
    var at = start
    while self[at] != ASCII.quote {
      if self[at] != ASCII.backslash {
        throw JSONFault(kind: self[at] == ASCII.feed ? .unclosedString : .controlCharacter, at: at)
      }
      switch self[at + 1] {
      case ASCII.quote, ASCII.backslash, UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
        UInt8(ascii: "r"), UInt8(ascii: "t"):
        at += 2
      case UInt8(ascii: "u"):
        for digit in at + 2..<at + 6 where hexDigit(self[digit]) == nil { throw JSONFault(kind: .badEscape, at: at) }
        at += 6
      default: throw JSONFault(kind: .badEscape, at: at)
      }
      at = plainEnd(at)
    }
    return (at, true)
  }

  /// The byte after a number.
  @inline(__always)
  func numberEnd(_ start: Int) throws(JSONFault) -> Int {
    var at = start
    if self[at] == UInt8(ascii: "-") { at += 1 }
    if self[at] == UInt8(ascii: "0") { at += 1 } else { at = try digitsEnd(at, start) }
    if self[at] == UInt8(ascii: ".") { at = try digitsEnd(at + 1, start) }
    if self[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      if self[at] == UInt8(ascii: "+") || self[at] == UInt8(ascii: "-") { at += 1 }
      at = try digitsEnd(at, start)
    }
    return at
  }

  @inline(__always)
  private func digitsEnd(_ first: Int, _ start: Int) throws(JSONFault) -> Int {
    var at = first
    while isDigit(self[at]) { at += 1 }
    if at == first { throw JSONFault(kind: .badNumber, at: start) }
    return at
  }
}

/// Writes the characters that a string's escapes mean over the string itself, which only becomes shorter.
enum JSONEscapes {
  /// Where the string ends now; its former room is filled with quotes, so that no half letter is left there.
  ///
  /// The escapes have been checked. Half a surrogate pair is no character: U+FFFD replaces it, three bytes for six.
  static func replace(in bytes: inout [UInt8], _ string: Range<Int>) -> Int {
    var read = string.lowerBound, write = read
    while read < string.upperBound {
      let byte = bytes[read]
      read += 1
      if byte != ASCII.backslash {
        bytes[write] = byte
        write += 1
        continue
      }
      let escape = bytes[read]
      read += 1
      if escape == UInt8(ascii: "u") {
        for unit in UTF8.encode(character(bytes, &read, string.upperBound)) ?? UTF8.encodedReplacementCharacter {
          bytes[write] = unit
          write += 1
        }
      } else {
        bytes[write] = plain(escape)
        write += 1
      }
    }
    for i in write..<string.upperBound { bytes[i] = ASCII.quote }
    return write
  }

  private static func plain(_ escape: UInt8) -> UInt8 {
    switch escape {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: escape
    }
  }

  /// The character of `\uXXXX`, or of two of them that are a pair; `read` is the offset after the `u` and moves past them.
  private static func character(_ bytes: [UInt8], _ read: inout Int, _ end: Int) -> Unicode.Scalar {
    let first = unit(bytes, read)
    read += 4
    guard first & 0xFC00 == 0xD800, read + 6 <= end, bytes[read] == ASCII.backslash, bytes[read + 1] == UInt8(ascii: "u")
    else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
    let second = unit(bytes, read + 2)
    guard second & 0xFC00 == 0xDC00 else { return "\u{FFFD}" }
    read += 6
    return Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + second & 0x3FF) ?? "\u{FFFD}"
  }

  private static func unit(_ bytes: [UInt8], _ start: Int) -> UInt32 {
    var value: UInt32 = 0
    for i in start..<start + 4 { value = value << 4 | UInt32(hexDigit(bytes[i]) ?? 0) }
    return value
  }
}

@inline(__always)
private func hexDigit(_ byte: UInt8) -> UInt8? {
  if isDigit(byte) { return byte &- 0x30 }
  let letter = (byte | 0x20) &- 0x61
  return letter < 6 ? letter + 10 : nil
}
