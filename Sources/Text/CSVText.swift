import Values

/// CSV as RFC 4180 has it, or a dialect of it, in memory: fields quoted only where they must be, records ended by CRLF.
///
/// A pure writer into bytes; its owner takes them away. About 2 ns a byte.
package struct CSVText {
  package private(set) var bytes: [UInt8] = []
  private var isFirst = true
  private let dialect: CSVDialect
  private let separator: UInt8, decimalPoint: UInt8

  /// The beginning of a file.
  package init(_ dialect: CSVDialect = .plain) {
    self.dialect = dialect
    separator = dialect.separator
    decimalPoint = dialect.decimalPoint
    if dialect.hasByteOrderMark { bytes += CSVDialect.byteOrderMark }
  }

  /// Forgets the bytes, which the caller has written away, and keeps their room.
  package mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  package mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  package mutating func record(_ fields: [String]) {
    for field in fields { cell(field) }
    endRecord()
  }

  package mutating func endRecord() {
    bytes.append(0x0D)
    bytes.append(0x0A)
    isFirst = true
  }

  package mutating func emptyCell() { separate() }

  package mutating func cell(_ text: String) { cell(utf8: text.utf8Span.span) }

  /// A text cell, given as its UTF-8.
  package mutating func cell(utf8 span: Span<UInt8>) {
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
  package mutating func cell(_ instant: Instant, in zone: ReportZone) {
    separate()
    instant.appendText(in: zone, to: &bytes)
  }

  package mutating func cell(_ number: Int64) { cell(Int128(number), decimals: 0) }

  /// The number `units` × 10⁻ᵈᵉᶜⁱᵐᵃˡˢ, with all its decimals; zero has no sign.
  package mutating func cell(_ units: Int128, decimals: Int) {
    separate()
    Decimal.append(units, decimals: decimals, point: decimalPoint, to: &bytes)
  }

  /// The same, or an empty cell.
  package mutating func cell(_ units: Int128?, decimals: Int) {
    if let units { cell(units, decimals: decimals) } else { emptyCell() }
  }

  @inline(__always)
  private mutating func separate() {
    if !isFirst { bytes.append(separator) }
    isFirst = false
  }
}
