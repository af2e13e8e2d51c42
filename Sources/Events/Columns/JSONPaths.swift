/// The keys of a JSON line that lead to the fields of its record, as a tree.
///
/// A path is split at its dots and brackets, a number being the index in an array: `items.0.channel`, `items[0].channel`.
/// A key may hold dots itself, so at each level a key that is all of the rest comes first, then the longest part of it
/// that is one: of `{"user.id": 1, "user": {"id": 2}}` the path `user.id` reads 1.
struct JSONPaths: Sendable, Equatable {
  /// A field, and the texts that name it, the better first; of texts in one group a log may use any, but only one.
  struct Field: Sendable, Equatable {
    /// What messages call it: a column's name, or that of a column of the channel map.
    var name: String
    var column: EventColumn?
    var groups: [Group]
    /// The text that the field is read from, if there is only one; otherwise its name.
    var label: String { groups.first.map { $0.texts.count == 1 ? $0.texts[0] : name } ?? name }
    struct Group: Sendable, Equatable {
      var texts: [String]
      /// A key with the very capitals of the text comes before others.
      var prefersCase: Bool
    }
  }

  /// One of the texts that name a field.
  struct Spelling: Sendable, Equatable {
    var text: String
    var field: Int
    var group: Int
  }

  /// What a value is to a field.
  struct Leaf: Sendable, Equatable, BitwiseCopyable {
    var field: Int32
    var spelling: Int32
    /// Of two values for a field the one of the smaller rank is read.
    var rank: Int32
    /// Added to the rank where some key on the way had other capitals.
    var caseRank: Int32
  }

  /// What a key leads to: fields whose value it has, and keys below.
  struct Target: Sendable, Equatable, BitwiseCopyable {
    /// The node of the keys below; -1: none of them is wanted.
    var node: Int32 = -1
    var firstLeaf: Int32 = 0
    var leafCount: Int32 = 0
  }

  private struct Child: Sendable, Equatable {
    var key: [UInt8]
    var folded: [UInt8]
    /// The array index that the key also stands for, if it is a number.
    var element: Int?
    var target: Int
  }

  let fields: [Field]
  private(set) var spellings: [Spelling] = []
  private(set) var targets: [Target] = []
  private(set) var leaves: [Leaf] = []
  /// By node; 0 is the line's own object.
  private var nodes: [[Child]] = [[]]
  /// While the tree is built: the leaves of each target.
  private var leavesOf: [[Leaf]] = []

  /// Dots and brackets of one path: their splits are tried in every way, so each doubles the tree.
  static let mostSeparators = 8

  /// - Throws: a configuration error for a path of too many levels, or with a bracket that has no other half.
  init(_ fields: [Field]) throws(ColumnError) {
    self.fields = fields
    for (fieldIndex, field) in fields.enumerated() {
      var rank: Int32 = 0
      for (number, group) in field.groups.enumerated() {
        var next = rank
        for text in group.texts {
          spellings.append(Spelling(text: text, field: fieldIndex, group: number))
          var leaf = Leaf(
            field: Int32(fieldIndex), spelling: Int32(spellings.count - 1), rank: rank, caseRank: group.prefersCase ? 1 : 0)
          try add(text, &leaf)
          next = max(next, leaf.rank)
        }
        rank = next
      }
    }
    for target in targets.indices {
      targets[target].firstLeaf = Int32(leaves.count)
      targets[target].leafCount = Int32(leavesOf[target].count)
      leaves += leavesOf[target]
    }
    leavesOf = []
  }

  /// Adds every way to read a path, the ranks of `leaf` rising.
  private mutating func add(_ text: String, _ leaf: inout Leaf) throws(ColumnError) {
    let path = JSONPath(text)
    if !JSONPath.hasWholeBrackets(text) {
      throw ColumnError(
        kind: .configuration,
        message: "the path '\(text)' has half a bracket; a place in an array is a number in brackets or "
          + "behind a dot, as in items[0].channel or items.0.channel")
    }
    if path.separators.count > Self.mostSeparators {
      throw ColumnError(
        kind: .configuration,
        message: "'\(text)' goes through more than \(Self.mostSeparators + 1) keys; JSON lines are "
          + "read no deeper")
    }
    if path.bytes != Array(text.utf8) { end(at: Array(text.utf8), of: 0, &leaf) }
    add(path, from: 0, below: 0, &leaf)
  }

  private mutating func add(_ path: JSONPath, from start: Int, below node: Int, _ leaf: inout Leaf) {
    end(at: Array(path.bytes[start...]), of: node, &leaf)
    for separator in path.separators.reversed() where separator >= start {
      let target = target(of: Array(path.bytes[start..<separator]), in: node)
      if targets[target].node < 0 {
        targets[target].node = Int32(nodes.count)
        nodes.append([])
      }
      add(path, from: separator + 1, below: Int(targets[target].node), &leaf)
    }
  }

  private mutating func end(at key: [UInt8], of node: Int, _ leaf: inout Leaf) {
    leavesOf[target(of: key, in: node)].append(leaf)
    leaf.rank += 2
  }

  private mutating func target(of key: [UInt8], in node: Int) -> Int {
    if let known = nodes[node].first(where: { $0.key == key }) { return known.target }
    targets.append(Target())
    leavesOf.append([])
    let element = key.count < 10 && key.allSatisfy(isDigit) ? Int(String(decoding: key, as: UTF8.self)) : nil
    nodes[node].append(
      Child(key: key, folded: key.map(asciiLowercased), element: element, target: targets.count - 1))
    return targets.count - 1
  }

  /// What a key of an object leads to, and whether it has the very capitals of the path; -1: nothing wanted.
  func target(of key: [UInt8], below node: Int) -> (target: Int, isExact: Bool) {
    if let same = nodes[node].first(where: { $0.key == key }) { return (same.target, true) }
    let folded = key.map(asciiLowercased)
    return (nodes[node].first { $0.folded == folded }?.target ?? -1, false)
  }

  /// What an element of an array leads to; -1: nothing wanted.
  func target(ofElement index: Int, below node: Int) -> Int {
    nodes[node].first { $0.element == index }?.target ?? -1
  }
}

/// The text of a path with its brackets written as dots.
struct JSONPath {
  let bytes: [UInt8]
  /// Offsets of the dots.
  let separators: [Int]

  init(_ text: String) {
    var bytes: [UInt8] = []
    for part in text.utf8 {
      switch part {
      case UInt8(ascii: "["): if !bytes.isEmpty, bytes.last != UInt8(ascii: ".") { bytes.append(UInt8(ascii: ".")) }
      case UInt8(ascii: "]"): continue
      default: bytes.append(part)
      }
    }
    self.bytes = bytes
    separators = bytes.indices.filter { bytes[$0] == UInt8(ascii: ".") }
  }
  /// Whether each bracket that opens is closed before the next one, with something in it.
  static func hasWholeBrackets(_ text: String) -> Bool {
    var opened: Int?
    for (offset, byte) in text.utf8.enumerated() {
      switch (byte, opened) {
      case (UInt8(ascii: "["), nil): opened = offset
      case (UInt8(ascii: "["), _), (UInt8(ascii: "]"), nil): return false
      case (UInt8(ascii: "]"), let start?):
        if offset == start + 1 { return false }
        opened = nil
      default: continue
      }
    }
    return opened == nil
  }
}
