import SeededTesting
import Testing
import Values

@testable import Journeys

@Suite struct KeyMapTests {
  @Test(arguments: [0, 1, 31, 32, 33, 64, 5000])
  func agreesWithADictionary(count: Int) {
    var random = Seeded(UInt64(count))
    var map = KeyMap()
    var slow: [JourneyKey: JourneyKey] = [:]
    // Few low halves, so that keys meet in one place and differ in the high half alone.
    func key() -> JourneyKey {
      JourneyKey(
        low: random.next() % UInt64(count / 4 + 1), high: UInt32(truncatingIfNeeded: random.next()) & EventCell.keyHighMask)
    }
    #expect(map.isEmpty && map[key()] == nil)
    while slow.count < count {
      let (new, value) = (key(), key())
      if slow[new] != nil { continue }
      map.insert(new, value)
      slow[new] = value
    }
    #expect(map.count == count && map.isEmpty == (count == 0))
    for (key, value) in slow { #expect(map[key] == value && map[key.low, key.high] == value) }
    for _ in 0..<1000 {
      let other = key()
      #expect(map[other] == slow[other])
    }
  }

  /// Rows do not store the bits that chose their partition, so keys are compared without them.
  @Test func theBitsOfThePartitionDoNotMatter() {
    var map = KeyMap()
    let value = JourneyKey(low: 7, high: 0xFFFF_FFFF)
    map.insert(JourneyKey(low: 5, high: 0xAB00_0001), value)
    #expect(map[5, 0x0000_0001] == value && map[5, 0xCD00_0001] == value)
    #expect(map[5, 0xAB00_0002] == nil)
    #expect(map.count == 1)
  }

  @Test func pairsOfKeysHaveKeysOfTheirOwn() {
    var random = Seeded(3)
    let keys = (0..<200).map { _ in JourneyKey(low: random.next(), high: UInt32(truncatingIfNeeded: random.next())) }
    var pairs: Set<JourneyKey> = []
    for a in keys { for b in keys { pairs.insert(a.beside(b)) } }
    #expect(pairs.count == 40_000)
    // The same whether the partition's bits are known or not.
    let stored = JourneyKey(low: keys[0].low, high: keys[0].high & EventCell.keyHighMask)
    #expect(stored.beside(keys[1]) == keys[0].beside(keys[1]))
  }
}
