import Values

/// A node of the configuration's YAML tree with what messages need: the file's name and the key it stands under.
struct ConfigurationNode {
  private let node: YAMLNode
  private let path: String
  /// The key that the node stands under.
  let key: String

  private init(_ node: YAMLNode, path: String, key: String) {
    self.node = node
    self.path = path
    self.key = key
  }

  /// The root of a YAML text; nil where the text says nothing.
  ///
  /// - Throws: status 78 with the place where the text stops being YAML.
  static func root(of text: String, path: String) throws(RunError) -> ConfigurationNode? {
    do throws(YAMLError) {
      guard let node = try YAMLNode.root(of: text) else { return nil }
      let root = ConfigurationNode(node, path: path, key: "")
      return root.isEmpty ? nil : root
    } catch {
      throw TextPlace(path: path, line: error.line, column: error.column).error(error.message)
    }
  }

  var place: TextPlace { TextPlace(path: path, line: node.line, column: node.column) }

  func error(_ message: String) -> RunError { place.error(message) }

  /// A value that was left out: `key:` and nothing after it.
  var isEmpty: Bool {
    guard case .text(let text, isPlain: true) = node.content else { return false }
    return text.isEmpty || text == "~"
  }

  var isTable: Bool { if case .table = node.content { true } else { false } }
  var isList: Bool { if case .list = node.content { true } else { false } }

  /// A single text; `expected` says what should stand here.
  func setting(_ expected: String) throws(RunError) -> Setting {
    guard case .text(let written, _) = node.content else {
      throw error("'\(key)' is \(expected), not a \(isTable ? "table" : "list")")
    }
    let text = ConfigurationNode.trimmed(written)
    guard !text.isEmpty else { throw error("'\(key)' has no value; write \(expected), or remove the key") }
    guard !text.utf8.contains(0) else { throw error("'\(key)' has a NUL character (\\0) in it; remove that") }
    return Setting(text: text, place: .file(place, key: key))
  }

  /// A list of texts; a single one is a list of one.
  func settings(_ expected: String) throws(RunError) -> [Setting] {
    guard case .list(let items) = node.content else { return [try setting(expected)] }
    var found: [Setting] = []
    for item in items { found.append(try ConfigurationNode(item, path: path, key: key).setting(expected)) }
    return found
  }

  /// The nodes of a list.
  func items(_ expected: String) throws(RunError) -> [ConfigurationNode] {
    guard case .list(let items) = node.content else { throw error("'\(key)' is \(expected)") }
    return items.map { ConfigurationNode($0, path: path, key: key) }
  }

  /// The keys of a table with their values, in the file's order; `_` in a key is `-` where `usesDashes`.
  ///
  /// - Throws: where the node is no table, a key is no text, or two keys are the same but for their dashes.
  func entries(_ expected: String, usesDashes: Bool = false) throws(RunError) -> [(name: Setting, value: ConfigurationNode)] {
    guard case .table(let table) = node.content else { throw error(key.isEmpty ? expected : "'\(key)' is \(expected)") }
    var found: [(name: Setting, value: ConfigurationNode)] = []
    for (name, value) in table {
      let key = ConfigurationNode(name, path: path, key: self.key.isEmpty ? "a key" : self.key)
      guard case .text(let written, _) = name.content, !written.isEmpty else { throw key.error("a key is a plain name") }
      let text = usesDashes ? String(written.map { $0 == "_" ? "-" : $0 }) : ConfigurationNode.trimmed(written)
      if let other = found.first(where: { $0.name.text == text }) {
        throw key.error("'\(written)' is given twice, first at \(other.name.whereabouts)")
      }
      found.append(
        (Setting(text: text, place: .file(key.place, key: text)), ConfigurationNode(value, path: path, key: text)))
    }
    return found
  }

  private static func trimmed(_ text: String) -> String {
    var view = text[...].utf8
    while let first = view.first, first <= 0x20 { view.removeFirst() }
    while let last = view.last, last <= 0x20 { view.removeLast() }
    return String(Substring(view))
  }
}

extension Setting {
  /// The error of a key that nothing knows: the nearest one that is known, or all of them.
  func unknownKey(of table: String, known: [String]) -> RunError {
    let question = NearName.question(for: text, among: known)
    return error(
      "there is no key '\(text)'\(table)" + (question.isEmpty ? "; the keys are \(known.joined(separator: ", "))" : question))
  }
}
