/// Why a line is no JSON object that can be read, and where.
struct JSONFault: Error, Equatable {
  enum Kind: Equatable {
    case notAnObject, noKey, noColon, noValue, noComma, surplus
    case unclosedString, controlCharacter, badEscape
    case badNumber, badLiteral
    case tooDeep
    /// One field is said twice, by one key or by keys that mean the same.
    case twoValues
    /// An object or an array stands where a single value is needed.
    case container
  }

  var kind: Kind
  /// Bytes of the block before the place.
  var at: Int
  /// The field that it happened to, for the last two kinds.
  var field = -1

  /// The line is an object nevertheless, all of it checked.
  var isWellFormed: Bool { kind == .twoValues || kind == .container }

  /// What rejects say: never a text of the line itself, which may hold anybody's id.
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
