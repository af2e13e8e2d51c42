import Events
import Tables

/// Spend files of one layout, and how they are to be read.
struct SpendPlan: Sendable {
  let group: FileGroup
  let guess: ColumnGuess<SpendColumn>
  /// What the channel of every row is, where no column says it, and why.
  private(set) var channel: (name: String, reason: String)?
  private(set) var notes: [String] = []

  /// nil where the group has no days, no channel or no amounts.
  init?(_ group: FileGroup) {
    guard group.format != .jsonLines, group.hasHeader else { return nil }
    self.group = group
    guess = ColumnGuess(group)
    guard guess.picks[.date] != nil, guess.picks[.amount] != nil else { return nil }
    if guess.picks[.channel] == nil {
      let words = group.files.map { ChannelWords.word(inFileName: $0) }
      guard let first = words.first, let word = first, words.allSatisfy({ $0 == word }) else { return nil }
      channel = (word, "no column says the channel; the file's name has '\(word)'; check it")
    }
    notes = guess.rivals
  }
}

extension ChannelWords {
  /// The word in a file's name, its folder aside.
  static func word(inFileName path: String) -> String? {
    let file = (path.split(separator: "/").last.map(String.init) ?? path).lowercased()
    return words.first { file.contains($0) }
  }
}
