@testable import Settings
import Testing

/// What libyaml reads becomes a tree of texts with their places.
@Suite struct YAMLNodeTests {
  /// `[a@1:2 "b"@1:5]`: texts with their places, those that are not plain in quotes.
  private func text(_ node: YAMLNode) -> String {
    let place = "@\(node.line):\(node.column)"
    return switch node.content {
    case .text(let text, isPlain: true): text + place
    case .text(let text, isPlain: false): "\"\(text)\"" + place
    case .list(let items): "[" + items.map(text).joined(separator: " ") + "]" + place
    case .table(let entries): "{" + entries.map { text($0.key) + "=" + text($0.value) }.joined(separator: " ") + "}" + place
    }
  }

  private func tree(_ yaml: String) throws -> String? { try YAMLNode.root(of: yaml).map(text) }

  @Test func textsStayAsWritten() throws {
    #expect(try tree("a: no\n한글: '1.10'\n") == "{a@1:1=no@1:4 한글@2:1=\"1.10\"@2:5}@1:1")
    #expect(try tree("- 2026-03-01\n- |\n  two\n  lines\n- \n") == "[2026-03-01@1:3 \"two\nlines\n\"@2:3 @5:2]@1:1")
    #expect(try tree("a: 1\na: 2") == "{a@1:1=1@1:4 a@2:1=2@2:4}@1:1")
  }

  @Test func anAliasIsWhatItsAnchorNamedLast() throws {
    #expect(try tree("a: &x [1, &y b]\nc: *x\nd: *y") == "{a@1:1=[1@1:8 b@1:11]@1:4 c@2:1=[1@1:8 b@1:11]@2:4 d@3:1=b@3:4}@1:1")
    #expect(try tree("[&x 1, &x 2, *x]") == "[1@1:2 2@1:8 2@1:14]@1:1")
  }

  @Test func aTextWithoutADocumentHasNoRoot() throws {
    for yaml in ["", "# nothing\n", "\n\n"] { #expect(try tree(yaml) == nil) }
    #expect(try tree("---\n") == "@2:1")
  }

  @Test func whatIsNoYAMLHasAPlace() {
    #expect(throws: YAMLError(message: "found undefined alias", line: 1, column: 4)) { try tree("a: *b") }
    #expect(throws: YAMLError(message: "mapping values are not allowed in this context", line: 2, column: 5)) {
      try tree("x: 1\na: b: c")
    }
    #expect(
      throws: YAMLError(message: "while parsing a block mapping, did not find expected key", line: 2, column: 1)
    ) { try tree("a: 1\n]") }
  }

  /// As deep as the text says, or by an alias that holds the one before: neither overflows the stack.
  @Test func whatIsTooDeepIsRefused() throws {
    let message = "more than 64 lists and tables within each other; no key takes so many"
    let deep = [
      ("model: " + String(repeating: "[", count: 1_000_000), 71),
      ("goal: [&a x" + String(repeating: ",&a [*a]", count: 100_000) + "]", 513),
      ("goal: [&a x" + String(repeating: ",&a {b: *a}", count: 100_000) + "]", 702),
    ]
    for (yaml, column) in deep {
      let error = #expect(throws: YAMLError.self) { try YAMLNode.root(of: yaml) }
      #expect(error == YAMLError(message: message, line: 1, column: column))
    }
    #expect(try YAMLNode.root(of: String(repeating: "[", count: 64) + "x" + String(repeating: "]", count: 64))?.height == 64)
  }
}
