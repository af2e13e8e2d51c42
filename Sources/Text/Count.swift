import Values

/// Numbers for people.
package enum Count {
  /// `1,210`.
  package static func text(_ count: Int) -> String {
    var digits = Array(String(count))
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: place)
      place -= 3
    }
    return String(digits)
  }

  /// `1 row`, `1,210 rows`.
  package static func text(_ count: Int, _ unit: String) -> String { text(count) + " " + unit + (count == 1 ? "" : "s") }
}
