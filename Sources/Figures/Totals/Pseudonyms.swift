import CNettle

/// Names for journeys from which no one without the key can tell the id: HMAC-SHA256 over `kind:id`, cut to 128 bits.
///
/// Any database can recompute the names, to join the list with its own tables:
/// `left(encode(hmac('account_id:' || id, key, 'sha256'), 'hex'), 32)` in PostgreSQL. Source: RFC 2104, FIPS 198-1.
struct Pseudonyms {
  private var state = hmac_sha256_ctx()

  /// Names under this key.
  init(key: [UInt8]) { unsafe nettle_hmac_sha256_set_key(&state, key.count, key) }

  /// The name of a journey with this id: 32 hexadecimal digits. About 0.5 µs.
  mutating func name(of id: CreditList.ID) -> [UInt8] {
    let text = Array(id.kind.utf8) + [UInt8(ascii: ":")] + id.text
    var digest = [UInt8](repeating: 0, count: Self.bytes)
    unsafe nettle_hmac_sha256_update(&state, text.count, text)
    unsafe nettle_hmac_sha256_digest(&state, digest.count, &digest)
    var hex: [UInt8] = []
    hex.reserveCapacity(2 * Self.bytes)
    for byte in digest {
      hex.append(Self.digits[Int(byte >> 4)])
      hex.append(Self.digits[Int(byte & 15)])
    }
    return hex
  }

  private static let bytes = 16
  private static let digits = Array("0123456789abcdef".utf8)
}
