/// Cuts a stream of bytes where records end, so that each piece can be parsed alone.
///
/// Carries how far it has looked and in which state, so that feeding a record byte by byte costs no more than feeding it
/// whole. Any cut of the stream into pieces gives the same records.
public struct RecordCutter {
  public let dialect: Dialect
  /// A record of more bytes is given up: `--max-line`.
  public let maxRecordBytes: Int

  private var looked = 0
  private var recordStart = 0
  private var firstFeed = -1
  private var state = FieldState.fieldStart
  /// In a record that was too long: drop bytes up to its line feed.
  private var dropping = false

  /// A cutter for a log's records. JSON lines end at every line feed, whatever quotes come before it.
  public init(_ format: LogFormat, maxRecordBytes: Int) {
    switch format {
    case .delimited(let dialect): self.init(dialect: dialect, maxRecordBytes: maxRecordBytes)
    case .jsonLines: self.init(dialect: .unquotedTSV, maxRecordBytes: maxRecordBytes)
    }
  }

  public init(dialect: Dialect, maxRecordBytes: Int) {
    self.dialect = dialect
    self.maxRecordBytes = maxRecordBytes
  }

  public enum Cut: Equatable, Sendable {
    /// The first `end` bytes are whole records.
    case records(end: Int)
    /// No record ends here: append more bytes, or pass `atEnd` if there are none.
    case needMore
    /// The first `end` bytes are one line of a record that cannot be read; the next record starts after them.
    case reject(RejectedRecord, end: Int)
    /// The first `end` bytes belong to a line already rejected.
    case drop(end: Int)
  }

  public enum RejectedRecord: Equatable, Sendable { case unclosedQuote, lineTooLong }

  /// Where to cut `bytes`, which start where the last cut ended and hold everything since.
  ///
  /// `atEnd`: no byte follows. The caller then makes sure that the last byte is a line feed.
  public mutating func cut(_ bytes: Span<UInt8>, atEnd: Bool) -> Cut {
    if dropping { return drop(bytes, atEnd: atEnd) }
    advance(bytes)
    if recordStart > 0 { return restart(.records(end: recordStart)) }
    guard bytes.count > maxRecordBytes || (atEnd && state == .inside) else {
      // Only a backslash can escape the line feed that was appended at the end of the file.
      return atEnd && !bytes.isEmpty && dialect.quoting == .backslash ? restart(.records(end: bytes.count)) : .needMore
    }
    // The quote (or a backslash) takes in the lines after its own line: reject that line, read the others again.
    if firstFeed >= 0 {
      return restart(.reject(dialect.quoting == .quotes ? .unclosedQuote : .lineTooLong, end: firstFeed + 1))
    }
    dropping = true
    return restart(.reject(.lineTooLong, end: bytes.count))
  }

  private mutating func drop(_ bytes: Span<UInt8>, atEnd: Bool) -> Cut {
    for i in 0..<bytes.count where bytes[i] == ASCII.feed {
      dropping = false
      return restart(.drop(end: i + 1))
    }
    return bytes.isEmpty ? .needMore : .drop(end: bytes.count)
  }

  private mutating func restart(_ cut: Cut) -> Cut {
    looked = 0
    recordStart = 0
    firstFeed = -1
    state = .fieldStart
    return cut
  }

  private mutating func advance(_ bytes: Span<UInt8>) {
    if isBetweenFields, !holdsEscapes(bytes) {
      // Without quotes and escapes a record ends at every line feed, and the last one is found from the end.
      var i = bytes.count
      while i > looked, bytes[i - 1] != ASCII.feed { i -= 1 }
      if i > looked { recordStart = i }
      if i < bytes.count {
        state = bytes[bytes.count - 1] == dialect.delimiter ? .fieldStart : .plain
      } else if i > looked {
        state = .fieldStart
      }
      looked = bytes.count
      return
    }
    for i in looked..<bytes.count {
      let byte = bytes[i]
      state = state.after(byte, dialect)
      if byte == ASCII.feed {
        if firstFeed < 0 || firstFeed < recordStart { firstFeed = i }
        if state == .fieldStart { recordStart = i + 1 }
      }
    }
    looked = bytes.count
  }

  /// No quote and no backslash is waiting for what follows.
  private var isBetweenFields: Bool { state == .fieldStart || state == .plain }

  /// Whether the bytes not yet read may contain a line feed that ends no record.
  private func holdsEscapes(_ bytes: Span<UInt8>) -> Bool {
    switch dialect.quoting {
    case .quotes: bytes.firstOffset(of: ASCII.quote, from: looked) < bytes.count
    case .backslash: bytes.firstOffset(of: ASCII.backslash, from: looked) < bytes.count
    case .none: false
    }
  }
}
