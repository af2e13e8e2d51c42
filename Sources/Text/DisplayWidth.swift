/// How many columns of a terminal a text takes: two for a hangul syllable, a kanji or an emoji, none for what is drawn on
/// the letter before it.
///
/// The C library's `wcwidth` is of no use: in the C locale, as under cron, it knows no characters. A character that is ambiguous in
/// Unicode's East Asian Width counts as one.
public enum DisplayWidth {
  /// Columns of a text on one line.
  public static func of(_ text: String) -> Int {
    // Most names; a character at a time costs a microsecond.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
    return text.reduce(0) { $0 + of($1) }
  }

  /// A letter as people see it: several code points may make one picture.
  static func of(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    if let first = scalars.first, first.properties.isEmoji, scalars.dropFirst().contains(where: makesPicture) { return 2 }
    return scalars.reduce(0) { $0 + of($1) }
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return value == 0 ? 0 : 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if joinedJamo.contains(where: { $0.contains(value) }) { return 0 }
    return scalar.properties.isEmojiPresentation || isWide(value) ? 2 : 1
  }

  /// What turns the emoji before it into a picture with it: the picture selector, a joiner, a skin tone, the second half of a flag.
  private static func makesPicture(_ scalar: Unicode.Scalar) -> Bool {
    [0xFE0F, 0x200D].contains(scalar.value) || scalar.properties.isEmojiModifier || (0x1F1E6...0x1F1FF).contains(scalar.value)
  }

  private static func isWide(_ value: UInt32) -> Bool { wide.contains { $0.contains(value) } }

  /// Vowels and finals of decomposed hangul. They are drawn into the syllable that the initial began.
  private static let joinedJamo: [ClosedRange<UInt32>] = [0x1160...0x11FF, 0xD7B0...0xD7FB]

  /// What Unicode 14's EastAsianWidth.txt calls wide or fullwidth, but for the emoji, which the standard library knows; ranges
  /// between which nothing else is assigned are one. `perl -e 'for (0x1100..0x3FFFF) { print … if chr =~ /\p{Ea=W}|\p{Ea=F}/ }'`.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4C6, 0xA960...0xA97C,
    0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x1B2FB,
    0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]
}

extension String {
  /// The text for people. Characters that control a terminal or reverse the direction of text are written as their codes. Line
  /// feeds stay.
  public var harmless: String {
    var text = ""
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x0A: text.unicodeScalars.append(scalar)
      case ..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: text += "\\u{\(String(scalar.value, radix: 16))}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// The text in exactly so many columns: padded with spaces, or cut and ended with `…`.
  package func fitted(to columns: Int) -> String {
    let width = DisplayWidth.of(self)
    if width <= columns { return self + String(repeating: " ", count: columns - width) }
    var kept = "", used = 0
    for character in self {
      let next = DisplayWidth.of(character)
      if used + next > columns - 1 { break }
      kept.append(character)
      used += next
    }
    return kept + "…" + String(repeating: " ", count: max(0, columns - 1 - used))
  }

  /// The text at the right end of so many columns; a longer one is cut.
  package func rightAligned(in columns: Int) -> String {
    let width = DisplayWidth.of(self)
    if width <= columns { return String(repeating: " ", count: columns - width) + self }
    let cut = fitted(to: columns)
    // Half of a wide letter may be left over.
    return cut.last == " " ? " " + cut.dropLast() : cut
  }
}
