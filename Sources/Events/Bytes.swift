/// Small questions about the bytes of a field, asked without making a `String`.
extension Span where Element == UInt8 {
  /// The range left when ASCII spaces, tabs and carriage returns around `range` are cut off.
  @inline(__always)
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var low = range.lowerBound, high = range.upperBound
    while low < high, self[low] <= 0x20 { low += 1 }
    while low < high, self[high - 1] <= 0x20 { high -= 1 }
    return low..<high
  }

  /// Whether the bytes are those of `text`, capitals and small ASCII letters being alike; `lowercase` is in small ones.
  func equals(lowercase: [UInt8]) -> Bool {
    guard count == lowercase.count else { return false }
    for i in 0..<count where asciiLowercased(self[i]) != lowercase[i] { return false }
    return true
  }

  /// The bytes as text, invalid UTF-8 repaired, cut after `limit` bytes at a character's end.
  func text(atMost limit: Int = .max) -> String {
    var end = Swift.min(count, limit)
    while end > 0, end < count, self[end] & 0xC0 == 0x80 { end -= 1 }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(end)
    for i in 0..<end { bytes.append(self[i]) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether all bytes are well-formed UTF-8.
  var isUTF8: Bool {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: self)
      return true
    } catch {
      return false
    }
  }

  func countOf(_ byte: UInt8, in range: Range<Int>) -> Int {
    var found = 0
    for i in range where self[i] == byte { found += 1 }
    return found
  }
}

@inline(__always)
func asciiLowercased(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

@inline(__always)
func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

enum ASCII {
  static let feed = UInt8(ascii: "\n"), quote = UInt8(ascii: "\""), space = UInt8(ascii: " ")
  static let backslash = UInt8(ascii: "\\")
}
