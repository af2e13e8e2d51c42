/// Why a line is no JSON object that can be read, and where.
struct JSONFault: Error, Equatable {
  enum Kind: Equatable {
    case notAnObject, noKey, noColon, noValue, noComma, surplus
    case unclosedString, controlCharacter, badEscape
    case badNumber, badLiteral
    case tooDeep
    /// One field has two values, under one key or under keys that mean the same.
    case twoValues
    /// An object or an array is found where a single value is needed.
    case container
  }

  var kind: Kind
  /// The fault's offset in the block.
  var at: Int
  /// The field that has the fault, for the last two kinds.
  var field = -1

  /// The line is an object nevertheless, all of it checked.
  var isWellFormed: Bool { kind == .twoValues || kind == .container }

  /// The reason shown with a reject. It never quotes the line, which may hold a person's id.
  var reason: String {
    switch kind {
    case .notAnObject: "not an object"
    case .noKey: "no key in quotes"
    case .noColon: "no colon after a key"
    case .noValue: "no value"
    case .noComma: "no comma or closing bracket after a value"
    case .surplus: "text after the object"
    case .unclosedString: "unclosed string"
    case .controlCharacter: "control character in a string"
    case .badEscape: "unknown escape"
    case .badNumber: "a number that is none"
    case .badLiteral: "a word that is not true, false or null"
    case .tooDeep: "more than \(JSONLineReader.mostDepth) levels"
    case .twoValues: "given a second value"
    case .container: "an object or array where a single value is needed"
    }
  }
}
