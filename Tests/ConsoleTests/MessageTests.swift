@testable import Text
@testable import Console
import Foundation
import Testing

@testable import Pipeline

/// How messages are spelled, for people and for programs.
@Suite struct MessageTests {
  @Test func peopleReadALine() {
    #expect(Message(level: .error, text: "a").line(isColored: false) == "tributary: a")
    #expect(Message(level: .warning, text: "a\u{1B}b").line(isColored: false) == #"tributary: warning: a\u{1b}b"#)
    #expect(Message(level: .progress, text: "a").line(isColored: true) == "tributary: a")
    #expect(Message(level: .warning, text: "a").line(isColored: true) == "tributary: \u{1B}[1;33mwarning:\u{1B}[0m a")
    #expect(Message(level: .error, text: "a").line(isColored: true) == "\u{1B}[1;31mtributary:\u{1B}[0m a")
  }

  @Test func programsReadAnObject() throws {
    let text = "a \"b\"\nc\u{9B} 검색"
    let figures: [JSONValue.Member] = [
      .init("status", .integer(65)), .init("seconds", .decimal(1_234, places: 3)), .init("left", .null),
    ]
    let line = Message(level: .error, text: text, figures: figures).json(at: "2026-01-01T00:00:00Z")
    #expect(
      line == #"{"time": "2026-01-01T00:00:00Z", "level": "error", "message": "a \"b\"\nc\\u{9b} 검색", "status": 65, "#
        + #""seconds": 1.234, "left": null}"#)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect(object["message"] as? String == text.harmless && object["status"] as? Int == 65)
  }
}
