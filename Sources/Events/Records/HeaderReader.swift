import Values

/// Takes a header line apart.
public enum HeaderReader {
  /// Bytes of the first record, its line feed included; all of them where none ends.
  public static func lineEnd(_ bytes: Span<UInt8>, dialect: Dialect) -> Int {
    var state = FieldState.fieldStart
    for i in 0..<bytes.count {
      state = state.after(bytes[i], dialect)
      if state == .fieldStart, bytes[i] == ASCII.feed { return i + 1 }
    }
    return bytes.count
  }

  /// The fields of one record, unquoted; nil for an empty line. The bytes end with a line feed.
  public static func fields(_ bytes: ArraySlice<UInt8>, dialect: Dialect) -> [String]? {
    var copy = Array(bytes)
    var scan = FieldScan()
    scan.scan(&copy, count: copy.count, dialect: dialect)
    guard scan.recordCount > 0 else { return nil }
    let fields = scan.fields(ofRecord: 0).map { copy.span.extracting(scan.field($0)).text() }
    return fields.count == 1 && fields[0].trimmed.isEmpty ? nil : fields
  }
}
