import Values

/// A map from the keys of one partition to keys anywhere: open addressing, at most half full. Keys are compared without the
/// bits that chose the partition, as rows store them.
struct KeyMap: Sendable {
  /// A key and its value are on one cache line, or two.
  private struct Entry: BitwiseCopyable {
    var low: UInt64
    var valueLow: UInt64
    var high: UInt32
    var valueHigh: UInt32
  }

  private var entries: [Entry] = []
  /// By slot: eight bits of the key, never 0; 0 for an empty slot. Most keys asked for are not there, and a byte a slot
  /// stays in the first cache.
  private var tags: [UInt8] = []
  private(set) var count = 0

  init() {}

  /// A map with room for so many keys.
  init(keys: Int) { if keys > 0 { resize(keys) } }

  var isEmpty: Bool { count == 0 }

  /// The value of a key. O(1).
  @inline(__always)
  subscript(low: UInt64, high: UInt32) -> JourneyKey? {
    if count == 0 { return nil }
    let high = high & EventCell.keyHighMask
    let tag = Self.tag(low)
    var i = Int(truncatingIfNeeded: low) & (tags.count - 1)
    while tags[i] != 0 {
      if tags[i] == tag {
        let entry = entries[i]
        if entry.low == low, entry.high == high { return JourneyKey(low: entry.valueLow, high: entry.valueHigh) }
      }
      i = (i + 1) & (tags.count - 1)
    }
    return nil
  }

  subscript(key: JourneyKey) -> JourneyKey? { self[key.low, key.high] }

  /// Adds a key that is not there yet.
  mutating func insert(_ key: JourneyKey, _ value: JourneyKey) {
    if (count + 1) * 2 > tags.count { resize(max(32, tags.count)) }
    count += 1
    put(Entry(low: key.low, valueLow: value.low, high: key.high & EventCell.keyHighMask, valueHigh: value.high))
  }

  private static func tag(_ low: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: low >> 56) | 1 }

  private mutating func put(_ entry: Entry) {
    var i = Int(truncatingIfNeeded: entry.low) & (tags.count - 1)
    while tags[i] != 0 { i = (i + 1) & (tags.count - 1) }
    tags[i] = Self.tag(entry.low)
    entries[i] = entry
  }

  private mutating func resize(_ keys: Int) {
    let (oldTags, oldEntries) = (tags, entries)
    var slots = 64
    while slots < keys * 2 { slots *= 2 }
    tags = Array(repeating: 0, count: slots)
    entries = Array(repeating: Entry(low: 0, valueLow: 0, high: 0, valueHigh: 0), count: slots)
    for i in oldTags.indices where oldTags[i] != 0 { put(oldEntries[i]) }
  }
}

extension JourneyKey {
  /// The key of a pair of keys, for rows that have a user and an anonymous id. It is of the user's partition.
  func beside(_ other: JourneyKey) -> JourneyKey {
    JourneyKey(
      low: low ^ (other.low &* 0x9E37_79B9_7F4A_7C15 &+ 0x85EB_CA6B),
      high: (high & EventCell.keyHighMask) ^ (other.high & EventCell.keyHighMask) &* 31)
  }
}
