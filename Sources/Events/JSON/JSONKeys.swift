/// What the lines of a JSON log have of the keys that are looked for, gathered block by block.
public struct JSONKeys: Sendable, Equatable {
  /// By spelling of `JSONPaths`: some line has a value there that is not empty.
  var seen: [Bool] = []
  /// The outermost keys of the first line that is an object, for a message: some of them, objects with `.…` behind them.
  private(set) var names: [String] = []
  /// How many there are.
  private(set) var nameCount = 0

  /// As many as a message shows.
  private static let mostNames = 20
  /// Some line is an object.
  public private(set) var hasObject = false

  public init() {}

  mutating func removeAll() {
    seen.removeAll(keepingCapacity: true)
    names.removeAll(keepingCapacity: true)
    nameCount = 0
    hasObject = false
  }

  /// Adds what another block of the log has; `isEarlier`: that block comes before all blocks added so far.
  public mutating func add(_ other: JSONKeys, isEarlier: Bool) {
    if seen.count < other.seen.count { seen += repeatElement(false, count: other.seen.count - seen.count) }
    for i in other.seen.indices where other.seen[i] { seen[i] = true }
    if other.hasObject, isEarlier || !hasObject { (names, nameCount) = (other.names, other.nameCount) }
    hasObject = hasObject || other.hasObject
  }

  /// Notes the keys of the first object, a line that is well formed. O(its bytes), for one line of a block.
  mutating func note(_ line: Span<UInt8>, from start: Int) {
    hasObject = true
    var depth = 0
    var at = start
    while line[at] != ASCII.feed {
      let byte = line[at]
      at += 1
      switch byte {
      case JSONByte.openBrace, JSONByte.openBracket: depth += 1
      case JSONByte.closeBrace, JSONByte.closeBracket: depth -= 1
      case ASCII.quote:
        let first = at
        while line[at] != ASCII.quote { at += line[at] == ASCII.backslash ? 2 : 1 }
        at = line.afterBlanks(at + 1)
        guard depth == 1, line[at] == JSONByte.colon else { continue }
        nameCount += 1
        if names.count == Self.mostNames { continue }
        let end = (first..<at).last { line[$0] == ASCII.quote } ?? first
        let isObject = line[line.afterBlanks(at + 1)] == JSONByte.openBrace
        names.append(line.extracting(first..<end).text(atMost: 40) + (isObject ? ".…" : ""))
      default: continue
      }
    }
  }
}
