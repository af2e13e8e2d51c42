import CHash

/// The digest of bytes in one piece, to compare with the one made while reading.
enum XXH3 {
  static func hexadecimal(_ bytes: [UInt8]) -> String {
    let hash = unsafe bytes.withUnsafeBytes { unsafe chash_bytes128($0.baseAddress, $0.count, 0) }
    return [hash.high, hash.low].map { half in
      let digits = String(half, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
