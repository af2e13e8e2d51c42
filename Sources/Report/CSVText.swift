import Values

/// CSV as RFC 4180 has it, or a dialect of it, in memory: fields quoted only where they must be, records ended by CRLF.
///
/// A pure writer into bytes; its owner takes them away. About 2 ns a byte.
struct CSVText {
  private(set) var bytes: [UInt8] = []
  private var isFirst = true
  private let dialect: CSVDialect
  private let separator: UInt8, decimalPoint: UInt8

  /// The beginning of a file.
  init(_ dialect: CSVDialect = .plain) {
    self.dialect = dialect
    separator = dialect.separator
    decimalPoint = dialect.decimalPoint
    if dialect.hasByteOrderMark { bytes += CSVDialect.byteOrderMark }
  }

  /// Forgets the bytes, which the caller has written away, and keeps their room.
  mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  mutating func record(_ fields: [String]) {
    for field in fields { cell(field) }
    endRecord()
  }

  mutating func endRecord() {
    bytes.append(0x0D)
    bytes.append(0x0A)
    isFirst = true
  }

  mutating func emptyCell() { separate() }

  mutating func cell(_ text: String) { cell(utf8: text.utf8Span.span) }

  /// A text cell, given as its UTF-8.
  mutating func cell(utf8 span: Span<UInt8>) {
    separate()
    var mustQuote = false
    for i in span.indices {
      let byte = span[i]
      if byte == separator || byte == 0x22 || byte == 0x0D || byte == 0x0A { mustQuote = true }
    }
    if mustQuote { bytes.append(0x22) }
    if dialect.guardsFormulas, !span.isEmpty, CSVDialect.startsFormula(span[0]) { bytes.append(0x27) }
    for i in span.indices {
      if span[i] == 0x22 { bytes.append(0x22) }
      bytes.append(span[i])
    }
    if mustQuote { bytes.append(0x22) }
  }

  /// An instant in RFC 3339 (`Instant.text(in:)`).
  mutating func cell(_ instant: Instant, in zone: ReportZone) {
    separate()
    instant.appendText(in: zone, to: &bytes)
  }

  mutating func cell(_ number: Int64) { cell(Int128(number), decimals: 0) }

  /// The number `units` × 10⁻ᵈᵉᶜⁱᵐᵃˡˢ, with all its decimals; zero has no sign.
  mutating func cell(_ units: Int128, decimals: Int) {
    separate()
    Decimal.append(units, decimals: decimals, point: decimalPoint, to: &bytes)
  }

  /// The same, or an empty cell.
  mutating func cell(_ units: Int128?, decimals: Int) {
    if let units { cell(units, decimals: decimals) } else { emptyCell() }
  }

  @inline(__always)
  private mutating func separate() {
    if !isFirst { bytes.append(separator) }
    isFirst = false
  }
}

/// Whole numbers of some decimal unit, as text.
enum Decimal {
  /// Appends `units` × 10⁻ᵈᵉᶜⁱᵐᵃˡˢ with all its decimals: (−5, 2) is `-0.05`.
  static func append(_ units: Int128, decimals: Int, point: UInt8 = 0x2E, to bytes: inout [UInt8]) {
    if units < 0 { bytes.append(0x2D) }
    let start = bytes.count
    var count = 0
    func digit(_ d: UInt8, _ bytes: inout [UInt8]) {
      bytes.append(0x30 + d)
      count += 1
      if count == decimals { bytes.append(point) }
    }
    var large = units.magnitude
    while large > UInt128(UInt64.max) {
      let (q, r) = large.quotientAndRemainder(dividingBy: 10)
      digit(UInt8(r), &bytes)
      large = q
    }
    var small = UInt64(large)
    // One digit at least stands before the point.
    while small > 0 || count <= decimals {
      digit(UInt8(small % 10), &bytes)
      small /= 10
    }
    // By hand: reversing a slice in place copies it (a third of the time of a report).
    var low = start, high = bytes.count - 1
    while low < high {
      bytes.swapAt(low, high)
      low += 1
      high -= 1
    }
  }

  static func text(_ units: Int128, decimals: Int) -> String {
    var bytes: [UInt8] = []
    append(units, decimals: decimals, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
