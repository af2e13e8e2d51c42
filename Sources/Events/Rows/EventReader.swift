import Values

/// Reads blocks of delimited text or JSON lines into event batches: one per worker, with the worker's label table.
///
/// Pure: knows no files and no threads. Any cut of a log into blocks that end with records gives the same events.
public struct EventReader: Sendable {
  let rules: ReadingRules
  let noIDs: NoIDs
  /// By event code: whether the id texts of its rows are kept.
  private let keepsIDTexts: [Bool]
  /// Of the input set being read; those of the others wait in `timesOfSets`.
  var times: TimeReader
  private var timesOfSets: [TimeReader]
  var set = 0
  var money: MoneyReader
  var scan = FieldScan()
  /// Offset of the block's constant fields, behind its records.
  var constantsStart = 0
  private var json: JSONLineReader?
  var readsJSON = false
  var knownLinks = KnownLinks()
  /// A clock by which reading is timed; without one, as here, none is read.
  public var watch = Stopwatch(nil)
  /// By that clock: nanoseconds in finding fields, and in making events of them.
  public private(set) var scanning: Int64 = 0, reading: Int64 = 0
  public internal(set) var labels: LabelTable
  private var mapped: MappedSpellings?
  /// Off, every record is read by `readRecord`, every line of JSON key by key; for tests, to be set before the first block.
  var takesFastWays = true
  /// Touches read so far, by kind and by rule of the channel map.
  public internal(set) var touches: TouchTally
  /// Currencies of the amounts and costs read so far, for a run that was given none.
  public var currencies: Set<Currency> { money.currencies }
  /// Amounts and costs with more than six decimals, rounded half to even.
  public var roundedAmounts: Int { money.roundedAmounts }

  public init(rules: ReadingRules) {
    self.rules = rules
    noIDs = NoIDs(rules.noIDs)
    keepsIDTexts = (0...UInt8.max).map { EventCode.isStage($0) && rules.spelledStages?.contains(EventCode.place($0)) == true }
    timesOfSets = rules.sets.map { TimeReader(zone: $0.zone ?? rules.zone) }
    times = timesOfSets[0]
    money = MoneyReader(rules)
    labels = LabelTable(funnel: rules.funnel, seed: rules.seed)
    mapped = rules.channelMap.map { MappedSpellings($0, seed: rules.seed, mostBytes: rules.mappedSpellingBytes) }
    touches = TouchTally(ruleCount: rules.channelMap?.rules.count ?? 0)
  }

  /// Reads the first `count` bytes, which end with a record, into `batch` after emptying it.
  ///
  /// Removes the quotes in `bytes`, and appends the constant fields. `set` is the number of the log's input
  /// set. About 45 ns a row of ten fields, five of them read.
  public mutating func read(
    _ bytes: inout [UInt8], count: Int, block: UInt32 = 0, set: Int = 0, columns: ColumnMap, format: LogFormat,
    into batch: inout EventBatch
  ) {
    batch.removeAll()
    watch.restart()
    turn(to: set)
    readsJSON = format == .jsonLines
    switch format {
    case .delimited(let dialect):
      scan.scan(&bytes, count: count, dialect: dialect)
      scanning += watch.lap()
      append(columns.constants, to: &bytes, after: count)
      readRecords(bytes.span, upTo: count, columns, block, into: &batch)
    case .jsonLines:
      guard let paths = columns.paths else { preconditionFailure("the columns of a header cannot be read from JSON") }
      if json?.paths != paths {
        json = JSONLineReader(paths, seed: rules.seed)
        json?.usesShapes = takesFastWays
      }
      append(columns.constants, to: &bytes, after: count)
      readLines(&bytes, count, columns, block, into: &batch)
    }
    reading += watch.lap()
  }

  private mutating func readLines(
    _ bytes: inout [UInt8], _ count: Int, _ columns: ColumnMap, _ block: UInt32, into batch: inout EventBatch
  ) {
    guard var json else { return }
    // Moved out and back, because a copy would be made at the first line.
    self.json = nil
    json.startBlock()
    var start = 0
    while start < count {
      start = scan.scanLines(&bytes, from: start, count: count, by: &json, keys: &batch.keys)
      scanning += watch.lap()
      readRecords(bytes.span, upTo: start, columns, block, into: &batch)
      reading += watch.lap()
    }
    batch.keys.seen += json.seen.map { $0 != 0 }
    self.json = json
  }

  /// Reads the records that were found, of which the last ends at `end`.
  @inline(__always)
  private mutating func readRecords(
    _ span: Span<UInt8>, upTo end: Int, _ columns: ColumnMap, _ block: UInt32, into batch: inout EventBatch
  ) {
    let checkEncoding = scan.hasHighBytes && !span.extracting(scan.origin..<end).isUTF8
    let linesBefore = batch.lineCount
    var lines = LineCounter()
    let plain = checkEncoding || !takesFastWays ? nil : PlainColumns(columns, hasChannelMap: mapped != nil)
    let fields = scan
    var next = 0
    while next < scan.recordCount {
      if let plain {
        next = readPlainRows(span, from: next, upTo: scan.recordCount, fields, plain, columns, into: &batch)
        if next == scan.recordCount { break }
      }
      let record = next
      next += 1
      let fields = scan.fields(ofRecord: record)
      if fields.count == 1, span.trimmed(scan.field(fields.lowerBound)).isEmpty { continue }  // an empty line
      batch.recordCount += 1
      do throws(Rejection) {
        if checkEncoding, !span.extracting(scan.start(ofRecord: record)..<scan.end(ofRecord: record)).isUTF8 {
          throw Rejection(reason: .badEncoding)
        }
        if fields.count == 1, let fault = scan.faults[record] { throw rejection(fault, columns) }
        let extrasBefore = batch.extras.count
        try readRecord(span, fields, columns, into: &batch)
        if batch.extras.count > extrasBefore, batch.extras[extrasBefore].parts.contains(.origin) {
          batch.hasProvisionalRows = true
          batch.extras[extrasBefore].block = block
          batch.extras[extrasBefore].line = UInt32(linesBefore + line(ofRecord: record, in: span, &lines))
        }
      } catch {
        let line = linesBefore + line(ofRecord: record, in: span, &lines)
        batch.rejects.append(BlockReject(line: line, reason: error.reason, column: error.column, text: error.text))
        if let asking = error.asking {
          batch.hasProvisionalRows = true
          batch.links.append(
            Link(
              askingFor: asking.deal, time: asking.time, reason: error.reason, block: block, line: line,
              row: batch.rows.count))
          batch.linkKinds.insert(Link.Kinds(.dealOfReject))
        }
      }
    }
    batch.lineCount += scan.hasQuotes ? lines.lines(before: end, in: span) : scan.recordCount
  }

  private func line(ofRecord record: Int, in span: Span<UInt8>, _ lines: inout LineCounter) -> Int {
    scan.hasQuotes ? lines.lines(before: scan.start(ofRecord: record), in: span) : record
  }

  /// A record given up by the cutter becomes the batch's only row.
  public static func reject(_ record: RecordCutter.RejectedRecord, into batch: inout EventBatch) {
    batch.removeAll()
    batch.recordCount = 1
    batch.lineCount = 1
    let reason: RejectReason = record == .unclosedQuote ? .unclosedQuote : .lineTooLong
    batch.rejects.append(BlockReject(line: 0, reason: reason, column: nil, text: ""))
  }

  private mutating func turn(to next: Int) {
    if next == set { return }
    timesOfSets[set] = times
    times = timesOfSets[next]
    set = next
  }

  private mutating func append(_ constants: ConstantFields, to bytes: inout [UInt8], after count: Int) {
    constantsStart = count
    if constants.bytes.isEmpty { return }
    let missing = count + constants.bytes.count - bytes.count
    if missing > 0 { bytes.append(contentsOf: repeatElement(0, count: missing)) }
    bytes.replaceSubrange(count..<count + constants.bytes.count, with: constants.bytes)
  }

  func rejection(_ fault: JSONFault, _ columns: ColumnMap) -> Rejection {
    let field = fault.field < 0 ? nil : columns.paths?.fields[fault.field]
    let named = field.map { "'\($0.name)' is " } ?? ""
    return Rejection(reason: .badJSON, column: field?.column, text: "byte \(fault.at + 1): \(named)\(fault.reason)")
  }

  func rejection(
    _ reason: RejectReason, _ column: EventColumn, _ span: Span<UInt8>, _ field: Range<Int>
  ) -> Rejection {
    Rejection(reason: reason, column: column, text: span.extracting(field).text(atMost: 80))
  }

  /// The trimmed field of a column; empty where the record or the log has none.
  @inline(__always)
  func field(
    _ column: EventColumn, _ span: Span<UInt8>, _ fields: ClosedRange<Int>, _ columns: ColumnMap
  ) -> Range<Int> {
    field(at: columns[column], span, fields, columns)
  }

  @inline(__always)
  func field(
    at fieldIndex: Int, _ span: Span<UInt8>, _ fields: ClosedRange<Int>, _ columns: ColumnMap
  ) -> Range<Int> {
    if fieldIndex < 0 || fieldIndex >= fields.count {
      return fieldIndex < ColumnMap.absent ? constant(at: fieldIndex, columns) : 0..<0
    }
    return span.trimmed(scan.field(fields.lowerBound + fieldIndex))
  }

  func constant(at fieldIndex: Int, _ columns: ColumnMap) -> Range<Int> {
    let range = columns.constants.range(at: fieldIndex)
    return constantsStart + range.lowerBound..<constantsStart + range.upperBound
  }

  /// Specification, section 2: its checks in their order.
  @inline(__always)
  private mutating func readRecord(
    _ span: Span<UInt8>, _ fields: ClosedRange<Int>, _ columns: ColumnMap, into batch: inout EventBatch
  ) throws(Rejection) {
    if fields.count > columns.fieldCount { try checkSurplus(span, fields, columns) }
    let timeField = field(.time, span, fields, columns)
    guard let time = times.read(span.extracting(timeField)) else {
      throw rejection(.unreadableTime, .time, span, timeField)
    }
    let eventField = field(.event, span, fields, columns)
    let channel = field(.channel, span, fields, columns)
    let campaign = field(.campaign, span, fields, columns)
    let label =
      mapped == nil
      ? labels.label(in: span, event: eventField, channel: channel, campaign: campaign)
      : mappedLabel(span, fields, columns, event: eventField, channel: channel, campaign: campaign)
    let meaning = labels.meanings[Int(label)]
    if meaning.code == LabelTable.unknownEvent { throw rejection(.unknownEvent, .event, span, eventField) }
    let ids = readIDs(span, fields, columns)
    if meaning.code == EventCode.ignored {
      batch.ignoredCount += 1
      addLinks(of: ids, time, span, fields, columns, rowsBefore: batch.rows.count, &batch)
      return
    }
    guard let key = ids.strongest else { throw Rejection(reason: .missingIdentity) }
    if meaning.lacksChannel { throw rejection(.missingChannel, .channel, span, channel).of(ids, time) }
    var row = EventRow(time: time, key: key, label: label)
    // A row with only a deal id is provisional: it counts once the deal's owner is known.
    let stays = !ids.namesNobody
    if mayHaveExtras(span, fields, columns, code: meaning.code, ids) {
      var extras: EventExtras
      do throws(Rejection) {
        extras = try readExtras(span, fields, columns, code: meaning.code, time, ids)
      } catch {
        throw error.of(ids, time)
      }
      if !stays, meaning.code == EventCode.touch {
        extras.provisionalTouch = ProvisionalTouch(meaning.touchKind, rule: mapped?.rule)
      }
      if keepsIDTexts[Int(meaning.code)] { keepIDTexts(ids, span, fields, columns, &extras, &batch) }
      if !extras.parts.isEmpty {
        row.label |= EventRow.hasExtras
        batch.extras.append(extras)
      }
    }
    addLinks(of: ids, time, span, fields, columns, rowsBefore: batch.rows.count, &batch)
    if stays, !meaning.isAccepted { labels.accept(label) }
    batch.rows.append(row)
    switch meaning.code {
    case EventCode.touch:
      batch.touchCount += 1
      if stays { touches.add(meaning.touchKind, rule: mapped?.rule) }
    case EventCode.identify: batch.identifyCount += 1
    default: batch.stageCount += 1
    }
  }

  /// The label of a row after the channel map.
  private mutating func mappedLabel(
    _ span: Span<UInt8>, _ fields: ClosedRange<Int>, _ columns: ColumnMap, event: Range<Int>, channel: Range<Int>,
    campaign: Range<Int>
  ) -> UInt32 {
    mapped?.parts.removeAll(keepingCapacity: true)
    for fieldIndex in columns.mappedPlaces {
      let part = field(at: fieldIndex, span, fields, columns)
      mapped?.parts.append(part)
    }
    return mapped?.label(in: span, event: event, channel: channel, campaign: campaign, &labels) ?? 0
  }

  /// Fields beyond the header are accepted only if all of them are empty.
  private func checkSurplus(
    _ span: Span<UInt8>, _ fields: ClosedRange<Int>, _ columns: ColumnMap
  ) throws(Rejection) {
    for f in (fields.lowerBound + columns.fieldCount)...fields.upperBound
    where !span.trimmed(scan.field(f)).isEmpty {
      throw Rejection(
        reason: .wrongFieldCount, column: nil, text: "\(fields.count) fields where the header has \(columns.fieldCount)")
    }
  }

  @inline(__always)
  func readIDs(_ span: Span<UInt8>, _ fields: ClosedRange<Int>, _ columns: ColumnMap) -> RowIDs {
    RowIDs(
      account: key(.accountID, .account, span, fields, columns), user: key(.userID, .user, span, fields, columns),
      anonymous: key(.anonymousID, .anonymous, span, fields, columns),
      deal: key(.dealID, .deal, span, fields, columns))
  }

  @inline(__always)
  func key(
    _ column: EventColumn, _ kind: IDKind, _ span: Span<UInt8>, _ fields: ClosedRange<Int>, _ columns: ColumnMap
  ) -> JourneyKey? {
    if columns[column] == ColumnMap.absent { return nil }
    let field = field(column, span, fields, columns)
    guard noIDs.isID(span, field) else { return nil }
    return JourneyKey(span.extracting(field), kind: kind, seed: rules.seed)
  }

}

/// Counts line feeds before offsets that only grow. O(bytes) in all.
private struct LineCounter {
  private var at = 0
  private var lines = 0

  mutating func lines(before offset: Int, in bytes: Span<UInt8>) -> Int {
    while at < offset {
      if bytes[at] == ASCII.feed { lines += 1 }
      at += 1
    }
    return lines
  }
}
