/// What kept a log from being made, in words for the terminal.
struct GenerateError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
