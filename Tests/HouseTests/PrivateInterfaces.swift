/// What this program uses of others and they promise nobody: a new compiler or a new library may change it. Each has a reason.
///
/// **With a new toolchain**: try each of them, then raise `triedWith`.
struct PrivateInterface {
  /// As it stands in the file.
  let text: String
  let file: String
  let why: String

  /// The compiler that all of them were tried with.
  static let triedWith = "6.3"

  static let all = [
    PrivateInterface(
      text: "@_spi(_Unicode)", file: "Sources/Values/Names/SlotSpelling.swift",
      why: "the standard library's own tables of Unicode; Foundation's mangle letters and draw in CoreFoundation"),
    PrivateInterface(
      text: "._nfc", file: "Sources/Values/Names/SlotSpelling.swift",
      why: "the normalisation form by which the standard library compares strings"),
    PrivateInterface(
      text: "_mutatingExtracting", file: "Sources/Platform/Memory/MutableSpan+Part.swift",
      why: "the only way to hand on a part of a MutableSpan; its public name is not decided yet (SE-0467)"),
    PrivateInterface(
      text: "_superCommandName", file: "Sources/tributary/RunCommand.swift",
      why: "the run command is parsed without the tree of all commands, 1.5 ms of a start"),
    PrivateInterface(
      text: "--experimental-dump-help", file: "scripts/man",
      why: "the manual page is written from the options as the program declares them"),
    PrivateInterface(
      text: "@_lifetime", file: "Sources/Platform/Memory/MutableSpan+Part.swift",
      why: "a part lives no longer than its whole; the attribute has no public name yet"),
    PrivateInterface(
      text: "@_lifetime", file: "Sources/Events/Fields/TextCursor.swift",
      why: "a cursor lives no longer than the bytes it reads; the attribute has no public name yet"),
  ]
}
