/// Counts the records of blocks as `EventReader` does, and reads nothing of them: how far a damaged input was whole.
///
/// 4 ns a row for lines without quotes.
public struct RecordCounter {
  private var scan = FieldScan()

  public init() {}

  /// The records in the first `count` bytes, which end with a record's line feed. Empty lines are none.
  public mutating func records(in bytes: [UInt8], count: Int, format: LogFormat) -> Int {
    let block = bytes.span.extracting(0..<count)
    switch format {
    case .jsonLines: return Self.lines(in: block, parting: nil)
    case .delimited(let dialect):
      if !Self.holdsEscapes(block, dialect) { return Self.lines(in: block, parting: dialect.delimiter) }
      return fieldRecords(in: bytes, count: count, dialect)
    }
  }

  /// Whether a line feed may end no record.
  private static func holdsEscapes(_ block: Span<UInt8>, _ dialect: Dialect) -> Bool {
    switch dialect.quoting {
    case .quotes: block.firstOffset(of: ASCII.quote, from: 0) < block.count
    case .backslash: block.firstOffset(of: ASCII.backslash, from: 0) < block.count
    case .none: false
    }
  }

  /// Counts the lines that have a visible character or a delimiter.
  private static func lines(in block: Span<UInt8>, parting delimiter: UInt8?) -> Int {
    var count = 0
    var at = 0
    while at < block.count {
      while block[at] <= ASCII.space, block[at] != ASCII.feed, block[at] != delimiter { at += 1 }
      if block[at] != ASCII.feed { count += 1 }
      at = block.firstOffset(of: ASCII.feed, from: at) + 1
    }
    return count
  }

  private mutating func fieldRecords(in bytes: [UInt8], count: Int, _ dialect: Dialect) -> Int {
    // The scan removes quotes inside the bytes.
    var copy = bytes
    scan.scan(&copy, count: count, dialect: dialect)
    return (0..<scan.recordCount).count { record in
      let fields = scan.fields(ofRecord: record)
      return fields.count > 1 || !copy.span.trimmed(scan.field(fields.lowerBound)).isEmpty
    }
  }
}
