/// Names in one line of a message: the first few, and how many more there are.
package enum NameList {
  /// `a, b and 3 more`, with at most `most` names.
  package static func text(_ names: [String], most: Int) -> String {
    let shown = names.prefix(most).joined(separator: ", ")
    return names.count > most ? "\(shown) and \(names.count - most) more" : shown
  }
}
