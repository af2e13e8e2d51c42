import SeededTesting
import Testing

@testable import Events

/// Which paths a line of JSON has, and what stands there.
@Suite struct JSONLeavesTests {
  private func leaves(_ text: String) -> [String: String]? {
    var leaves = JSONLeaves()
    var line = Array((text + "\n").utf8)
    guard let found = leaves.read(&line) else { return nil }
    return Dictionary(
      found.map { (leaves.paths[$0.path], String(decoding: line[$0.value], as: UTF8.self)) }, uniquingKeysWith: { $1 })
  }

  @Test func singleValuesHavePaths() {
    #expect(
      leaves(#" {"time": 1.50, "user": {"id": "u\"1", "ok": true}, "none": null, "e": "", "l": [], "o": {}} "#)
        == ["time": "1.50", "user.id": "u\"1", "user.ok": "true"])
    #expect(
      leaves(#"{"items":[{"id":7,"tags":["a","b"]},{"id":8}],"x":-2}"#) == ["items.0.id": "7", "items.0.tags.0": "a", "x": "-2"])
    #expect(leaves(#"{"k\u0065y":"caf\u00e9"}"#) == ["key": "café"])
  }

  /// What could not be written as a path of `--columns` is passed over.
  @Test func oddKeysArePassedOver() {
    #expect(leaves(#"{"":1,"a[0]":2,"b.":3,"c":4}"#) == ["c": "4"])
    let deep = String(repeating: #"{"a":"#, count: 20) + "1" + String(repeating: "}", count: 20)
    #expect(leaves(deep) == [:])
  }

  @Test(arguments: ["", "x", "[1]", #"{"a":1"#, #"{"a":1}}"#, #"{"a"}"#, #"{"a":01}"#, #"{"a":"\x"}"#])
  func whatIsNoObjectHasNone(_ text: String) { #expect(leaves(text) == nil) }

  /// A value that has a path is what a column by that path reads.
  @Test func aColumnByThePathReadsTheSame() throws {
    let text = #"{"a":{"b":[{"c":"x"}]},"d.e":5,"f":{"g":6}}"#
    for (path, value) in try #require(leaves(text)) {
      var reader = JSONLineReader(
        try JSONPaths([.init(name: "f", column: nil, groups: [.init(texts: [path], prefersCase: true)])]), seed: 1)
      let line = Array((text + "\n").utf8)
      _ = try reader.read(line.span, from: 0)
      let found = reader.found[0]
      #expect(String(decoding: line[Int(found.start)..<Int(found.stop)], as: UTF8.self) == value)
    }
  }

  /// Broken and cut lines end in nothing or in leaves, never in a crash.
  @Test func anyBytesAreRead() {
    var dice = Seeded(5)
    let sample = Array(#"{"a":{"b":"x\"y","c":[1,2,{"d":null}]},"e":-1.5e3,"f":"ü"}"#.utf8)
    for _ in 0..<4000 {
      var line = sample
      for _ in 0..<Int(dice.next() % 4) {
        line[Int(dice.next() % UInt64(line.count))] = UInt8(truncatingIfNeeded: dice.next() % 128)
      }
      line.removeLast(Int(dice.next() % 3))
      line.removeAll { $0 == UInt8(ascii: "\n") }
      line.append(UInt8(ascii: "\n"))
      var leaves = JSONLeaves()
      for leaf in leaves.read(&line) ?? [] {
        #expect(leaf.value.upperBound < line.count && leaves.paths.indices.contains(leaf.path))
      }
    }
  }
}
