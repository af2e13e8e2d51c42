/// A location in a text file, for people and editors: line and column count from 1, columns in Unicode scalars.
package struct TextLocation: Sendable, Equatable {
  let path: String
  let line: Int, column: Int

  /// `plan.yaml:3:11`.
  var text: String { "\(path):\(line):\(column)" }

  /// A configuration error (status 78) at this location.
  func error(_ message: String) -> RunError { .configuration("\(text): \(message)") }
}
