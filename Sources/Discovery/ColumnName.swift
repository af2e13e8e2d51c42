/// A column's name, taken apart for what it may mean.
struct ColumnName: Sendable {
  /// Small letters, spaces around it cut off.
  let text: String
  /// Its words: parts between other signs than letters and digits, and at capitals (`userId`).
  let words: [String]
  /// Without spaces, for names in Hangul.
  private let joined: String

  init(_ name: String) {
    text = name.lowercased()
    joined = text.filter { !$0.isWhitespace && $0 != "_" && $0 != "-" }
    var words: [String] = []
    var word = ""
    var before: Character = " "
    for letter in name {
      let isPart = letter.isLetter || letter.isNumber
      if !isPart || (letter.isUppercase && before.isLowercase), !word.isEmpty {
        words.append(word.lowercased())
        word = ""
      }
      if isPart { word.append(letter) }
      before = letter
    }
    if !word.isEmpty { words.append(word.lowercased()) }
    self.words = words
  }

  /// Whether a hint is met: words in Latin letters must all be words of the name, others stand in it anywhere, and at its end
  /// where the hint ends with `$`.
  func meets(_ hint: String) -> Bool {
    if hint.utf8.allSatisfy({ $0 < 0x80 }) { return hint.split(separator: " ").allSatisfy { words.contains(String($0)) } }
    return hint.hasSuffix("$") ? joined.hasSuffix(hint.dropLast()) : joined.contains(hint)
  }

  /// How well the name fits a column: `known` for a known spelling, else a number that falls with the place of the first hint
  /// it meets; 0 for none.
  func fit(_ hints: NameHints) -> Int {
    if hints.known.contains(text) { return NameHints.known }
    if hints.excluded.contains(where: meets) { return 0 }
    guard let place = hints.hints.firstIndex(where: meets) else { return 0 }
    return max(1, hints.weight - place)
  }
}

/// By which names a column is known or may be recognised.
struct NameHints: Sendable {
  /// What the program takes without being told.
  var known: [String] = []
  /// The better ones first.
  var hints: [String]
  /// With one of these in it the name means something else.
  var excluded: [String] = []
  /// Of the first hint: where a name meets hints of several columns, the heavier one is meant.
  var weight: Int

  /// The fit of a known spelling.
  static let known = 1000
}
