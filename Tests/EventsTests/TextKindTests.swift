import Testing

@testable import Events

@Suite struct TextKindTests {
  @Test(arguments: [
    ("", TextKind.blank), (" \n\t", .blank), (" \n{", .jsonLines), ("{\"a\": 1}", .jsonLines), ("[", .jsonArray(ofObjects: false)),
    (" [ [", .jsonArray(ofObjects: false)), ("[]", .jsonArray(ofObjects: false)), ("\n[\n{", .jsonArray(ofObjects: true)),
    ("[a],b", .delimited), ("time,event", .delimited), ("a\0b", .binary),
  ])
  func kinds(_ text: String, _ kind: TextKind) { #expect(TextKind(Array(text.utf8)[...]) == kind) }

  @Test func aNULFurtherOnIsADamagedField() {
    let text = Array(repeating: UInt8(ascii: "a"), count: 4096)
    #expect(TextKind((text + [0])[...]) == .delimited && TextKind((text.dropLast() + [0])[...]) == .binary)
  }
}
