import CHash
import Glibc
import Platform

/// The XXH3-128 (seed 0) of bytes that come in pieces.
@safe final class FileDigest {
  private let hash: OpaquePointer

  init() throws(StreamFailure) {
    guard let hash = unsafe chash_stream_create() else { throw .unreadable(SystemFailure("malloc", number: ENOMEM)) }
    unsafe self.hash = hash
  }

  deinit { unsafe chash_stream_destroy(hash) }

  func add(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      if let base = bytes.baseAddress { unsafe chash_stream_add(hash, base, bytes.count) }
    }
  }

  func reset() { unsafe chash_stream_reset(hash) }

  /// Of all bytes so far, as 32 hexadecimal digits.
  var text: String {
    let value = unsafe chash_stream_value(hash)
    return Self.hexadecimal(value.high) + Self.hexadecimal(value.low)
  }

  private static func hexadecimal(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
