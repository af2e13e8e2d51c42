/// RFC 8259's grammar read off the page, the slow way: the twin of the fast reader.
struct JSONGrammar {
  private var left: ArraySlice<UInt8>
  private let mostDepth: Int

  /// Whether a line, its line feed taken off, is one object with at most so many levels inside each other.
  static func isObject(_ line: ArraySlice<UInt8>, mostDepth: Int) -> Bool {
    var grammar = JSONGrammar(left: line, mostDepth: mostDepth)
    grammar.blanks()
    guard grammar.left.first == UInt8(ascii: "{"), grammar.value(depth: 1) else { return false }
    grammar.blanks()
    return grammar.left.isEmpty
  }

  private mutating func take(_ byte: Unicode.Scalar) -> Bool {
    guard left.first == UInt8(ascii: byte) else { return false }
    left.removeFirst()
    return true
  }

  private mutating func take(word: String) -> Bool {
    guard left.starts(with: word.utf8) else { return false }
    left.removeFirst(word.utf8.count)
    return true
  }

  private mutating func blanks() {
    while let first = left.first, first == 0x20 || first == 0x09 || first == 0x0D { left.removeFirst() }
  }

  private mutating func value(depth: Int) -> Bool {
    switch left.first {
    case UInt8(ascii: "{"): return list("{", "}", depth: depth) { $0.string() && $0.colon() && $0.value(depth: depth + 1) }
    case UInt8(ascii: "["): return list("[", "]", depth: depth) { $0.value(depth: depth + 1) }
    case UInt8(ascii: "\""): return string()
    default: return take(word: "true") || take(word: "false") || take(word: "null") || number()
    }
  }

  private mutating func list(
    _ open: Unicode.Scalar, _ close: Unicode.Scalar, depth: Int, _ item: (inout JSONGrammar) -> Bool
  ) -> Bool {
    guard depth <= mostDepth, take(open) else { return false }
    blanks()
    if take(close) { return true }
    repeat {
      blanks()
      guard item(&self) else { return false }
      blanks()
    } while take(",")
    return take(close)
  }

  private mutating func colon() -> Bool {
    blanks()
    guard take(":") else { return false }
    blanks()
    return true
  }

  private mutating func string() -> Bool {
    guard take("\"") else { return false }
    while let byte = left.popFirst() {
      if byte == UInt8(ascii: "\"") { return true }
      if byte < 0x20 { return false }
      if byte == UInt8(ascii: "\\"), !escape() { return false }
    }
    return false
  }

  private mutating func escape() -> Bool {
    guard let byte = left.popFirst() else { return false }
    if byte != UInt8(ascii: "u") { return "\"\\/bfnrt".utf8.contains(byte) }
    guard left.count >= 4, left.prefix(4).allSatisfy({ "0123456789abcdefABCDEF".utf8.contains($0) }) else { return false }
    left.removeFirst(4)
    return true
  }

  private mutating func number() -> Bool {
    _ = take("-")
    if !take("0"), !digits() { return false }
    if take("."), !digits() { return false }
    guard take("e") || take("E") else { return true }
    _ = take("+") || take("-")
    return digits()
  }

  private mutating func digits() -> Bool {
    let count = left.prefix { (0x30...0x39).contains($0) }.count
    left.removeFirst(count)
    return count > 0
  }
}
