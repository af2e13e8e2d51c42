/// One part of a pattern between slashes, in the shell's language: `*`, `?`, `[a-z]`, `[!a-z]`, and `\` before a
/// character that means itself. A name that begins with a dot matches only a part that does.
struct GlobPattern {
  private enum Token {
    case literal(UInt32)
    case anyOne
    case anyRun
    case oneOf([ClosedRange<UInt32>], negated: Bool)
  }

  private let tokens: [Token]
  private let matchesDots: Bool

  init(_ part: [UInt8]) {
    tokens = Self.parse(Self.characters(part))
    matchesDots = part.first == dot
  }

  /// Whether a part matches more than one name.
  static func isPattern(_ part: [UInt8]) -> Bool {
    part.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "[") }
  }

  /// Whether the whole name matches. O(name × pattern): only the last `*` is ever tried again.
  func matches(_ name: [UInt8]) -> Bool {
    if name.first == dot && !matchesDots { return false }
    let text = Self.characters(name)
    var index = 0
    var token = 0
    var retry: (token: Int, index: Int)?
    while index < text.count {
      if token < tokens.count, case .anyRun = tokens[token] {
        retry = (token + 1, index)
        token += 1
      } else if token < tokens.count, Self.accepts(tokens[token], text[index]) {
        token += 1
        index += 1
      } else if let last = retry {
        retry = (last.token, last.index + 1)
        token = last.token
        index = last.index + 1
      } else {
        return false
      }
    }
    return tokens[token...].allSatisfy { if case .anyRun = $0 { true } else { false } }
  }

  private static func accepts(_ token: Token, _ character: UInt32) -> Bool {
    switch token {
    case .literal(let wanted): wanted == character
    case .anyOne: true
    case .anyRun: false
    case .oneOf(let ranges, let negated): ranges.contains { $0.contains(character) } != negated
    }
  }

  /// Scalars of UTF-8; a byte outside valid UTF-8 becomes a value of its own above all scalars.
  private static func characters(_ bytes: [UInt8]) -> [UInt32] {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return bytes.map { $0 < 0x80 ? UInt32($0) : 0x11_0000 + UInt32($0) }
    }
    return text.unicodeScalars.map(\.value)
  }

  private static func parse(_ text: [UInt32]) -> [Token] {
    var tokens: [Token] = []
    var index = 0
    while index < text.count {
      switch text[index] {
      case "*": tokens.append(.anyRun)
      case "?": tokens.append(.anyOne)
      case "[":
        if let (set, after) = characterSet(text, after: index) {
          tokens.append(set)
          index = after
          continue
        }
        tokens.append(.literal(text[index]))
      case "\\" where index + 1 < text.count:
        index += 1
        tokens.append(.literal(text[index]))
      default: tokens.append(.literal(text[index]))
      }
      index += 1
    }
    return tokens
  }

  /// The set that opens at `start`, and the index after it; nil if it never closes: then `[` means itself. A `]` that comes
  /// first belongs to the set.
  private static func characterSet(_ text: [UInt32], after start: Int) -> (Token, Int)? {
    var index = start + 1
    let negated = index < text.count && (text[index] == "!" || text[index] == "^")
    if negated { index += 1 }
    var ranges: [ClosedRange<UInt32>] = []
    let first = index
    while index < text.count {
      let low = text[index]
      if low == "]" && index > first { return (.oneOf(ranges, negated: negated), index + 1) }
      if index + 2 < text.count && text[index + 1] == "-" && text[index + 2] != "]" {
        let high = text[index + 2]
        if low <= high { ranges.append(low...high) }
        index += 3
      } else {
        ranges.append(low...low)
        index += 1
      }
    }
    return nil
  }
}

/// Allows a character literal where a scalar's number is compared.
private func ~= (pattern: Unicode.Scalar, value: UInt32) -> Bool { pattern.value == value }
private func == (value: UInt32, character: Unicode.Scalar) -> Bool { value == character.value }
private func != (value: UInt32, character: Unicode.Scalar) -> Bool { value != character.value }
