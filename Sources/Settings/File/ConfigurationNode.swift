/// A node of a configuration's YAML tree, with the path of the file and the key of the node for messages.
struct ConfigurationNode {
  private let node: YAMLNode
  private let path: String
  /// The key that the node is the value of, or an item of.
  let key: String

  private init(_ node: YAMLNode, path: String, key: String) {
    self.node = node
    self.path = path
    self.key = key
  }

  /// The root of a YAML text; nil where the text is empty.
  ///
  /// - Throws: `RunError` with status 78 and the location where the text stops being YAML.
  static func root(of text: String, path: String) throws(RunError) -> ConfigurationNode? {
    do throws(YAMLError) {
      guard let node = try YAMLNode.root(of: text) else { return nil }
      let root = ConfigurationNode(node, path: path, key: "")
      return root.isEmpty ? nil : root
    } catch {
      throw TextLocation(path: path, line: error.line, column: error.column).error(error.message)
    }
  }

  /// The location of the node.
  var location: TextLocation { TextLocation(path: path, line: node.line, column: node.column) }

  /// A configuration error (status 78) at the node.
  func error(_ message: String) -> RunError { location.error(message) }

  /// Whether the value was left out: `key:` and nothing after it.
  var isEmpty: Bool {
    guard case .text(let text, isPlain: true) = node.content else { return false }
    return text.isEmpty || text == "~"
  }

  /// Whether the node is a table.
  var isTable: Bool { if case .table = node.content { true } else { false } }
  /// Whether the node is a list.
  var isList: Bool { if case .list = node.content { true } else { false } }

  /// A single text. Messages call it `expected`.
  ///
  /// - Throws: `RunError` for a list, a table, an empty text and a NUL.
  func setting(_ expected: String) throws(RunError) -> Setting {
    guard case .text(let written, _) = node.content else {
      throw error("'\(key)' is \(expected), not a \(isTable ? "table" : "list")")
    }
    let text = ConfigurationNode.trimmed(written)
    guard !text.isEmpty else { throw error("'\(key)' has no value; write \(expected), or remove the key") }
    guard !text.utf8.contains(0) else { throw error("'\(key)' has a NUL character (\\0) in it; remove that") }
    return Setting(text: text, location: .file(location, key: key))
  }

  /// The texts of a list; a single text is a list of one.
  ///
  /// - Throws: `RunError` as `setting(_:)` does.
  func settings(_ expected: String) throws(RunError) -> [Setting] {
    guard case .list(let items) = node.content else { return [try setting(expected)] }
    var found: [Setting] = []
    for item in items { found.append(try ConfigurationNode(item, path: path, key: key).setting(expected)) }
    return found
  }

  /// The nodes of a list.
  ///
  /// - Throws: `RunError` for a node that is no list.
  func items(_ expected: String) throws(RunError) -> [ConfigurationNode] {
    guard case .list(let items) = node.content else { throw error("'\(key)' is \(expected)") }
    return items.map { ConfigurationNode($0, path: path, key: key) }
  }

  /// The keys of a table with their values, in the file's order; `_` in a key is `-` where `usesDashes`.
  ///
  /// - Throws: `RunError` where the node is no table, a key is no text, or two keys are the same but for their dashes.
  func entries(_ expected: String, usesDashes: Bool = false) throws(RunError) -> [(name: Setting, value: ConfigurationNode)] {
    guard case .table(let table) = node.content else { throw error(key.isEmpty ? expected : "'\(key)' is \(expected)") }
    var found: [(name: Setting, value: ConfigurationNode)] = []
    for (name, value) in table {
      let key = ConfigurationNode(name, path: path, key: self.key.isEmpty ? "a key" : self.key)
      guard case .text(let written, _) = name.content, !written.isEmpty else { throw key.error("a key is a plain name") }
      let text = usesDashes ? String(written.map { $0 == "_" ? "-" : $0 }) : ConfigurationNode.trimmed(written)
      if let other = found.first(where: { $0.name.text == text }) {
        throw key.error("'\(written)' is given twice, first at \(other.name.origin)")
      }
      found.append(
        (Setting(text: text, location: .file(key.location, key: text)), ConfigurationNode(value, path: path, key: text)))
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
