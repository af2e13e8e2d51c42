/// The line `sep=;` that a table may begin with for Excel. It names the delimiter and is not a row.
public enum SeparatorLine {
  /// The dialect named by a text's first line, and the line's length with its line feed; nil if it is another line.
  ///
  /// Case does not matter, quotes around the line are allowed, and a tab may be written `\t`. A sign that is no delimiter of a
  /// known dialect makes it another line.
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

  /// Longer than any such line, quotes, `\t` and a line end included.
  private static let mostBytes = 16
}
