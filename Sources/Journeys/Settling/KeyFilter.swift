/// A set of keys that may contain more than was put in, never less: one bit per key, by its lowest bits.
struct KeyFilter {
  private var words: [UInt64] = []
  private var mask: UInt64 = 0

  /// Empties the filter and sizes it for a partition of `rows` rows.
  mutating func reset(rows: Int) {
    var bits = PartitionPolicy.leastFilterBits
    while bits < rows * PartitionPolicy.filterBitsPerRow { bits *= 2 }
    if words.count * 64 == bits {
      for i in words.indices { words[i] = 0 }
    } else {
      words = Array(repeating: 0, count: bits / 64)
    }
    mask = UInt64(bits - 1)
  }

  @inline(__always)
  mutating func insert(_ keyLow: UInt64) {
    let bit = keyLow & mask
    words[Int(bit >> 6)] |= 1 << (bit & 63)
  }

  @inline(__always)
  func mayContain(_ keyLow: UInt64) -> Bool {
    let bit = keyLow & mask
    return words[Int(bit >> 6)] >> (bit & 63) & 1 != 0
  }
}
