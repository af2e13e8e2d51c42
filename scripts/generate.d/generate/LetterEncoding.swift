import ArgumentParser
import Glibc

/// How letters become bytes.
enum LetterEncoding: String, CaseIterable, ExpressibleByArgument, Sendable {
  case utf8 = "utf-8"
  case utf16 = "utf-16le"
  case cp949

  /// Bytes of a text; of UTF-16 those of UTF-8, which `LogFile` widens at the end.
  ///
  /// - Throws: `GenerateError` where the system has no converter or CP949 no such letter.
  func bytes(_ text: String) throws(GenerateError) -> [UInt8] {
    self == .cp949 ? try LetterEncoding.cp949Bytes(text) : Array(text.utf8)
  }

  /// The corresponding C function is `iconv`.
  private static func cp949Bytes(_ text: String) throws(GenerateError) -> [UInt8] {
    let descriptor = unsafe iconv_open("CP949", "UTF-8")
    guard Int(bitPattern: descriptor) != -1 else { throw GenerateError("the system's iconv does not know CP949") }
    defer { unsafe iconv_close(descriptor) }
    var input = text.utf8.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: input.count + 1)
    let left = unsafe input.withUnsafeMutableBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        var from = source.baseAddress
        var fromCount = source.count
        var to = target.baseAddress
        var toCount = target.count
        let result = unsafe iconv(descriptor, &from, &fromCount, &to, &toCount)
        return result == 0 ? toCount : -1
      }
    }
    guard left >= 0 else { throw GenerateError("CP949 has no letters for '\(text)'") }
    return output.dropLast(left).map { UInt8(bitPattern: $0) }
  }

  /// UTF-8 as UTF-16, little-endian.
  static func utf16(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var wide: [UInt8] = []
    wide.reserveCapacity(2 * bytes.count)
    unsafe _ = transcode(
      bytes.makeIterator(), from: UTF8.self, to: UTF16.self, stoppingOnError: false,
      into: { unit in
        wide.append(UInt8(truncatingIfNeeded: unit))
        wide.append(UInt8(truncatingIfNeeded: unit >> 8))
      })
    return wide
  }
}
