import Values
internal import Yams

/// A node of the configuration's YAML tree with what messages need: the file's name and the key it stands under.
///
/// Values are taken as written, never as YAML's numbers, dates or truth values: `no`, `1.10` and `2026-03-01` stay texts.
struct ConfigurationNode {
  private let node: Node
  private let path: String
  /// The key that the node stands under.
  let key: String

  private init(_ node: Node, path: String, key: String) {
    self.node = node
    self.path = path
    self.key = key
  }

  /// The root of a YAML text; nil where the text says nothing.
  ///
  /// - Throws: status 78 with the place where the text stops being YAML, or says a key twice.
  static func root(of text: String, path: String) throws(RunError) -> ConfigurationNode? {
    do {
      // The parser is told the encoding, for it would look for one in the environment and print what it finds.
      guard let node = try Yams.compose(yaml: text, .default, .default, .utf8) else { return nil }
      let root = ConfigurationNode(node, path: path, key: "")
      return root.isEmpty ? nil : root
    } catch let error as YamlError {
      throw error.runError(path: path, text: text)
    } catch {
      throw .configuration("\(path): \(error)")
    }
  }

  var place: TextPlace { TextPlace(path: path, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1) }

  func error(_ message: String) -> RunError { place.error(message) }

  /// A value that was left out: `key:` and nothing after it.
  var isEmpty: Bool {
    guard case .scalar(let scalar) = node else { return false }
    return scalar.style == .plain && (scalar.string.isEmpty || scalar.string == "~")
  }

  var isTable: Bool { node.mapping != nil }
  var isList: Bool { node.sequence != nil }

  /// A single text; `expected` says what should stand here.
  func setting(_ expected: String) throws(RunError) -> Setting {
    guard case .scalar(let scalar) = node else { throw error("'\(key)' is \(expected), not a \(isTable ? "table" : "list")") }
    let text = ConfigurationNode.trimmed(scalar.string)
    guard !text.isEmpty else { throw error("'\(key)' has no value; write \(expected), or remove the key") }
    return Setting(text: text, place: .file(place, key: key))
  }

  /// A list of texts; a single one is a list of one.
  func settings(_ expected: String) throws(RunError) -> [Setting] {
    guard let sequence = node.sequence else { return [try setting(expected)] }
    var found: [Setting] = []
    for item in sequence { found.append(try ConfigurationNode(item, path: path, key: key).setting(expected)) }
    return found
  }

  /// The nodes of a list.
  func items(_ expected: String) throws(RunError) -> [ConfigurationNode] {
    guard let sequence = node.sequence else { throw error("'\(key)' is \(expected)") }
    return sequence.map { ConfigurationNode($0, path: path, key: key) }
  }

  /// The keys of a table with their values, in the file's order; `_` in a key is `-` where `usesDashes`.
  ///
  /// - Throws: where the node is no table, a key is no text, or two keys are the same but for their dashes.
  func entries(_ expected: String, usesDashes: Bool = false) throws(RunError) -> [(name: Setting, value: ConfigurationNode)] {
    guard let mapping = node.mapping else { throw error(key.isEmpty ? expected : "'\(key)' is \(expected)") }
    var found: [(name: Setting, value: ConfigurationNode)] = []
    for (name, value) in mapping {
      let key = ConfigurationNode(name, path: path, key: self.key.isEmpty ? "a key" : self.key)
      guard case .scalar(let scalar) = name, !scalar.string.isEmpty else { throw key.error("a key is a plain name") }
      let text = usesDashes ? String(scalar.string.map { $0 == "_" ? "-" : $0 }) : ConfigurationNode.trimmed(scalar.string)
      if let other = found.first(where: { $0.name.text == text }) {
        throw key.error("'\(scalar.string)' is given twice, first at \(other.name.whereabouts)")
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

extension YamlError {
  /// The error of a text that is no YAML, with its place.
  fileprivate func runError(path: String, text: String) -> RunError {
    switch self {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let place = TextPlace(path: path, line: mark.line, column: mark.column)
      return place.error(context.map { "\($0.text), \(problem)" } ?? problem)
    case .reader(let problem, let offset, _, _):
      let before = text.prefix(offset ?? 0)
      let column = before.reversed().prefix { !$0.isNewline }.count + 1
      return TextPlace(path: path, line: before.count { $0.isNewline } + 1, column: column).error(problem)
    case .duplicatedKeysInMapping(let duplicates, let context):
      return TextPlace(path: path, line: context.mark.line, column: context.mark.column)
        .error("'\(duplicates.first ?? "")' is given twice in one table")
    default: return .configuration("\(path): \(self)")
    }
  }
}
