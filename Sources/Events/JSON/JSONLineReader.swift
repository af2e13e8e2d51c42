/// Checks lines of JSON, every value of them, and finds the wanted ones.
///
/// Pure and safe: any line ends in its fields or in a `JSONFault`. Numbers, `true` and `false` are their own text; a string is the
/// text between its quotes; `null`, `""`, `[]` and `{}` are nothing. Nothing is decoded that is not wanted.
///
/// Clever because a log's lines are written by one program. A line with the same bytes between its values as an earlier one is read
/// by its shape (`JSONLineShape`, in C): 60 ns. Any other is read key by key, each key guessed from the one before (`JSONKeyMemo`):
/// 250 ns for 264 bytes and ten keys. The grammar is in `JSONText` alone. The shape reads plain values only, so whatever is checked
/// or counted here for a value must hold for those as well; `usesShapes` lets tests compare the two ways.
struct JSONLineReader {
  /// The location of a field's value.
  struct Found: BitwiseCopyable {
    var start: UInt32
    var stop: UInt32
    /// The rank it was found with.
    var rank: Int32
    /// The value contains escapes.
    var isEscaped: Bool
    /// Offset of a second value of the same rank; -1: there is none.
    var second: Int32 = -1

    static let nothing = Found(start: 0, stop: 0, rank: .max, isEscaped: false)
  }

  /// An object or array that is open.
  private struct Level: BitwiseCopyable {
    /// Which keys are wanted in it; -1: none.
    var node: Int32
    /// Index of the next element.
    var element = 0
    var closer: UInt8
    /// A key on the way differs from the path in case.
    var isInexact = false
  }

  /// What a value is for.
  private struct Use: BitwiseCopyable {
    var target = -1
    var isInexact = false
  }

  /// Objects and arrays inside each other: no log has a tenth of it, and more is an attack on those that recurse.
  static let mostDepth = 512

  let paths: JSONPaths
  private var memo: JSONKeyMemo
  private var parents: [Level]
  /// Of the line read last, by field.
  private(set) var found: [Found]
  /// Some field of the line read last had a second value.
  private var hasSecond = false
  /// Fields for which the last line read has an object or array, with its offset.
  private var containers: [(leaf: JSONPaths.Leaf, at: Int)] = []
  /// By index of `JSONPaths.spellings`: 1 if some line has a value there that is not empty.
  private(set) var seen: [UInt8]
  /// The line feeds of the lines that were last read by shape.
  private(set) var feeds = [UInt32](repeating: 0, count: ReadingPolicy.linesAtOnce)
  private var shapes = JSONLineShapes()
  /// Off, every line is read key by key; for tests.
  var usesShapes = true
  /// The scalars of the last line read, while its shape is to be learnt.
  private var scalars: [JSONLineShape.Scalar] = []
  private var isLearning = false

  init(_ paths: JSONPaths, seed: UInt64) {
    self.paths = paths
    memo = JSONKeyMemo(seed: seed)
    parents = Array(repeating: Level(node: -1, closer: 0), count: Self.mostDepth)
    found = Array(repeating: .nothing, count: paths.fields.count)
    seen = Array(repeating: 0, count: paths.spellings.count)
  }

  /// Forgets which names were seen.
  mutating func startBlock() {
    for i in seen.indices { seen[i] = 0 }
  }

  /// Reads lines from `at` on that have the shape of an earlier line, and moves `at` behind them. Returns their number.
  ///
  /// Their fields are in `starts` and `stops` from index `firstField` on, one line after the other, without escapes; their line feeds
  /// in `feeds`.
  mutating func readAlike(
    _ bytes: Span<UInt8>, from at: inout Int, most: Int, _ starts: inout [UInt32], _ stops: inout [UInt32], firstField: Int
  ) -> Int {
    if !usesShapes { return 0 }
    return shapes.read(bytes, from: &at, most: most, &starts, &stops, firstField: firstField, feeds: &feeds, seen: &seen)
  }

  /// Reads the line that starts at `start` and ends with a line feed. Returns the line feed's offset.
  mutating func read(_ bytes: Span<UInt8>, from start: Int) throws(JSONFault) -> Int {
    isLearning = usesShapes && shapes.isLearning
    if isLearning { scalars.removeAll(keepingCapacity: true) }
    let end = try readByKeys(bytes, from: start)
    if isLearning {
      // Lines of one shape may differ in which of two values is read, and in whether an object is found in place of a value.
      let isPlain = containers.isEmpty && !hasSecond
      shapes.learn(isPlain ? JSONLineShape(of: start..<end, in: bytes, scalars, paths) : nil)
    }
    return end
  }

  private mutating func readByKeys(_ bytes: Span<UInt8>, from start: Int) throws(JSONFault) -> Int {
    for field in found.indices { found[field] = .nothing }
    hasSecond = false
    containers.removeAll(keepingCapacity: true)
    memo.startLine()
    var at = bytes.afterBlanks(start)
    guard bytes[at] == JSONByte.openBrace else { throw JSONFault(kind: .notAnObject, at: at) }
    var level = Level(node: 0, closer: JSONByte.closeBrace)
    var depth = 0
    var isEmpty = true
    at += 1
    while true {
      at = bytes.afterBlanks(at)
      let next = level.node >= 0 ? expectedPair(bytes, at, level) : 0
      if next > 0 {
        at = bytes.afterBlanks(next)
      } else if !(isEmpty && bytes[at] == level.closer) {
        let use = try level.closer == JSONByte.closeBrace ? key(bytes, &at, level) : element(&level)
        if bytes[at] == JSONByte.openBrace || bytes[at] == JSONByte.openBracket {
          level = try open(bytes, at, use, level, &depth)
          isEmpty = true
          at += 1
          continue
        }
        at = bytes.afterBlanks(try scalar(bytes, at, use))
      }
      isEmpty = false
      while bytes[at] == level.closer {
        at = bytes.afterBlanks(at + 1)
        depth -= 1
        if depth < 0 { return try end(bytes, at) }
        level = parents[depth]
      }
      guard bytes[at] == JSONByte.comma else { throw JSONFault(kind: .noComma, at: at) }
      at += 1
    }
  }

  /// Reads the key that followed last time, if its value is plain, as most are. Returns the offset behind it, or 0 with nothing
  /// changed.
  @inline(__always)
  private mutating func expectedPair(_ bytes: Span<UInt8>, _ at: Int, _ level: Level) -> Int {
    guard let guess = memo.guess(bytes, from: at, below: level.node) else { return 0 }
    let start = bytes.afterBlanks(guess.end)
    let end = bytes.plainValueEnd(start)
    if end == 0 { return 0 }
    memo.accept(guess)
    if isLearning { scalars.append(JSONLineShape.Scalar(start: start, end: end, target: guess.target)) }
    if guess.target >= 0 {
      takePlain(bytes, start, end, Use(target: guess.target, isInexact: level.isInexact || !guess.isExact))
    }
    return end
  }

  @inline(__always)
  private mutating func takePlain(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ use: Use) {
    if bytes[start] == ASCII.quote {
      take(start &+ 1, end &- 1, isEscaped: false, use)
    } else if bytes[start] != UInt8(ascii: "n") {
      take(start, end, isEscaped: false, use)
    }
  }

  /// Reads a key and its colon. `at` is then the offset of the value.
  @inline(__always)
  private mutating func key(_ bytes: Span<UInt8>, _ at: inout Int, _ level: Level) throws(JSONFault) -> Use {
    guard bytes[at] == ASCII.quote else { throw JSONFault(kind: .noKey, at: at) }
    var use = Use()
    let start = at + 1
    if level.node < 0 {
      at = try bytes.stringEnd(start).end
    } else if let guess = memo.guess(bytes, from: at, below: level.node) {
      memo.accept(guess)
      at = bytes.afterBlanks(guess.end)
      return Use(target: guess.target, isInexact: level.isInexact || !guess.isExact)
    } else {
      use = try unexpectedKey(bytes, &at, level)
    }
    at = bytes.afterBlanks(at + 1)
    guard bytes[at] == JSONByte.colon else { throw JSONFault(kind: .noColon, at: at) }
    at = bytes.afterBlanks(at + 1)
    return use
  }

  private mutating func unexpectedKey(_ bytes: Span<UInt8>, _ at: inout Int, _ level: Level) throws(JSONFault) -> Use {
    let start = at + 1
    let string = try bytes.stringEnd(start)
    at = string.end
    let answer: (target: Int, isExact: Bool)
    if string.isEscaped {
      var key = (start..<string.end).map { bytes[$0] }
      let end = JSONEscapes.replace(in: &key, 0..<key.count)
      answer = paths.target(of: Array(key[..<end]), below: Int(level.node))
    } else {
      answer = memo.find(start..<string.end, in: bytes, below: level.node, paths)
    }
    return Use(target: answer.target, isInexact: level.isInexact || !answer.isExact)
  }

  private func element(_ level: inout Level) -> Use {
    if level.node < 0 { return Use() }
    defer { level.element += 1 }
    return Use(target: paths.target(ofElement: level.element, below: Int(level.node)), isInexact: level.isInexact)
  }

  /// Enters an object or array.
  private mutating func open(
    _ bytes: Span<UInt8>, _ at: Int, _ use: Use, _ level: Level, _ depth: inout Int
  ) throws(JSONFault) -> Level {
    if depth == Self.mostDepth - 1 { throw JSONFault(kind: .tooDeep, at: at) }
    parents[depth] = level
    depth += 1
    let closer = bytes[at] == JSONByte.openBrace ? JSONByte.closeBrace : JSONByte.closeBracket
    if use.target < 0 { return Level(node: -1, closer: closer) }
    let target = paths.targets[use.target]
    if target.leafCount > 0, bytes[bytes.afterBlanks(at + 1)] != closer {
      for leaf in target.firstLeaf..<target.firstLeaf + target.leafCount {
        containers.append((paths.leaves[Int(leaf)], at))
      }
    }
    return Level(node: target.node, closer: closer, isInexact: use.isInexact)
  }

  /// Reads a value that is neither object nor array; gives what follows it.
  @inline(__always)
  private mutating func scalar(_ bytes: Span<UInt8>, _ at: Int, _ use: Use) throws(JSONFault) -> Int {
    var end = bytes.plainValueEnd(at)
    if end > 0 {
      if use.target >= 0 { takePlain(bytes, at, end, use) }
    } else {
      end = try otherScalar(bytes, at, use)
    }
    if isLearning { scalars.append(JSONLineShape.Scalar(start: at, end: end, target: use.target)) }
    return end
  }

  /// Reads a value with an escape or an exponent, or finds what is wrong with it.
  private mutating func otherScalar(_ bytes: Span<UInt8>, _ at: Int, _ use: Use) throws(JSONFault) -> Int {
    switch bytes[at] {
    case ASCII.quote:
      let string = try bytes.stringEnd(at + 1)
      if use.target >= 0 { take(at + 1, string.end, isEscaped: string.isEscaped, use) }
      return string.end + 1
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      let end = try bytes.numberEnd(at)
      if use.target >= 0 { take(at, end, isEscaped: false, use) }
      return end
    case UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "f"): throw JSONFault(kind: .badLiteral, at: at)
    default: throw JSONFault(kind: .noValue, at: at)
    }
  }

  /// Gives a value to its fields.
  @inline(__always)
  private mutating func take(_ start: Int, _ stop: Int, isEscaped: Bool, _ use: Use) {
    if start == stop { return }
    let target = paths.targets[use.target]
    for i in target.firstLeaf..<target.firstLeaf + target.leafCount {
      let leaf = paths.leaves[Int(i)]
      let rank = leaf.rank + (use.isInexact ? leaf.caseRank : 0)
      let field = Int(leaf.field)
      seen[Int(leaf.spelling)] = 1
      if rank == found[field].rank {
        found[field].second = Int32(start)
        hasSecond = true
      }
      if rank < found[field].rank {
        found[field] = Found(start: UInt32(start), stop: UInt32(stop), rank: rank, isEscaped: isEscaped)
      }
    }
  }

  /// Checks what follows the object, then the values of its fields, once all of the line is checked.
  private func end(_ bytes: Span<UInt8>, _ at: Int) throws(JSONFault) -> Int {
    if bytes[at] != ASCII.feed { throw JSONFault(kind: .surplus, at: at) }
    if hasSecond {
      for field in found.indices where found[field].second >= 0 {
        throw JSONFault(kind: .twoValues, at: Int(found[field].second), field: field)
      }
    }
    // A field whose only value in this line is an object or array would silently be empty.
    for (leaf, at) in containers where found[Int(leaf.field)].rank == .max {
      throw JSONFault(kind: .container, at: at, field: Int(leaf.field))
    }
    return at
  }
}

enum JSONByte {
  static let openBrace = UInt8(ascii: "{"), closeBrace = UInt8(ascii: "}")
  static let openBracket = UInt8(ascii: "["), closeBracket = UInt8(ascii: "]")
  static let comma = UInt8(ascii: ","), colon = UInt8(ascii: ":")
}
