/// The scalar values of JSON lines by their paths, for all keys: for finding out what a log holds.
///
/// Paths are those of `--columns`: keys and array indices, separated by dots. Only the first element of an array is
/// read. Pure; it makes a path of bytes for every value: for samples, not for runs.
public struct JSONLeaves {
  /// A value that is neither object nor array, nor empty.
  public struct Leaf {
    /// The index in `paths`.
    public let path: Int
    /// The value's bytes in the line, without quotes and escapes.
    public let value: Range<Int>
  }

  /// Every path found so far, in the order of first occurrence.
  public private(set) var paths: [String] = []
  private var pathIndices: [[UInt8]: Int] = [:]
  /// Checks the grammar: it looks for no field.
  private var checker: JSONLineReader

  /// A log with more paths makes its keys from values. None of those is a column.
  static let mostPaths = 512
  /// As deep as a path of a column may go.
  private static let mostLevels = JSONPaths.mostSeparators + 1

  public init() {
    do { checker = JSONLineReader(try JSONPaths([]), seed: 0) } catch { preconditionFailure("no path is too deep: \(error)") }
  }

  /// The values of a line, which ends with its line feed; nil where it is no object that can be read. Escapes are replaced
  /// inside the line.
  public mutating func read(_ line: inout [UInt8]) -> [Leaf]? {
    precondition(line.last == ASCII.feed, "a line ends with a line feed")
    let start = line.span.afterBlanks(0)
    do throws(JSONFault) { _ = try checker.read(line.span, from: start) } catch { return nil }
    var leaves: [Leaf] = []
    var path: [UInt8] = []
    _ = walk(&line, start, &path, level: 0, &leaves)
    return leaves
  }

  /// Goes through a value that is well formed; gives the byte after it.
  private mutating func walk(
    _ line: inout [UInt8], _ start: Int, _ path: inout [UInt8], level: Int, _ leaves: inout [Leaf]
  ) -> Int {
    switch line[start] {
    case JSONByte.openBrace, JSONByte.openBracket: return walkInside(&line, start, &path, level: level, &leaves)
    case ASCII.quote:
      let end = Self.stringEnd(line, start + 1)
      let isEscaped = line[start + 1..<end].contains(ASCII.backslash)
      let stop = isEscaped ? JSONEscapes.replace(in: &line, start + 1..<end) : end
      add(start + 1..<stop, path, level, &leaves)
      return end + 1
    default:
      var end = start
      while !Self.endsWord(line[end]) { end += 1 }
      if line[start] != UInt8(ascii: "n") { add(start..<end, path, level, &leaves) }
      return end
    }
  }

  private mutating func walkInside(
    _ line: inout [UInt8], _ start: Int, _ path: inout [UInt8], level: Int, _ leaves: inout [Leaf]
  ) -> Int {
    let isObject = line[start] == JSONByte.openBrace
    let closer = isObject ? JSONByte.closeBrace : JSONByte.closeBracket
    let length = path.count
    var element = 0
    var at = line.span.afterBlanks(start + 1)
    while line[at] != closer {
      if level > 0 { path.append(UInt8(ascii: ".")) }
      if isObject {
        let end = Self.stringEnd(line, at + 1)
        var key = Array(line[at + 1..<end])
        if key.contains(ASCII.backslash) { key = Array(key[..<JSONEscapes.replace(in: &key, 0..<key.count)]) }
        path += key
        at = line.span.afterBlanks(line.span.afterBlanks(end + 1) + 1)
      } else {
        path += Array(String(element).utf8)
      }
      // Beyond the first element, and too deep for a path, values are passed over.
      at = walk(&line, at, &path, level: element > 0 ? Self.mostLevels + 1 : level + 1, &leaves)
      path.removeLast(path.count - length)
      if !isObject { element += 1 }
      at = line.span.afterBlanks(at)
      if line[at] == JSONByte.comma { at = line.span.afterBlanks(at + 1) }
    }
    return at + 1
  }

  private mutating func add(_ value: Range<Int>, _ path: [UInt8], _ level: Int, _ leaves: inout [Leaf]) {
    if value.isEmpty || level > Self.mostLevels || !Self.isWritable(path) { return }
    if let known = pathIndices[path] {
      leaves.append(Leaf(path: known, value: value))
    } else if paths.count < Self.mostPaths, let text = String(validating: path, as: UTF8.self) {
      pathIndices[path] = paths.count
      leaves.append(Leaf(path: paths.count, value: value))
      paths.append(text)
    }
  }

  /// Whether the path can be written down: an empty key, or one with a bracket, would read as another path.
  private static func isWritable(_ path: [UInt8]) -> Bool {
    let dot = UInt8(ascii: ".")
    return !path.isEmpty && path.first != dot && path.last != dot && !path.contains { $0 == 0x5B || $0 == 0x5D || $0 < 0x20 }
  }

  /// The closing quote of a string whose first byte is at `start`.
  private static func stringEnd(_ line: [UInt8], _ start: Int) -> Int {
    var at = start
    while line[at] != ASCII.quote { at += line[at] == ASCII.backslash ? 2 : 1 }
    return at
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == JSONByte.comma || byte == JSONByte.closeBrace || byte == JSONByte.closeBracket
  }
}
