extension BidirectionalCollection where Element == UInt8 {
  /// The bytes without the spaces, tabs and other control characters of ASCII at both ends.
  @inlinable
  package var trimmed: SubSequence {
    var rest = self[...]
    while let first = rest.first, first <= 0x20 { rest = rest.dropFirst() }
    while let last = rest.last, last <= 0x20 { rest = rest.dropLast() }
    return rest
  }
}

extension String {
  /// The text without the spaces, tabs and other control characters of ASCII at both ends.
  package var trimmed: String { String(Substring(utf8.trimmed)) }
}
