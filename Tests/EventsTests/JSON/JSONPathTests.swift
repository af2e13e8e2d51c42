import Testing

@testable import Events

/// Which value a path reads.
@Suite struct JSONPathTests {
  @Test(arguments: [
    ("user.id", "{\"user\":{\"id\":7}}", "7"), ("user.id", "{\"user\":{\"x\":{\"id\":1},\"id\":7}}", "7"),
    ("items.0.channel", "{\"items\":[{\"channel\":\"email\"},{\"channel\":\"video\"}]}", "email"),
    ("items.1.channel", "{\"items\":[[],{\"channel\":\"video\"}]}", "video"),
    ("items[1].channel", "{\"items\":[[],{\"channel\":\"video\"}]}", "video"),
    ("items[2][0]", "{\"items\":[[],{},[5,6]]}", "5"), ("items.12", "{\"items\":[0,1,2,3,4,5,6,7,8,9,10,11,12,13]}", "12"),
    ("items.9", "{\"items\":[1]}", ""), ("items.0", "{\"items\":{\"0\":\"key\"}}", "key"), ("a.b", "{\"a\":5}", ""),
    // A key that is the whole path, or more of it, comes first, in any order.
    ("user.id", "{\"user.id\":1,\"user\":{\"id\":2}}", "1"), ("user.id", "{\"user\":{\"id\":2},\"user.id\":1}", "1"),
    ("a.b.c", "{\"a\":{\"b\":{\"c\":1},\"b.c\":2},\"a.b\":{\"c\":3}}", "3"),
    ("a.b.c", "{\"a\":{\"b\":{\"c\":1},\"b.c\":2}}", "2"), ("a[0]", "{\"a[0]\":1,\"a\":[2]}", "1"),
    ("a.0", "{\"a.0\":1,\"a\":[2]}", "1"), ("user.id", "{\"user.id\":null,\"user\":{\"id\":2}}", "2"),
    ("user.id", "{\"user.id\":{\"x\":1},\"user\":{\"id\":2}}", "2"),
    // Capitals and small letters are alike, but the very key comes first.
    ("User.Id", "{\"user\":{\"ID\":3}}", "3"), ("id", "{\"ID\":1,\"id\":2}", "2"), ("id", "{\"id\":2,\"ID\":1}", "2"),
    ("id", "{\"ID\":1,\"Id\":2}", "byte 14: given a second value"),
    ("user.id", "{\"user\":{\"id\":1},\"user\":{\"id\":2}}", "byte 31: given a second value"),
    // Two values of a lesser rank do not matter.
    ("user.id", "{\"user\":{\"id\":1,\"id\":2},\"user.id\":3}", "3"),
  ])
  func values(path: String, line: String, expected: String) throws {
    let rows = try JSONReading.values(line + "\n" + line, [path, "other"])
    #expect(rows.allSatisfy { $0[0] == expected } && rows.count == 2, "\(rows)")
  }

  @Test func pathsShareTheirKeys() throws {
    let line = "{\"u\":{\"id\":1,\"email\":\"a@b\",\"org\":{\"id\":2}},\"id\":3,\"u.org.id\":4}"
    #expect(
      try JSONReading.values(line, ["u.id", "u.email", "u.org.id", "id", "u.id"]) == [["1", "a@b", "4", "3", "1"]])
  }

  @Test(arguments: ["ch[0", "ch]0", "ch[0]]", "ch[[0]", "[", "]", "a[].b", "a[0].b["])
  func halfBracketsAreRefused(path: String) {
    let error = #expect(throws: ColumnError.self) { _ = try JSONPaths([JSONReading.field(path)]) }
    #expect(error?.kind == .configuration && error?.message.contains("'\(path)' has half a bracket") == true)
  }

  @Test func pathsThatAreTooDeepAreRefused() throws {
    let deep = (0...JSONPaths.mostSeparators).map { "k\($0)" }
    let line = deep.map { "{\"\($0)\":" }.joined() + "1" + String(repeating: "}", count: deep.count)
    #expect(try JSONReading.values(line, [deep.joined(separator: "."), "x"]) == [["1", ""]])
    let error = #expect(throws: ColumnError.self) {
      _ = try JSONPaths([JSONReading.field((deep + ["more"]).joined(separator: "."))])
    }
    #expect(error?.kind == .configuration && error?.message.contains("more than 9 keys") == true)
  }
}
