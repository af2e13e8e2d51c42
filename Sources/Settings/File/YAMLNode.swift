internal import CYAML

/// A node of a YAML document, with its line and column in the text, counted from 1.
///
/// Values are texts, never YAML's numbers, dates or truth values: `no`, `1.10` and `2026-03-01` stay as written. An alias is a
/// copy of the node of its anchor.
struct YAMLNode {
  indirect enum Content {
    /// A text; `isPlain` where it has no quotes and is no block.
    case text(String, isPlain: Bool)
    /// The items of a list.
    case list([YAMLNode])
    /// The entries of a table, in the order of the text. A key may be any node, and may occur twice.
    case table([(key: YAMLNode, value: YAMLNode)])
  }

  let content: Content
  /// Levels of nested lists and tables, the node's own included; 0 for a text.
  let height: Int
  let line: Int, column: Int

  fileprivate init(_ content: Content, line: Int, column: Int) {
    self.content = content
    (self.line, self.column) = (line, column)
    height =
      switch content {
      case .text: 0
      case .list(let items): 1 + (items.map(\.height).max() ?? 0)
      case .table(let entries): 1 + (entries.map { max($0.key.height, $0.value.height) }.max() ?? 0)
      }
  }

  /// The same content at another location.
  fileprivate init(_ node: YAMLNode, line: Int, column: Int) {
    (content, height) = (node.content, node.height)
    (self.line, self.column) = (line, column)
  }

  /// The root of a text of one document; nil where the text has none.
  ///
  /// - Throws: `YAMLError` with the location where the text stops being YAML.
  static func root(of text: String) throws(YAMLError) -> YAMLNode? {
    let bytes = Array(text.utf8)
    return try unsafe bytes.withUnsafeBufferPointer { bytes throws(YAMLError) in
      let composer = try unsafe YAMLComposer(bytes)
      return try composer.root()
    }
  }
}

/// The reason why a text is no YAML, in libyaml's words, and its location.
struct YAMLError: Error, Equatable {
  let message: String
  let line: Int, column: Int
}

/// Makes a tree of libyaml's events.
@safe private final class YAMLComposer {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let bytes: UnsafeBufferPointer<UInt8>
  /// The nodes with an anchor `&name`. A node is registered when it is complete, so that no node contains itself.
  private var anchors: [String: YAMLNode] = [:]
  /// The number of lists and tables that are open.
  private var level = 0

  /// A composer of `bytes`, which must outlive it.
  init(_ bytes: UnsafeBufferPointer<UInt8>) throws(YAMLError) {
    unsafe self.bytes = bytes
    unsafe parser = .allocate(capacity: 1)
    unsafe parser.initialize(to: yaml_parser_t())
    guard unsafe yaml_parser_initialize(parser) == 1 else { throw YAMLError(message: "no memory is left", line: 1, column: 1) }
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
  }

  func root() throws(YAMLError) -> YAMLNode? {
    guard try next().kind == .streamStart, try next().kind == .documentStart else { return nil }
    let root = try node(from: next())
    guard try next().kind == .documentEnd else { return root }
    let after = try next()
    guard after.kind == .streamEnd else {
      throw YAMLError(
        message: "expected a single document in the stream, but found another document; leave one", line: after.line,
        column: after.column)
    }
    return root
  }

  private func node(from event: Event) throws(YAMLError) -> YAMLNode {
    let content: YAMLNode.Content
    switch event.kind {
    case .alias(let name):
      guard let node = anchors[name] else {
        throw YAMLError(message: "found undefined alias", line: event.line, column: event.column)
      }
      try checkHeight(node.height, at: event)
      return YAMLNode(node, line: event.line, column: event.column)
    case .text(let text, let isPlain): content = .text(text, isPlain: isPlain)
    case .listStart: content = .list(try within(event) { () throws(YAMLError) in try items() })
    case .tableStart: content = .table(try within(event) { () throws(YAMLError) in try entries() })
    case .streamStart, .streamEnd, .documentStart, .documentEnd, .end:
      preconditionFailure("libyaml gives a node's events in order")
    }
    let node = YAMLNode(content, line: event.line, column: event.column)
    if let anchor = event.anchor { anchors[anchor] = node }
    return node
  }

  private func within<Content>(_ start: Event, _ read: () throws(YAMLError) -> Content) throws(YAMLError) -> Content {
    try checkHeight(1, at: start)
    level += 1
    defer { level -= 1 }
    return try read()
  }

  /// Refuses a node that would nest too deeply. An alias may contain another one, and reading and freeing a tree takes stack for
  /// each level.
  private func checkHeight(_ height: Int, at event: Event) throws(YAMLError) {
    guard level + height > SettingsPolicy.mostConfigurationLevels else { return }
    throw YAMLError(
      message: "more than \(SettingsPolicy.mostConfigurationLevels) lists and tables within each other; no key takes so many",
      line: event.line, column: event.column)
  }

  private func items() throws(YAMLError) -> [YAMLNode] {
    var items: [YAMLNode] = []
    var item = try next()
    while item.kind != .end {
      items.append(try node(from: item))
      item = try next()
    }
    return items
  }

  private func entries() throws(YAMLError) -> [(key: YAMLNode, value: YAMLNode)] {
    var entries: [(key: YAMLNode, value: YAMLNode)] = []
    var key = try next()
    while key.kind != .end {
      entries.append((try node(from: key), try node(from: next())))
      key = try next()
    }
    return entries
  }
}

extension YAMLComposer {
  fileprivate struct Event {
    enum Kind: Equatable {
      case streamStart, streamEnd, documentStart, documentEnd
      case alias(String), text(String, isPlain: Bool), listStart, tableStart
      /// Of a list or a table.
      case end
    }
    var kind: Kind
    var anchor: String?
    var line: Int, column: Int
  }

  /// The corresponding C function is `yaml_parser_parse`.
  fileprivate func next() throws(YAMLError) -> Event {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw failure() }
    defer { unsafe yaml_event_delete(&event) }
    let data = unsafe event.data
    var anchor: UnsafeMutablePointer<yaml_char_t>?
    let kind: Event.Kind
    switch unsafe event.type {
    case YAML_STREAM_START_EVENT: kind = .streamStart
    case YAML_DOCUMENT_START_EVENT: kind = .documentStart
    case YAML_DOCUMENT_END_EVENT: kind = .documentEnd
    case YAML_ALIAS_EVENT: kind = .alias(unsafe Self.text(data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let value = unsafe UnsafeBufferPointer(start: data.scalar.value, count: data.scalar.length)
      kind = unsafe .text(String(decoding: value, as: UTF8.self), isPlain: data.scalar.style == YAML_PLAIN_SCALAR_STYLE)
      unsafe anchor = data.scalar.anchor
    case YAML_SEQUENCE_START_EVENT:
      kind = .listStart
      unsafe anchor = data.sequence_start.anchor
    case YAML_MAPPING_START_EVENT:
      kind = .tableStart
      unsafe anchor = data.mapping_start.anchor
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: kind = .end
    default: kind = .streamEnd
    }
    return unsafe Event(
      kind: kind, anchor: Self.text(anchor), line: Int(event.start_mark.line) + 1, column: Int(event.start_mark.column) + 1)
  }

  private func failure() -> YAMLError {
    let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "no memory is left"
    guard unsafe parser.pointee.error != YAML_READER_ERROR else {
      // libyaml gives the byte offset alone. Columns are code points, as in its marks.
      let before = unsafe String(decoding: bytes.prefix(parser.pointee.problem_offset), as: UTF8.self)
      let column = before.reversed().prefix { !$0.isNewline }.reduce(1) { $0 + $1.unicodeScalars.count }
      return YAMLError(message: problem, line: before.count { $0.isNewline } + 1, column: column)
    }
    let context = unsafe parser.pointee.context.map { unsafe String(cString: $0) + ", " } ?? ""
    let mark = unsafe parser.pointee.problem_mark
    return YAMLError(message: context + problem, line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }

  private static func text(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    guard let bytes = unsafe bytes else { return nil }
    return unsafe String(cString: bytes)
  }
}
