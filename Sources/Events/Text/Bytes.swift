import CHash
import CScan
import Glibc

/// Small checks on the bytes of a field, without making a `String`.
extension Span where Element == UInt8 {
  /// The range left when ASCII spaces, tabs and carriage returns around `range` are cut off.
  @inline(__always)
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    // Nearly every field begins and ends with a letter.
    if !range.isEmpty, self[range.lowerBound] > 0x20, self[range.upperBound - 1] > 0x20 { return range }
    var low = range.lowerBound, high = range.upperBound
    while low < high, self[low] <= 0x20 { low += 1 }
    while low < high, self[high - 1] <= 0x20 { high -= 1 }
    return low..<high
  }

  /// Eight bytes as a little-endian number.
  @inline(__always)
  func eight(at offset: Int) -> UInt64 {
    unsafe UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// Whether the bytes are those of `text`, ASCII case ignored; `lowercase` is in lower case.
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

  /// The offset of the first byte beyond ASCII; `count` where there is none. About 1 ns for 64 bytes.
  var firstHigh: Int {
    unsafe withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      return unsafe cscan_first_high(base, bytes.count)
    }
  }

  /// The offset of the first such byte from `start` on; `count` where there is none. At the speed of `memchr`.
  func firstOffset(of byte: UInt8, from start: Int) -> Int {
    unsafe withUnsafeBufferPointer { bytes in
      guard start < bytes.count, let base = bytes.baseAddress else { return bytes.count }
      guard let found = unsafe memchr(base + start, Int32(byte), bytes.count - start) else { return bytes.count }
      return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
  }

  /// Whether a byte beyond ASCII is among those of a range.
  func hasHigh(in range: Range<Int>) -> Bool {
    unsafe extracting(range).withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return false }
      return unsafe cscan_any_high(base, bytes.count) != 0
    }
  }

  /// XXH3-64 of a range's bytes under a secret seed, for tables that compare what they find.
  func hash(_ range: Range<Int>, seed: UInt64) -> UInt64 {
    unsafe withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return seed }
      precondition(range.upperBound <= bytes.count)
      return unsafe chash_bytes64(base + range.lowerBound, range.count, seed)
    }
  }
}

/// Parts of a JSON line, and its keys, by whole vectors.
extension Span where Element == UInt8 {
  /// The byte after a value that a glance is enough for: most are. 0 for others.
  @inline(__always)
  func plainValueEnd(_ start: Int) -> Int {
    unsafe withUnsafeBufferPointer { b in
      guard let base = b.baseAddress else { return 0 }
      return unsafe cscan_plain_value(base, start, b.count)
    }
  }

  /// The first byte from `start` on that a plain part of a string cannot have: a quote, a backslash, a control character.
  @inline(__always)
  func plainEnd(_ start: Int) -> Int {
    unsafe withUnsafeBufferPointer { b in
      guard let base = b.baseAddress else { return start }
      return unsafe start + cscan_plain_run(base + start, b.count - start)
    }
  }

  /// Whether so many bytes from `start` on, 32 at most, are those of another text. Both have 32 bytes there to read.
  @inline(__always)
  func isSame(from start: Int, as other: Span<UInt8>, from otherStart: Int, count length: Int) -> Bool {
    unsafe withUnsafeBufferPointer { bytes in
      unsafe other.withUnsafeBufferPointer { others in
        guard let b = bytes.baseAddress, let o = others.baseAddress else { return false }
        return unsafe cscan_same(b + start, o + otherStart, length) != 0
      }
    }
  }
}

extension Array where Element == UInt8 {
  /// Appends at the speed of copying.
  mutating func append(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}

@inline(__always)
func asciiLowercased(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

@inline(__always)
func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

enum ASCII {
  static let feed = UInt8(ascii: "\n"), quote = UInt8(ascii: "\""), space = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t"), backslash = UInt8(ascii: "\\")
}
