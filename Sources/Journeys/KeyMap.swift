import Values

/// From the keys of one partition to keys anywhere: open addressing, half full at most. Keys are compared without the bits
/// that chose the partition, as rows store them.
struct KeyMap: Sendable {
  private var lows: [UInt64] = []
  private var highs: [UInt32] = []
  /// The place of the value + 1; 0: empty.
  private var places: [UInt32] = []
  private(set) var values: [JourneyKey] = []

  var count: Int { values.count }
  var isEmpty: Bool { values.isEmpty }

  /// The value of a key. O(1).
  @inline(__always)
  subscript(low: UInt64, high: UInt32) -> JourneyKey? {
    if values.isEmpty { return nil }
    let high = high & EventCell.keyHighMask
    var i = Int(truncatingIfNeeded: low) & (places.count - 1)
    while places[i] != 0 {
      if lows[i] == low, highs[i] == high { return values[Int(places[i]) - 1] }
      i = (i + 1) & (places.count - 1)
    }
    return nil
  }

  subscript(key: JourneyKey) -> JourneyKey? { self[key.low, key.high] }

  /// Adds a key that is not there yet.
  mutating func insert(_ key: JourneyKey, _ value: JourneyKey) {
    if (values.count + 1) * 2 > places.count { grow() }
    values.append(value)
    put(key.low, key.high & EventCell.keyHighMask, UInt32(values.count))
  }

  private mutating func put(_ low: UInt64, _ high: UInt32, _ place: UInt32) {
    var i = Int(truncatingIfNeeded: low) & (places.count - 1)
    while places[i] != 0 { i = (i + 1) & (places.count - 1) }
    lows[i] = low
    highs[i] = high
    places[i] = place
  }

  private mutating func grow() {
    let old = places.indices.filter { places[$0] != 0 }.map { (lows[$0], highs[$0], places[$0]) }
    let size = max(64, places.count * 2)
    lows = Array(repeating: 0, count: size)
    highs = Array(repeating: 0, count: size)
    places = Array(repeating: 0, count: size)
    for (low, high, place) in old { put(low, high, place) }
  }
}

extension JourneyKey {
  /// A key for a pair of keys: for rows that name a user and an anonymous id. The partition's bits are the user's.
  func beside(_ other: JourneyKey) -> JourneyKey {
    JourneyKey(
      low: low ^ (other.low &* 0x9E37_79B9_7F4A_7C15 &+ 0x85EB_CA6B), high: (high & EventCell.keyHighMask) ^ (other.high & EventCell.keyHighMask) &* 31)
  }
}
