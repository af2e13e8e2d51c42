import Values

/// The channels whose touches count: `--include-channel`, `--exclude-channel`.
///
/// A pattern is compared with the final name of a channel, after the channel map and the aliases.
public struct ChannelChoice: Sendable, Equatable {
  /// Patterns of channels that count; empty: every channel.
  public var included: [WildcardPattern] = []
  /// Patterns of channels that do not count.
  public var excluded: [WildcardPattern] = []

  /// A choice of channels; without patterns every channel counts.
  public init(included: [WildcardPattern] = [], excluded: [WildcardPattern] = []) {
    self.included = included
    self.excluded = excluded
  }

  /// Whether every channel counts.
  public var isEmpty: Bool { included.isEmpty && excluded.isEmpty }

  /// Whether touches of the channel are left out: a pattern excludes it, or none of the patterns that include matches.
  package func excludes(_ channel: String) -> Bool {
    if isEmpty { return false }
    let letters = WildcardPattern.letters(channel)
    if excluded.contains(where: { $0.matches(letters) }) { return true }
    return !included.isEmpty && !included.contains { $0.matches(letters) }
  }

  /// Patterns that match none of these channels.
  package func unused(among channels: some Sequence<String>) -> [WildcardPattern] {
    let letters = channels.map(WildcardPattern.letters)
    return (included + excluded).filter { pattern in !letters.contains { pattern.matches($0) } }
  }
}
