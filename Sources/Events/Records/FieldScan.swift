import CScan

/// Where the fields and records of a block of delimited text are. Reused from block to block: no allocation after the largest.
///
/// Clever because every byte passes here. C finds all delimiters and line feeds of a block by vectors (`cscan_fields`), into arrays
/// of uninitialised memory. It trusts that quotes open and close fields as in RFC 4180. Where they do not, the block is
/// `irregular` and is scanned again, one byte at a time, by `FieldState`. Quotes and escapes are taken off inside the block.
///
/// These change together: `cscan_fields` with its plain twin in C, `FieldState`, which decides what a quote means, and
/// `RecordCutter`, which cuts blocks where this scan must find the end of a record.
///
/// ```
/// a,"b,c"⏎d,⏎      fields 0…3: [0,1) [3,6) [8,9) [10,10)      record 0 is fields 0…1, record 1 is fields 2…3
/// ```
/// Quotes follow Python's csv module: a quote opens only at a field's start, `""` inside quotes is one quote, and what
/// follows a closing quote up to the field's end belongs to the field. Dialects without quotes treat quotes as plain bytes.
public struct FieldScan: Sendable {
  var ends: [UInt32] = []
  var recordEnds: [UInt32] = []
  /// The range of each field without its quotes. Filled for blocks with quotes and for JSON.
  var starts: [UInt32] = [], stops: [UInt32] = []
  var isPlaced = false
  /// The block contains a quote, or a backslash in a dialect that escapes by backslash.
  var quoted = false
  var found = cscan_found()
  /// The first byte of the first record.
  var origin = 0
  /// JSON only: records that are no object that can be read.
  var faults: [Int: JSONFault] = [:]
  /// JSON only: fields with escapes in them.
  var escaped: [Int] = []

  public init() {}

  /// Records in the block, empty lines among them.
  public var recordCount: Int { found.records }
  /// Whether the block contains a byte beyond ASCII.
  public var hasHighBytes: Bool { found.any_high != 0 }
  /// Whether the block contains a quote (or an escaping backslash), so that records and lines may differ in number.
  public var hasQuotes: Bool { quoted }

  /// Finds the fields of the first `count` bytes, which end with a record's line feed.
  ///
  /// Removes quotes and escapes inside the block: a field with `""` becomes shorter within its old range. O(count).
  public mutating func scan(_ bytes: inout [UInt8], count: Int, dialect: Dialect) {
    precondition(count <= bytes.count && count < Int(UInt32.max), "block too large")
    // Rounded up: blocks differ by a line, and each new longest block would allocate again.
    let room = (count + Int(CSCAN_SURPLUS)) | 0xFFFF
    if ends.count < room {
      ends = Self.offsets(room)
      recordEnds = Self.offsets(room)
    }
    unsafe bytes.withUnsafeBufferPointer { b in
      unsafe ends.withUnsafeMutableBufferPointer { e in
        unsafe recordEnds.withUnsafeMutableBufferPointer { r in
          unsafe cscan_fields(
            b.baseAddress, count, dialect.delimiter, dialect.quoting == .quotes ? 1 : 0, e.baseAddress, r.baseAddress, &found)
        }
      }
    }
    origin = 0
    if !faults.isEmpty { faults.removeAll() }
    quoted = found.any_quote != 0
    if dialect.quoting == .backslash, bytes.span.extracting(0..<count).firstOffset(of: ASCII.backslash, from: 0) < count {
      quoted = true
      scanIrregular(bytes.span.extracting(0..<count), dialect)
      takeOff(&bytes, escapesOf: dialect)
    } else {
      if found.irregular != 0 { scanIrregular(bytes.span.extracting(0..<count), dialect) }
      if quoted { takeOff(&bytes, escapesOf: dialect) }
    }
    isPlaced = quoted
  }

  /// Room for offsets that a scan writes before anything reads them. Memory that is not touched is not resident, and every byte of
  /// a block could end a field, though one in thirteen does.
  private static func offsets(_ count: Int) -> [UInt32] {
    unsafe Array(unsafeUninitializedCapacity: count) { _, initialized in initialized = count }
  }

  /// The fields of a record, as numbers for `field(_:)`.
  @inline(__always)
  public func fields(ofRecord r: Int) -> ClosedRange<Int> {
    (r == 0 ? 0 : Int(recordEnds[r - 1]) + 1)...Int(recordEnds[r])
  }

  /// The bytes of a field.
  @inline(__always)
  public func field(_ f: Int) -> Range<Int> {
    if isPlaced { return Int(starts[f])..<Int(stops[f]) }
    let start = f == 0 ? 0 : Int(ends[f - 1]) + 1
    return start..<Int(ends[f])
  }

  /// The first byte of a record, quotes included.
  public func start(ofRecord r: Int) -> Int { r == 0 ? origin : Int(ends[Int(recordEnds[r - 1])]) + 1 }
  /// The line feed that ends a record.
  public func end(ofRecord r: Int) -> Int { Int(ends[Int(recordEnds[r])]) }

  /// Scans one byte at a time. For blocks with quotes where RFC 4180 allows none, and for blocks with backslashes.
  private mutating func scanIrregular(_ bytes: Span<UInt8>, _ dialect: Dialect) {
    var state = FieldState.fieldStart
    found.field_ends = 0
    found.records = 0
    for i in 0..<bytes.count {
      let byte = bytes[i]
      state = state.after(byte, dialect)
      // A backslash before the line feed that was appended at the end of the file escapes nothing.
      guard state == .fieldStart || (i == bytes.count - 1 && dialect.quoting == .backslash) else { continue }
      if byte == ASCII.feed {
        recordEnds[found.records] = UInt32(found.field_ends)
        found.records += 1
      }
      ends[found.field_ends] = UInt32(i)
      found.field_ends += 1
    }
  }

  /// Records the range of each field without its quotes or escapes.
  private mutating func takeOff(_ bytes: inout [UInt8], escapesOf dialect: Dialect) {
    if starts.count < found.field_ends {
      starts = Self.offsets(ends.count)
      stops = Self.offsets(ends.count)
    }
    var start = 0
    for f in 0..<found.field_ends {
      let end = Int(ends[f])
      var stop = end
      var first = start
      if dialect.quoting == .backslash {
        stop = Self.takeEscapesOff(&bytes, start..<end)
      } else if start < end, bytes[start] == ASCII.quote {
        (first, stop) = Self.takeQuotesOff(&bytes, start..<end)
      }
      starts[f] = UInt32(first)
      stops[f] = UInt32(stop)
      start = end + 1
    }
  }

  /// Closes the gaps in a quoted field's content. Returns the content's new start and end.
  private static func takeQuotesOff(_ bytes: inout [UInt8], _ range: Range<Int>) -> (Int, Int) {
    var write = range.lowerBound + 1
    var inside = true
    var i = range.lowerBound + 1
    while i < range.upperBound {
      let byte = bytes[i]
      i += 1
      if inside, byte == ASCII.quote {
        if i < range.upperBound, bytes[i] == ASCII.quote {
          i += 1
        } else {
          inside = false
          continue
        }
      }
      bytes[write] = byte
      write += 1
    }
    // Bytes behind the moved content are stale copies. They are overwritten so that no stale line feed or half character is read.
    for i in write..<range.upperBound { bytes[i] = ASCII.quote }
    return (range.lowerBound + 1, write)
  }

  /// Closes the gaps in a field's content and returns its new end. A backslash is removed and the byte after it is kept.
  /// Written line feeds, carriage returns and tabs (`\n`, `\r`, `\t`) become spaces, which separate words as well and add no
  /// line to count. A field `\N` is empty.
  private static func takeEscapesOff(_ bytes: inout [UInt8], _ range: Range<Int>) -> Int {
    var write = range.lowerBound
    var i = range.lowerBound
    let isNull = range.count == 2 && bytes[i] == ASCII.backslash && bytes[i + 1] == UInt8(ascii: "N")
    while i < range.upperBound, !isNull {
      var byte = bytes[i]
      i += 1
      if byte == ASCII.backslash, i < range.upperBound {
        byte = bytes[i]
        i += 1
        if byte == UInt8(ascii: "n") || byte == UInt8(ascii: "r") || byte == UInt8(ascii: "t") { byte = ASCII.space }
      }
      bytes[write] = byte
      write += 1
    }
    for i in write..<range.upperBound { bytes[i] = ASCII.quote }
    return write
  }
}
