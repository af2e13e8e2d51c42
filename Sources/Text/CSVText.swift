import Values

/// CSV in memory, by RFC 4180 or a dialect of it: fields are quoted only where they must be, records end with CRLF.
///
/// A pure writer into bytes. Its owner takes the bytes away.
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

  /// Makes room for so many bytes.
  package mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  /// A record of texts.
  package mutating func record(_ fields: [String]) {
    for field in fields { cell(field) }
    endRecord()
  }

  /// Ends a record.
  package mutating func endRecord() {
    bytes.append(0x0D)
    bytes.append(0x0A)
    isFirst = true
  }

  /// A cell without a value.
  package mutating func emptyCell() { separate() }

  /// A text cell.
  package mutating func cell(_ text: String) { cell(utf8: text.utf8Span.span) }

  /// A text cell, given as its UTF-8. A text without a special character is one copy.
  package mutating func cell(utf8 text: Span<UInt8>) {
    separate()
    let guardsFormula = dialect.guardsFormulas && !text.isEmpty && CSVDialect.startsFormula(text[0])
    let mustQuote = mustQuote(text)
    if mustQuote { bytes.append(0x22) }
    if guardsFormula { bytes.append(0x27) }
    if !mustQuote { return bytes.append(copying: text) }
    for i in text.indices {
      if text[i] == 0x22 { bytes.append(0x22) }
      bytes.append(text[i])
    }
    bytes.append(0x22)
  }

  private func mustQuote(_ text: Span<UInt8>) -> Bool {
    for i in text.indices {
      let byte = text[i]
      if byte == separator || byte == 0x22 || byte == 0x0D || byte == 0x0A { return true }
    }
    return false
  }

  /// An instant in RFC 3339 (`Instant.text(in:)`).
  package mutating func cell(_ instant: Instant, in zone: ReportZone) {
    separate()
    instant.appendText(in: zone, to: &bytes)
  }

  /// A whole number.
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

extension Array<UInt8> {
  /// Appends bytes by one copy of memory; byte by byte takes 2 ns each.
  mutating func append(copying bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}
