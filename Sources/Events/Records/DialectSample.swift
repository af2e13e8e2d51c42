import Values

/// The beginning of a text, from which its dialect is guessed.
///
/// Clever because it reads the sample once per candidate delimiter and compares the results: known column names first, then records
/// with a time, then records of equal length. It is pure: the same beginning gives the same dialect, and commas where there is no
/// evidence for another delimiter. A new delimiter goes into `candidates` and into `Dialect.named`.
public struct DialectSample {
  /// Bytes of text to look at, or the whole of a shorter one: some 500 rows.
  public static let byteCount = 64 << 10
  private static let mostRecords = 50
  /// A first line with this many known names is a header.
  private static let namesOfAHeader = 2
  /// A number of fewer digits is an amount or a count more often than a time.
  private static let leastTimeBytes = 8
  static let candidates = [Dialect.csv, .tsv, .semicolon, .pipe]

  /// No field of a log has more lines: a quote that encloses more is a plain byte.
  private static let mostLinesInQuotes = 16

  /// Ends with a line feed. Has no empty lines at its front.
  private let bytes: [UInt8]
  private let isCut: Bool
  /// The dialect given by a `sep=` line, which is not part of `bytes`.
  private let declared: Dialect?

  /// `beginning` may be longer: only the first `byteCount` bytes count. `isWhole`: it is all the text there is.
  public init(_ beginning: ArraySlice<UInt8>, isWhole: Bool) {
    var start = beginning.prefix(Self.byteCount)
    isCut = !isWhole || start.count < beginning.count
    if isCut, let lastFeed = start.lastIndex(of: ASCII.feed) { start = start[...lastFeed] }
    if start.last != ASCII.feed { start.append(ASCII.feed) }
    let line = SeparatorLine.read(start)
    declared = line?.dialect
    start = start.dropFirst(line?.byteCount ?? 0)
    while let first = start.first, first == ASCII.feed || first == UInt8(ascii: "\r") { start.removeFirst() }
    bytes = Array(start)
  }

  /// The dialect of a line `sep=;`. Otherwise the candidate whose first line holds the most names of `known` (in lower case).
  /// Otherwise the candidate with the most records that have a time; then with the most records as long as the first; then with
  /// the most fields in the first record.
  public func dialect(known: Set<String>) -> Dialect {
    if let declared { return quoting(of: declared) }
    if bytes.isEmpty { return .csv }
    let names = Self.candidates.map { knownNames($0, known) }
    let most = names.max() ?? 0
    let best = Self.candidates.indices.filter { names[$0] == most }
    if most >= Self.namesOfAHeader, best.count == 1 { return quoting(of: Self.candidates[best[0]]) }
    var scan = FieldScan()
    var found = Dialect.csv
    var evidence: Evidence?
    for candidate in best.map({ Self.candidates[$0] }) {
      let other = Evidence(of: bytes, candidate, &scan)
      if let evidence, !(evidence < other) { continue }
      (found, evidence) = (candidate, other)
    }
    return quoting(of: found)
  }

  private func knownNames(_ dialect: Dialect, _ known: Set<String>) -> Int {
    let end = HeaderReader.lineEnd(bytes.span, dialect: dialect)
    let fields = HeaderReader.fields(bytes[..<end], dialect: dialect) ?? []
    return fields.count { known.contains($0.trimmed.lowercased()) }
  }

  /// Tab-separated text may use quotes as plain bytes. It does if a quote opens a field and does not close it.
  private func quoting(of dialect: Dialect) -> Dialect {
    guard dialect == .tsv else { return dialect }
    var state = FieldState.fieldStart
    var lines = 0
    for byte in bytes {
      let next = state.after(byte, dialect)
      if state == .closing, next == .plain, byte != UInt8(ascii: "\r") { return .unquotedTSV }
      lines = next == .inside ? lines + (byte == ASCII.feed ? 1 : 0) : 0
      state = next
    }
    return state == .inside && (!isCut || lines > Self.mostLinesInQuotes) ? .unquotedTSV : dialect
  }

  /// The evidence for a delimiter, the strongest first.
  private struct Evidence: Comparable {
    /// Records with a field that is a time.
    var timed = 0
    /// Records with as many fields as the first, if that has more than one.
    var alike = 0
    var fields = 0

    init(of bytes: [UInt8], _ dialect: Dialect, _ scan: inout FieldScan) {
      var bytes = bytes
      var times = TimeReader(zone: .utc)
      scan.scan(&bytes, count: bytes.count, dialect: dialect)
      let span = bytes.span
      for record in 0..<min(scan.recordCount, DialectSample.mostRecords) {
        let range = scan.fields(ofRecord: record)
        if record == 0 { fields = range.count }
        if fields > 1, range.count == fields { alike += 1 }
        let hasTime = range.contains { f in
          let field = span.trimmed(scan.field(f))
          return field.count >= DialectSample.leastTimeBytes && times.read(span.extracting(field)) != nil
        }
        if hasTime { timed += 1 }
      }
    }

    static func < (a: Evidence, b: Evidence) -> Bool { (a.timed, a.alike, a.fields) < (b.timed, b.alike, b.fields) }
  }
}
