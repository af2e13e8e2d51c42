import Values
import Settings
import Archive
import Events
import Platform

/// Reads one input as blocks of UTF-8 that end with records, member by member, headers taken off.
struct BlockReader: ~Copyable {
  private let inputNumber: Int
  private let input: InputFile
  private let registry: SourceRegistry
  private let set: InputSet
  private let settings: TextSettings
  private let rules: ReadingRules
  private let blockBytes: Int
  private var text: MemberText
  private var form = TextForm(format: .csv, encoding: .utf8)
  private var cutter: RecordCutter
  private var sourceName = ""
  private var source: UInt32 = 0
  private var memberCount = 0
  private var inMember = false
  private var columns: ColumnMap?
  private var nextBlock: UInt32 = 0
  /// Bytes after the last cut.
  private var rest: [UInt8] = []
  private var memberEnded = false
  /// Lines before the first record, those before a cut among them.
  private var headerLines = 0
  /// Damage that was found. The records before it are given first.
  private var failure: ArchiveError?
  /// Counts the member's records; nil where the count is not needed, or can be made later.
  private var counter: RecordCounter?
  private var rows: Int64 = 0
  private var bytesShown: Int64 = 0

  /// - Parameter countsRows: messages about damage give the number of rows before it, at a cost of a few nanoseconds a row.
  init(
    _ input: InputFile, number: Int, registry: SourceRegistry, set: InputSet, text: TextSettings, rules: ReadingRules,
    blockBytes: Int, archives: ArchivePolicy = ArchivePolicy(), spool: InputSpool? = nil, countsRows: Bool = false
  ) throws {
    self.input = input
    inputNumber = number
    self.registry = registry
    self.set = set
    settings = text
    self.rules = rules
    self.blockBytes = max(min(blockBytes, rules.maxRecordBytes), 1)
    self.text = try MemberText(input, named: text.encoding, archives: archives, spool: spool)
    cutter = RecordCutter(dialect: .csv, maxRecordBytes: rules.maxRecordBytes)
    counter = countsRows ? RecordCounter() : nil
  }

  /// Fills `block` with the next records; false after the last member, when everything has been read and checked.
  mutating func next(into block: Block) throws -> Bool {
    while true {
      if !inMember, try !openMember() { return false }
      if try fill(block) { return true }
      inMember = false
    }
  }

  /// Whether the rest of the input costs no more than a copy to read: a file with nothing to unpack.
  var isCheap: Bool { input.isRegular && text.isFileItself }

  /// What unpacking has given so far, and what it took.
  var unpacked: StepTimes.Figures { text.unpacked }

  /// From now on the calling thread's time is measured.
  mutating func measure() { text.measure() }

  /// Bytes of the file as it is stored that were read since this was asked last; in all never more than it has.
  mutating func takeBytesRead() -> Int64 {
    let read = input.isRegular ? min(text.fileBytesRead, input.byteCount) : text.fileBytesRead
    // A zip is read here and there, and once more for its digest.
    let step = max(0, read - bytesShown)
    bytesShown += step
    return step
  }

  /// Checks what is left of the input for damage, at most about so many bytes of content, and gives nothing of it. Rows are
  /// counted on where they are counted at all and the reader is at a record: nothing was thrown so far.
  mutating func check(atMost bytes: Int64, atRecord: Bool) throws {
    if let failure { throw failure.after(rows: rows) }
    var left = bytes
    if counter != nil, atRecord {
      let block = Block(capacity: 0)
      do {
        while left > 0, try next(into: block) { left -= Int64(block.count) }
        if left > 0 { return }
      } catch  where !(error is ArchiveError) {
        // A later member is no log; it may be damaged all the same.
        if let failure { throw failure.after(rows: rows) }
      }
    }
    if left > 0 { try text.verify(atMost: left) }
  }

  private mutating func openMember() throws -> Bool {
    guard let member = try text.nextMember() else {
      registry.close(input: inputNumber, bytes: text.fileBytesRead, digest: text.digest ?? "")
      return false
    }
    sourceName = member.source
    source = registry.open(name: member.source, input: inputNumber, member: memberCount)
    memberCount += 1
    inMember = true
    memberEnded = false
    columns = nil
    headerLines = 0
    nextBlock = 0
    rows = 0
    rest.removeAll(keepingCapacity: true)
    try lookAtBeginning()
    return true
  }

  /// Finds out how the member's text reads; refuses what is no text.
  private mutating func lookAtBeginning() throws {
    let (beginning, isWhole) = try text.beginning(DialectSample.byteCount)
    let kind = TextKind(beginning)
    if kind == .binary {
      throw notALog("it holds NUL bytes, so it is no text; if it is UTF-16, say --encoding utf-16le or utf-16be")
    }
    let known = ColumnMap.knownNames(renamed: set.columns, channelMap: rules.channelMap)
    let format = settings.format ?? kind.format(of: beginning, isWhole: isWhole, known: known)
    form = TextForm(format: format, encoding: text.encoding)
    cutter = RecordCutter(form.format, maxRecordBytes: rules.maxRecordBytes)
    if form.format == .jsonLines {
      try expectLines()
    } else if case .jsonArray = kind {
      throw notALog(TextKind.arrayMessage)
    }
    noteForm()
  }

  private mutating func expectLines() throws {
    do {
      let columns = try ColumnMap(
        jsonLines: set.columns, channelMap: rules.channelMap, constants: set.constants)
      registry.noteLines(columns, of: source, shownAs: displayName)
      self.columns = columns
      form.columns = columns
    } catch {
      throw RunError(status: 78, "\(displayName): \(error.message)")
    }
  }

  private mutating func noteForm() {
    form.encoding = text.encoding
    form.isEncodingGuessed = text.isEncodingGuessed
    registry.note(form, of: source)
  }

  /// Cuts the member's next block; false when the member has no more records.
  private mutating func fill(_ block: Block) throws -> Bool {
    var target = blockBytes
    var filled = take(into: block, atLeast: target)
    while true {
      filled = try read(into: block, from: filled, upTo: target)
      switch cutter.cut(block.bytes.span.extracting(0..<filled), atEnd: memberEnded) {
      case .records(let end):
        keep(block, end..<filled)
        block.count = end
        block.rejected = nil
        if try columns == nil && !takeHeader(block) { filled = take(into: block, atLeast: target); continue }
        return finish(block)
      case .reject(let record, let end):
        keep(block, end..<filled)
        if columns == nil {
          guard let header = settings.header else { throw notALog("its first \(end) bytes are no header line") }
          try readColumns(header, isOwnLine: false)
        }
        block.count = 0
        block.rejected = record
        return finish(block)
      case .drop(let end):
        keep(block, end..<filled)
        filled = take(into: block, atLeast: target)
      case .needMore:
        if let failure { throw failure.after(rows: rows) }
        if memberEnded { return false }
        target = min(target * 2, rules.maxRecordBytes + 1)
      }
    }
  }

  private mutating func finish(_ block: Block) -> Bool {
    block.source = source
    block.number = nextBlock
    block.set = input.list
    block.columns = columns
    block.format = form.format
    nextBlock += 1
    if counter != nil { countRows(block) }
    return true
  }

  private mutating func countRows(_ block: Block) {
    let records = counter?.records(in: block.bytes, count: block.count, format: form.format) ?? 0
    rows += Int64(block.rejected == nil ? records : 1)
  }

  private mutating func keep(_ block: Block, _ range: Range<Int>) {
    rest.removeAll(keepingCapacity: true)
    rest.append(contentsOf: block.bytes[range])
  }

  /// Moves the rest of the last cut to the block's start.
  private mutating func take(into block: Block, atLeast room: Int) -> Int {
    let needed = max(room, rest.count) + 1
    if block.bytes.count < needed { block.bytes = Array(repeating: 0, count: needed) }
    block.bytes.replaceSubrange(0..<rest.count, with: rest)
    return rest.count
  }

  /// Reads on until the block holds `target` bytes or the member ends; then a last line feed is seen to.
  private mutating func read(into block: Block, from start: Int, upTo target: Int) throws -> Int {
    var filled = start
    if block.bytes.count < target + 1 {
      block.bytes.append(contentsOf: repeatElement(0, count: target + 1 - block.bytes.count))
    }
    while !memberEnded, failure == nil, filled < target {
      let count: Int
      do {
        count = try text.read(into: &block.bytes, filled..<target)
      } catch let error as ArchiveError where error.isDamage {
        failure = error
        break
      }
      filled += count
      if count == 0 {
        memberEnded = true
        noteForm()
      }
    }
    if memberEnded, filled > 0, block.bytes[filled - 1] != UInt8(ascii: "\n") {
      block.bytes[filled] = UInt8(ascii: "\n")
      filled += 1
    }
    return filled
  }

  /// Reads the header off the block's front; false where nothing but the header, or empty lines, stood in it.
  private mutating func takeHeader(_ block: Block) throws -> Bool {
    guard case .delimited(let dialect) = form.format else { return true }
    var start = headerLines == 0 ? SeparatorLine.read(block.bytes[..<block.count])?.byteCount ?? 0 : 0
    if start > 0 { headerLines = 1 }
    while start < block.count {
      let end = start + HeaderReader.lineEnd(block.bytes.span.extracting(start..<block.count), dialect: dialect)
      let fields = HeaderReader.fields(block.bytes[start..<end], dialect: dialect)
      // A first line that repeats the header which was given is no event.
      let isHeader = fields.map { settings.header == nil || isGivenHeader($0) } ?? true
      if isHeader {
        headerLines += block.bytes[start..<end].count { $0 == UInt8(ascii: "\n") }
        start = end
      }
      guard let fields else { continue }
      if fields.contains(where: { $0.trimmed.utf8.contains(0x0D) }) {
        throw notALog("its lines end in carriage returns alone; convert it with: tr '\\r' '\\n'")
      }
      try readColumns(settings.header ?? fields, isOwnLine: isHeader)
      break
    }
    rest.insert(contentsOf: block.bytes[start..<block.count], at: 0)
    return false
  }

  private func isGivenHeader(_ fields: [String]) -> Bool {
    fields.map { $0.trimmed.lowercased() } == settings.header?.map { $0.lowercased() }
  }

  private mutating func readColumns(_ header: [String], isOwnLine: Bool) throws {
    do {
      columns = try ColumnMap(
        header: header, renamed: set.columns, channelMap: rules.channelMap, constants: set.constants)
    } catch {
      let advice = form.format == .csv ? "" : " (read as \(form.format.name); say --format if it is something else)"
      throw RunError(status: error.kind == .configuration ? 78 : 65, "\(displayName): \(error.message)\(advice)")
    }
    registry.setHeaderLines(headerLines, of: source)
    form.header = header
    form.hasHeaderLine = isOwnLine
    form.columns = columns
    noteForm()
  }

  private var displayName: String { input.isStandardInput ? "standard input" : sourceName }

  private func notALog(_ reason: String) -> RunError { RunError(status: 65, "\(displayName): \(reason)") }
}
