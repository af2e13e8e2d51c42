/// The line `sep=;` with which a table may begin for Excel's sake: it says what parts the fields, and is no row.
public enum SeparatorLine {
  /// What a text's first line says, and how many bytes it has with its line feed; nil where it is another line.
  ///
  /// In capitals or not, in quotes or not; a tab may be written `\t`. Other signs than those that part fields somewhere
  /// make it no such line.
  public static func read(_ text: ArraySlice<UInt8>) -> (dialect: Dialect, byteCount: Int)? {
    guard let feed = text.prefix(mostBytes).firstIndex(of: ASCII.feed) else { return nil }
    var line = text[..<feed]
    while let last = line.last, last == UInt8(ascii: "\r") || last == ASCII.space { line.removeLast() }
    if line.count >= 2, line.first == ASCII.quote, line.last == ASCII.quote { line = line.dropFirst().dropLast() }
    guard line.prefix(4).map(asciiLowercased).elementsEqual("sep=".utf8) else { return nil }
    let sign = Array(line.dropFirst(4))
    let delimiter = sign == Array("\\t".utf8) ? [ASCII.tab] : sign
    guard let dialect = DialectSample.candidates.first(where: { delimiter == [$0.delimiter] }) else { return nil }
    return (dialect, feed + 1 - text.startIndex)
  }

  /// Longer than any of them, quotes, `\t` and a line end included.
  private static let mostBytes = 16
}
