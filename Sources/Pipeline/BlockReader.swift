import Archive
import Events
import Platform

/// Reads one input as blocks that end with records, member by member, headers taken off.
struct BlockReader: ~Copyable {
  private let inputNumber: Int
  private let input: InputFile
  private let registry: SourceRegistry
  private let columnMap: [EventColumn: String]?
  private let rules: ReadingRules
  private let blockBytes: Int
  private var members: MemberReader
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
  private var isFirstRead = false
  private var checkedBytes = 0
  /// Lines before the first record, those before a cut among them.
  private var headerLines = 0

  static let delimiter = UInt8(ascii: ",")
  /// Bytes that tell how text is encoded: UTF-8's byte-order mark is the longest.
  private static let longestSign = 3
  /// Bytes of a member's start in which text has no NUL: a page. One further on is a damaged field, not another format.
  private static let startBytes = 4096

  init(
    _ input: InputFile, number: Int, registry: SourceRegistry, columnMap: [EventColumn: String]?, rules: ReadingRules,
    blockBytes: Int, archives: ArchivePolicy = ArchivePolicy(), spool: InputSpool? = nil
  ) throws {
    self.input = input
    inputNumber = number
    self.registry = registry
    self.columnMap = columnMap
    self.rules = rules
    self.blockBytes = max(min(blockBytes, rules.maxRecordBytes), Self.longestSign)
    members = try MemberReader(input, policy: archives, spool: spool)
    cutter = RecordCutter(delimiter: Self.delimiter, maxRecordBytes: rules.maxRecordBytes)
  }

  /// Fills `block` with the next records; false after the last member, when everything has been read and checked.
  mutating func next(into block: Block) throws -> Bool {
    while true {
      if !inMember, try !openMember() { return false }
      if try fill(block) { return true }
      inMember = false
    }
  }

  /// Checks what is left of the input for damage, at most so many bytes of content, and gives nothing of it.
  mutating func check(atMost bytes: Int64) throws { try members.verify(atMost: bytes) }

  private mutating func openMember() throws -> Bool {
    guard let member = try members.nextMember() else {
      registry.close(input: inputNumber, bytes: members.fileBytesRead, digest: members.digest ?? "")
      return false
    }
    sourceName = member.source
    source = registry.open(name: member.source, input: inputNumber, member: memberCount)
    memberCount += 1
    inMember = true
    memberEnded = false
    isFirstRead = true
    checkedBytes = 0
    columns = nil
    headerLines = 0
    nextBlock = 0
    rest.removeAll(keepingCapacity: true)
    cutter = RecordCutter(delimiter: Self.delimiter, maxRecordBytes: rules.maxRecordBytes)
    return true
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
        if columns == nil { throw notALog("its first \(end) bytes are no header line") }
        block.count = 0
        block.rejected = record
        return finish(block)
      case .drop(let end):
        keep(block, end..<filled)
        filled = take(into: block, atLeast: target)
      case .needMore:
        if memberEnded { return false }
        target = min(target * 2, rules.maxRecordBytes + 1)
      }
    }
  }

  private mutating func finish(_ block: Block) -> Bool {
    block.source = source
    block.number = nextBlock
    block.columns = columns
    nextBlock += 1
    return true
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
    while !memberEnded, filled < target {
      let count = try Self.read(from: &members, into: &block.bytes, filled..<target)
      if count == 0 { memberEnded = true }
      filled += count
      if !isFirstRead {
        try checkText(block.bytes[(filled - count)..<filled])
      } else if filled >= Self.longestSign || memberEnded {
        filled = try checkStart(block, filled)
        try checkText(block.bytes[0..<filled])
      }
    }
    if memberEnded, filled > 0, block.bytes[filled - 1] != UInt8(ascii: "\n") {
      block.bytes[filled] = UInt8(ascii: "\n")
      filled += 1
    }
    return filled
  }

  private static func read(
    from members: inout MemberReader, into bytes: inout [UInt8], _ room: Range<Int>
  ) throws -> Int {
    var whole = bytes.mutableSpan
    var part = whole._mutatingExtracting(room)
    return try members.read(into: &part)
  }

  /// Takes off a byte-order mark; refuses what is not UTF-8.
  private mutating func checkStart(_ block: Block, _ filled: Int) throws -> Int {
    isFirstRead = false
    if filled >= 3, block.bytes[0] == 0xEF, block.bytes[1] == 0xBB, block.bytes[2] == 0xBF {
      block.bytes.replaceSubrange(0..<filled - 3, with: Array(block.bytes[3..<filled]))
      return filled - 3
    }
    if filled >= 2, block.bytes[0] | block.bytes[1] == 0xFF, block.bytes[0] & block.bytes[1] == 0xFE {
      throw notALog("it is UTF-16 text; convert it with: iconv -f UTF-16 -t UTF-8")
    }
    return filled
  }

  /// Refuses NULs among a member's first bytes, however its reads fall.
  private mutating func checkText(_ bytes: ArraySlice<UInt8>) throws {
    if checkedBytes >= Self.startBytes { return }
    let start = bytes.prefix(Self.startBytes - checkedBytes)
    checkedBytes += bytes.count
    if start.contains(0) { throw notALog("it holds NUL bytes, so it is no text") }
  }

  /// Reads the header off the block's front; false where nothing but the header, or empty lines, stood in it.
  private mutating func takeHeader(_ block: Block) throws -> Bool {
    var start = 0
    while start < block.count {
      let end = start + HeaderReader.lineEnd(block.bytes.span.extracting(start..<block.count), delimiter: Self.delimiter)
      let fields = HeaderReader.fields(block.bytes[start..<end], delimiter: Self.delimiter)
      headerLines += block.bytes[start..<end].count { $0 == UInt8(ascii: "\n") }
      start = end
      guard let fields else { continue }
      do {
        columns = try ColumnMap(header: fields, renamed: columnMap, channelMap: rules.channelMap)
      } catch {
        throw RunError(status: error.kind == .configuration ? 78 : 65, "\(displayName): \(error.message)")
      }
      if let columns { registry.noteColumns(columns) }
      registry.setHeaderLines(headerLines, of: source)
      break
    }
    rest.insert(contentsOf: block.bytes[start..<block.count], at: 0)
    return false
  }

  private var displayName: String { input.isStandardInput ? "standard input" : sourceName }

  private func notALog(_ reason: String) -> RunError { RunError(status: 65, "\(displayName): \(reason)") }
}
