/// The state of a reader of delimited text between two bytes.
enum FieldState {
  case fieldStart, plain
  /// Inside quotes, and right after the quote that may have closed them.
  case inside, closing
  /// After an escaping backslash.
  case escaped

  @inline(__always)
  func after(_ byte: UInt8, _ dialect: Dialect) -> FieldState {
    switch self {
    case .inside: return byte == ASCII.quote ? .closing : .inside
    case .closing where byte == ASCII.quote: return .inside
    case .escaped: return .plain
    case .fieldStart where byte == ASCII.quote && dialect.quoting == .quotes: return .inside
    case _ where byte == ASCII.backslash && dialect.quoting == .backslash: return .escaped
    default: return byte == dialect.delimiter || byte == ASCII.feed ? .fieldStart : .plain
    }
  }
}
