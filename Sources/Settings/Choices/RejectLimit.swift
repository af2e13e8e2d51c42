/// The rejected rows that a run allows: `--max-rejects`.
public enum RejectLimit: Sendable, Equatable {
  /// A number of rows, which is checked while rows are read.
  case count(Int64)
  /// A share of all rows read, in millionths, which is checked at the end.
  case percent(millionths: Int64)

  /// Whether so many of the rows read are too many.
  package func isExceeded(rejected: Int64, read: Int64) -> Bool {
    switch self {
    case .count(let most): rejected > most
    case .percent(let millionths): Int128(rejected) * 1_000_000 > Int128(read) * Int128(millionths)
    }
  }

  /// The limit as the option writes it: `100` or `0.5%`.
  package var text: String {
    switch self {
    case .count(let most): "\(most)"
    case .percent(let millionths):
      millionths % 10_000 == 0
        ? "\(millionths / 10_000)%"
        : "\(millionths / 10_000).\(String(String(1_000_000 + millionths % 10_000 * 100).dropFirst().prefix(4)))%"
    }
  }
}

extension RejectLimit {
  /// The limit of a text: a count (`100`) or a share of all rows (`0.5%`, four decimals at most); nil for any other text.
  public init?(_ text: String) {
    guard text.hasSuffix("%") else {
      guard let count = Int64(text), count >= 0 else { return nil }
      self = .count(count)
      return
    }
    let parts = text.dropLast().split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first.flatMap({ Int64($0) }), (0...100).contains(whole) else { return nil }
    var fraction = parts.count == 2 ? String(parts[1]) : ""
    guard fraction.utf8.count <= 4, fraction.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    while fraction.utf8.count < 4 { fraction += "0" }
    let millionths = whole * 10_000 + (Int64(fraction) ?? 0)
    guard millionths <= 1_000_000 else { return nil }
    self = .percent(millionths: millionths)
  }
}
