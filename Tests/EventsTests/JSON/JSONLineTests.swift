import Testing

@testable import Events

/// What a line of JSON is, and what is none.
@Suite struct JSONLineTests {
  private func value(_ json: String) throws -> String {
    let row = try #require(try JSONReading.values("{\"a\":\(json),\"z\":1}", ["a", "z"]).first)
    return row.count == 1 ? row[0] : row[0] + (row[1] == "1" ? "" : " and lost z")
  }

  @Test(arguments: [
    ("\"x y\"", "x y"), ("\"\"", ""), ("null", ""), ("[]", ""), ("{ }", ""), ("true", "true"), ("false", "false"),
    ("0", "0"), ("-0", "-0"), ("12345678901234567890123456789.50", "12345678901234567890123456789.50"),
    ("1E+400", "1E+400"), ("-1.5e-7", "-1.5e-7"), ("\"12.50\"", "12.50"),
    (#""a\"b\\c\/d""#, "a\"b\\c/d"), (#""\b\f\n\r\t""#, "\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\uD55C""#, "Aé한"),
    (#""\ud83d\ude00!""#, "😀!"), (#""x\u0000y""#, "x\u{0}y"), ("\"é한😀\"", "é한😀"),
    // Half a pair is no character; what stands beside it stays.
    (#""\ud83d""#, "\u{FFFD}"), (#""a\ude00b""#, "a\u{FFFD}b"), (#""\ud83d\n""#, "\u{FFFD}\n"),
    (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"), (#""\ud83dx""#, "\u{FFFD}x"), (#""\ud83d\u0041""#, "\u{FFFD}A"),
  ])
  func values(json: String, expected: String) throws {
    #expect(try value(json) == expected)
    #expect(try value(" \t\(json)\r ") == expected)
  }

  @Test(arguments: [
    ("{\"a\":1", "byte 7: no comma or closing bracket after a value"), ("{\"a\" 1}", "byte 6: no colon after a key"),
    ("{\"a\":}", "byte 6: no value"), ("{a:1}", "byte 2: no key in quotes"), ("{\"a\":1,}", "byte 8: no key in quotes"),
    ("{\"a\":1}}", "byte 8: text after the object"), ("{\"a\":1} {\"a\":2}", "byte 9: text after the object"),
    ("[1]", "byte 1: not an object"), ("\"a\"", "byte 1: not an object"), ("nonsense", "byte 1: not an object"),
    ("{\"a\":\"x}", "byte 9: unclosed string"), ("{\"a\":\"x\\", "byte 8: unknown escape"),
    ("{\"a\":\"\tx\"}", "byte 7: control character in a string"), ("{\"a\":\"\\x\"}", "byte 7: unknown escape"),
    ("{\"a\":\"\\u12g4\"}", "byte 7: unknown escape"), ("{\"a\":\"\\u12\"}", "byte 7: unknown escape"),
    ("{\"a\":01}", "byte 7: no comma or closing bracket after a value"), ("{\"a\":-}", "byte 6: a number that is none"),
    ("{\"a\":1.}", "byte 6: a number that is none"), ("{\"a\":.5}", "byte 6: no value"),
    ("{\"a\":1e}", "byte 6: a number that is none"), ("{\"a\":+1}", "byte 6: no value"),
    ("{\"a\":NaN}", "byte 6: no value"), ("{\"a\":nul}", "byte 6: a word that is not true, false or null"),
    ("{\"a\":True}", "byte 6: no value"), ("{\"a\":trueish}", "byte 10: no comma or closing bracket after a value"),
    ("{\"a\":[1 2]}", "byte 9: no comma or closing bracket after a value"), ("{\"a\":[1,]}", "byte 9: no value"),
    ("{\"a\":[}", "byte 7: no value"), ("{\"a\":[1}", "byte 8: no comma or closing bracket after a value"),
    ("{\"a\":'x'}", "byte 6: no value"), ("{,}", "byte 2: no key in quotes"),
    ("{\"a\":1 // one", "byte 8: no comma or closing bracket after a value"),
  ])
  func faults(line: String, fault: String) throws {
    // As a wanted value, as an unwanted one, and with lines around it.
    for path in ["a", "b"] {
      #expect(try JSONReading.values(line, [path, "c", "d"]) == [[fault]])
      let around = try JSONReading.values("{\"a\":5}\n\(line)\n{\"b\":6,\"c\":7}\n", [path, "c"])
      #expect(around == [[path == "a" ? "5" : "", ""], [fault], [path == "a" ? "" : "6", "7"]])
    }
  }

  /// A fault in a field that nobody reads costs the line all the same.
  @Test(arguments: ["\"\\x\"", "01", "[[1,2,{\"x\":tru}]]", "{\"y\":\"\u{1}\"}", "\"\\ud8\"", "-"])
  func everyValueIsChecked(json: String) throws {
    let row = try #require(try JSONReading.values("{\"a\":1,\"other\":\(json),\"z\":2}", ["a", "z"]).first)
    #expect(row.count == 1 && row[0].hasPrefix("byte "), "\(row)")
  }

  @Test func nestingIsBounded() throws {
    func nested(_ levels: Int) -> String {
      "{\"a\":1,\"deep\":" + String(repeating: "[", count: levels) + String(repeating: "]", count: levels) + "}"
    }
    let most = JSONLineReader.mostDepth - 1
    #expect(try JSONReading.values(nested(most), ["a", "b"]) == [["1", ""]])
    #expect(try JSONReading.values(nested(most + 1), ["a", "b"]) == [["byte \(14 + most + 1): more than 512 levels"]])
    #expect(try JSONReading.values(nested(100_000), ["a", "b"]).first?.first?.contains("levels") == true)
    let open = "{\"a\":" + String(repeating: "{\"a\":", count: 400)
    #expect(try JSONReading.values(open, ["a", "b"]).first?.first?.hasSuffix(": no value") == true)
  }

  @Test func aFieldIsGivenOneValue() throws {
    #expect(try JSONReading.values("{\"a\":1,\"a\":2}", ["a", "b"]) == [["byte 12: given a second value"]])
    #expect(try JSONReading.values("{\"a\":null,\"a\":2}", ["a", "b"]) == [["2", ""]])
    #expect(try JSONReading.values("{\"x\":1,\"x\":2,\"a\":3}", ["a", "b"]) == [["3", ""]])
    #expect(try JSONReading.values("{\"A\":1,\"a\":2}", ["a", "b"]) == [["2", ""]])
    #expect(try JSONReading.values("{\"A\":1}", ["a", "b"]) == [["1", ""]])
  }

  @Test func anObjectIsNoValue() throws {
    let fault = "an object or array where a single value is needed"
    #expect(try JSONReading.values("{\"a\":{\"b\":1}}", ["a", "c"]) == [["byte 6: \(fault)"]])
    #expect(try JSONReading.values("{\"a\":[0]}", ["a", "c"]) == [["byte 6: \(fault)"]])
    #expect(try JSONReading.values("{\"a\":{},\"c\":[ ]}", ["a", "c"]) == [["", ""]])
  }

  /// Lines that are more than are read at once, and keys in any order, left out, and more than are remembered.
  @Test func manyLinesAndKeys() throws {
    var lines = ""
    var expected: [[String]] = []
    for i in 0..<6000 {
      let b = i % 3 == 0 ? "" : "\"b\":\"b\(i)\","
      lines += i % 2 == 0 ? "{\(b)\"k\(i)\":[\(i)],\"a\":\(i)}\n" : "{\"a\":\(i),\(b)\"k\(i)\":0}\r\n"
      expected.append(["\(i)", i % 3 == 0 ? "" : "b\(i)"])
      if i % 7 == 0 { lines += " \r\n\n" }
    }
    #expect(try JSONReading.values(lines, ["a", "b"]) == expected)
  }

  @Test func keysMayHaveEscapesAndAnyLength() throws {
    let long = String(repeating: "long", count: 200)
    let line = #"{"\u0061":1,"q\"":2,"user\u002eid":3,""# + long + #"":4,"한":5,"":6}"#
    #expect(
      try JSONReading.values(line, ["a", "q\"", "user.id", long, "한", "b"]) == [["1", "2", "3", "4", "5", ""]])
    #expect(try JSONReading.values(line + "\n" + line, ["b", long]) == [["", "4"], ["", "4"]])
  }
}
