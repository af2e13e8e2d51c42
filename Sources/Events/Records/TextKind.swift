/// What kind of text a file is, judged by its beginning. `DialectSample` finds the dialect of delimited text.
///
/// Logs, small tables and the samples of `init` share this check. Their messages differ.
public enum TextKind: Equatable, Sendable {
  /// The first bytes contain a NUL: UTF-16, or no text.
  case binary
  /// Nothing but blanks.
  case blank
  /// Lines that begin with a brace, after any blanks.
  case jsonLines
  /// The text begins with a bracket, followed by a brace (an array of objects), another bracket, or nothing.
  case jsonArray(ofObjects: Bool)
  /// Anything else: fields with a delimiter between them.
  case delimited

  /// Number of first bytes that are searched for a NUL: a page. A later NUL is a damaged field, not another format.
  private static let startBytes = 4096

  /// The kind of a text with this beginning.
  public init(_ beginning: ArraySlice<UInt8>) {
    if beginning.prefix(Self.startBytes).contains(0) {
      self = .binary
      return
    }
    var visibleBytes = beginning.lazy.filter { $0 > 0x20 }.makeIterator()
    switch visibleBytes.next() {
    case nil: self = .blank
    case UInt8(ascii: "{"): self = .jsonLines
    case UInt8(ascii: "["):
      switch visibleBytes.next() {
      case UInt8(ascii: "{"): self = .jsonArray(ofObjects: true)
      case nil, UInt8(ascii: "["), UInt8(ascii: "]"): self = .jsonArray(ofObjects: false)
      default: self = .delimited
      }
    default: self = .delimited
    }
  }

  /// The format of a text of this kind, with its dialect. `known` are names its header may have, in lower case.
  /// `isWhole`: the beginning is all of the text.
  public func format(of beginning: ArraySlice<UInt8>, isWhole: Bool, known: Set<String>) -> LogFormat {
    self == .jsonLines ? .jsonLines : .delimited(DialectSample(beginning, isWhole: isWhole).dialect(known: known))
  }

  /// What is wrong with a JSON array where lines are read.
  public static let arrayMessage =
    "it is a JSON array, and JSON is read line by line; make a line of each element with: jq -c '.[]'"
}
