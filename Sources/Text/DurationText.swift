import Values

/// Durations as the command line writes them: `90d`, `7.5d`, `12h`, `30m`, `45s`.
public enum DurationText {
  private static let units: [(letter: Character, microseconds: Int64)] = [
    ("d", 86_400_000_000), ("h", 3_600_000_000), ("m", 60_000_000), ("s", 1_000_000),
  ]

  /// Microseconds of a written duration, exactly; nil where it is none, is negative, or is beyond 292,000 years.
  public static func microseconds(_ text: String) -> Int64? {
    guard let letter = text.last, let unit = units.first(where: { $0.letter == letter }) else { return nil }
    let parts = text.dropLast().split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, whole.count <= 12, !whole.isEmpty || parts.count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } })
    else { return nil }
    let decimals = parts.count == 2 ? parts[1] : ""
    guard decimals.count <= 15, !(whole.isEmpty && decimals.isEmpty) else { return nil }
    var scale: Int128 = 1
    for _ in decimals { scale *= 10 }
    let digits = Int128(String(whole + decimals)) ?? 0
    let value = digits * Int128(unit.microseconds) / scale
    return Int64(exactly: value)
  }

  /// The shortest writing: `90d`, `36h`, `0.000001s`.
  public static func text(microseconds: Int64) -> String {
    for unit in units where microseconds != 0 && microseconds % unit.microseconds == 0 {
      return "\(microseconds / unit.microseconds)\(unit.letter)"
    }
    let fraction = String(String(1_000_000 + microseconds % 1_000_000).dropFirst())
    return microseconds == 0 ? "0d" : "\(microseconds / 1_000_000).\(fraction)s"
  }
}
