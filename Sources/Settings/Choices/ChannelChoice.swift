import Values

/// Which channels' touches count: `--include-channel`, `--exclude-channel`.
///
/// Patterns are held against a channel's final name, after the channel map and the aliases.
public struct ChannelChoice: Sendable, Equatable {
  /// Empty: every channel.
  public var included: [WildcardPattern] = []
  public var excluded: [WildcardPattern] = []

  public init() {}

  public var isEmpty: Bool { included.isEmpty && excluded.isEmpty }

  /// Whether touches of the channel are left out: some pattern excludes it, or none of those that include fits.
  package func excludes(_ channel: String) -> Bool {
    if isEmpty { return false }
    let letters = WildcardPattern.letters(channel)
    if excluded.contains(where: { $0.matches(letters) }) { return true }
    return !included.isEmpty && !included.contains { $0.matches(letters) }
  }

  /// Patterns that fit none of these channels.
  package func unused(among channels: some Sequence<String>) -> [WildcardPattern] {
    let letters = channels.map(WildcardPattern.letters)
    return (included + excluded).filter { pattern in !letters.contains { pattern.matches($0) } }
  }
}
