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

  /// Whether a part asks for more than one name.
  static func isPattern(_ part: [UInt8]) -> Bool {
    part.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "[") }
  }

  /// Whether the whole name matches. O(name × pattern): only the last `*` is ever tried again.
  func matches(_ name: [UInt8]) -> Bool {
    if name.first == dot && !matchesDots { return false }
    let text = Self.characters(name)
    var place = 0
    var token = 0
    var retry: (token: Int, place: Int)?
    while place < text.count {
      if token < tokens.count, case .anyRun = tokens[token] {
        retry = (token + 1, place)
        token += 1
      } else if token < tokens.count, Self.accepts(tokens[token], text[place]) {
        token += 1
        place += 1
      } else if let last = retry {
        retry = (last.token, last.place + 1)
        token = last.token
        place = last.place + 1
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

  /// Scalars of UTF-8; a byte that is part of none stands for itself, above all scalars.
  private static func characters(_ bytes: [UInt8]) -> [UInt32] {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return bytes.map { $0 < 0x80 ? UInt32($0) : 0x11_0000 + UInt32($0) }
    }
    return text.unicodeScalars.map(\.value)
  }

  private static func parse(_ text: [UInt32]) -> [Token] {
    var tokens: [Token] = []
    var place = 0
    while place < text.count {
      switch text[place] {
      case "*": tokens.append(.anyRun)
      case "?": tokens.append(.anyOne)
      case "[":
        if let (set, after) = characterSet(text, after: place) {
          tokens.append(set)
          place = after
          continue
        }
        tokens.append(.literal(text[place]))
      case "\\" where place + 1 < text.count:
        place += 1
        tokens.append(.literal(text[place]))
      default: tokens.append(.literal(text[place]))
      }
      place += 1
    }
    return tokens
  }

  /// The set that opens at `start`, and the place after it; nil if it never closes: then `[` means itself. A `]` that comes
  /// first belongs to the set.
  private static func characterSet(_ text: [UInt32], after start: Int) -> (Token, Int)? {
    var place = start + 1
    let negated = place < text.count && (text[place] == "!" || text[place] == "^")
    if negated { place += 1 }
    var ranges: [ClosedRange<UInt32>] = []
    let first = place
    while place < text.count {
      let low = text[place]
      if low == "]" && place > first { return (.oneOf(ranges, negated: negated), place + 1) }
      if place + 2 < text.count && text[place + 1] == "-" && text[place + 2] != "]" {
        let high = text[place + 2]
        if low <= high { ranges.append(low...high) }
        place += 3
      } else {
        ranges.append(low...low)
        place += 1
      }
    }
    return nil
  }
}

/// Lets a character literal stand where a scalar's number is compared.
private func ~= (pattern: Unicode.Scalar, value: UInt32) -> Bool { pattern.value == value }
private func == (value: UInt32, character: Unicode.Scalar) -> Bool { value == character.value }
private func != (value: UInt32, character: Unicode.Scalar) -> Bool { value != character.value }
