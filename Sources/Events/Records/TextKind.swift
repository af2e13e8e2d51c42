/// What kind of text a file is, told by its beginning; its dialect, where it has one, is told by `DialectSample`.
///
/// Logs, small tables and the samples of `init` ask the same question. What they say to people differs.
public enum TextKind: Equatable, Sendable {
  /// A NUL stands among the first bytes: UTF-16, or no text.
  case binary
  /// Nothing but blanks.
  case blank
  /// Lines that begin with a brace, whatever blanks stand before it.
  case jsonLines
  /// It begins with a bracket, and behind it stands a brace (an array of objects), another bracket, or nothing.
  case jsonArray(ofObjects: Bool)
  /// Anything else has fields with a delimiter between them.
  case delimited

  /// Bytes of a text's start in which text has no NUL: a page. One further on is a damaged field, not another format.
  private static let startBytes = 4096

  /// The kind of a text that begins so.
  public init(_ beginning: ArraySlice<UInt8>) {
    if beginning.prefix(Self.startBytes).contains(0) {
      self = .binary
      return
    }
    var letters = beginning.lazy.filter { $0 > 0x20 }.makeIterator()
    switch letters.next() {
    case nil: self = .blank
    case UInt8(ascii: "{"): self = .jsonLines
    case UInt8(ascii: "["):
      switch letters.next() {
      case UInt8(ascii: "{"): self = .jsonArray(ofObjects: true)
      case nil, UInt8(ascii: "["), UInt8(ascii: "]"): self = .jsonArray(ofObjects: false)
      default: self = .delimited
      }
    default: self = .delimited
    }
  }

  /// How the records of a text of this kind are laid out, its dialect found out. `known` are names of its header, in small letters;
  /// `isWhole`: the beginning is all of the text.
  public func format(of beginning: ArraySlice<UInt8>, isWhole: Bool, known: Set<String>) -> LogFormat {
    self == .jsonLines ? .jsonLines : .delimited(DialectSample(beginning, isWhole: isWhole).dialect(known: known))
  }

  /// What is wrong with a JSON array where lines are read.
  public static let arrayMessage =
    "it is a JSON array, and JSON is read line by line; make a line of each element with: jq -c '.[]'"
}
