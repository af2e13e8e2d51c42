/// Sizes as the command line writes them.
package enum SizeText {
  private static let units: [(suffix: String, bytes: Int)] = [
    ("kib", 1 << 10), ("mib", 1 << 20), ("gib", 1 << 30), ("tib", 1 << 40), ("kb", 1000), ("mb", 1_000_000),
    ("gb", 1_000_000_000), ("tb", 1_000_000_000_000), ("k", 1 << 10), ("m", 1 << 20), ("g", 1 << 30), ("t", 1 << 40),
    ("b", 1),
  ]

  /// Bytes of `256MiB`, `1.5 GB`, `1000000`; nil for anything else, or beyond 2⁶³.
  package static func bytes(_ text: String) -> Int? {
    let text = text.lowercased().filter { $0 != " " }
    let unit = units.first { text.hasSuffix($0.suffix) }
    let number = unit.map { text.dropLast($0.suffix.count) } ?? text[...]
    let parts = number.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let isDecimal = parts.allSatisfy { part in !part.isEmpty && part.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
    guard isDecimal, parts[0].utf8.count <= 18, parts.count == 1 || (unit != nil && parts[1].utf8.count <= 6) else {
      return nil
    }
    let decimals = parts.count == 2 ? parts[1] : ""
    var scale: Int128 = 1
    for _ in decimals { scale *= 10 }
    return Int(exactly: (Int128(String(parts[0] + decimals)) ?? 0) * Int128(unit?.bytes ?? 1) / scale)
  }

  /// The largest unit that the bytes are whole numbers of: `256MiB`, `1000000`.
  package static func text(bytes: Int) -> String {
    for (suffix, unit) in [("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)]
    where bytes > 0 && bytes % unit == 0 {
      return "\(bytes / unit)\(suffix)"
    }
    return "\(bytes)"
  }
}
