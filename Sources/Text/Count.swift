import Values

/// Numbers for people.
package enum Count {
  /// `1,210`.
  package static func text(_ count: Int) -> String {
    var digits = Array(String(count))
    var index = digits.count - 3
    while index > 0 {
      digits.insert(",", at: index)
      index -= 3
    }
    return String(digits)
  }

  /// `1 row`, `1,210 rows`.
  package static func text(_ count: Int, _ unit: String) -> String { text(count) + " " + unit + (count == 1 ? "" : "s") }
}
