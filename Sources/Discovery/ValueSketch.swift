import Values

/// A sample of the different values of a column, by which it is told whether two columns hold the same ids.
///
/// The smallest hashes of all values: the same values give the same sketch in any order, and the sketches of two columns
/// hold the same of what both have.
///
/// Source: bottom-k sketches, Cohen and Kaplan, "Summarizing data using bottom-k sketches", PODC 2007.
struct ValueSketch: Sendable {
  /// Ascending, each once.
  private(set) var hashes: [UInt64] = []

  /// Enough to find one value in fifty shared.
  static let most = 512
  private static let leastDigits = 8

  /// Short numbers count for nothing: customers and orders are both numbered from 1.
  mutating func add(_ value: Span<UInt8>) {
    if value.count < Self.leastDigits, (0..<value.count).allSatisfy({ value[$0] &- 0x30 < 10 }) { return }
    insert(Self.hash(value))
  }

  static func += (a: inout ValueSketch, b: ValueSketch) {
    for hash in b.hashes { a.insert(hash) }
  }

  /// Whether the two columns have values in common: at least three of those that both sketches could hold, and a tenth of
  /// the smaller one's. Gives how many percent of the smaller one's values those are.
  func share(with other: ValueSketch) -> Int? {
    // Beyond the end of a full sketch nothing is known of its column.
    let end = min(end, other.end)
    let mine = hashes.prefix { $0 <= end }, others = Set(other.hashes.prefix { $0 <= end })
    let both = mine.count { others.contains($0) }, fewer = min(mine.count, others.count)
    return both >= 3 && both * 10 >= fewer ? both * 100 / fewer : nil
  }

  private var end: UInt64 { hashes.count < Self.most ? .max : hashes.last ?? .max }

  private mutating func insert(_ hash: UInt64) {
    if hashes.count == Self.most, let last = hashes.last, hash >= last { return }
    let index = hashes.partitioningIndex { $0 >= hash }
    if index < hashes.count, hashes[index] == hash { return }
    hashes.insert(hash, at: index)
    if hashes.count > Self.most { hashes.removeLast() }
  }

  /// FNV-1a, its bits mixed as in MurmurHash3's end, for the smallest are to be any of them.
  private static func hash(_ value: Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for i in 0..<value.count { hash = (hash ^ UInt64(value[i])) &* 0x100_0000_01B3 }
    hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
    hash = (hash ^ hash >> 33) &* 0xC4CE_B9FE_1A85_EC53
    return hash ^ hash >> 33
  }
}
