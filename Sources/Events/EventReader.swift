import Values

/// Reads blocks of delimited text or JSON lines into event batches: one per worker, with the worker's own label table.
///
/// Pure: knows no files and no threads. Any cut of a log into blocks that end with records gives the same events.
public struct EventReader: Sendable {
  private let rules: ReadingRules
  private let noIDs: NoIDs
  private var times: TimeReader
  private var rates: RateMemo
  private var scan = FieldScan()
  private var json: JSONLineReader?
  private var knownLinks = KnownLinks()
  public private(set) var labels: LabelTable
  private var mapped: MappedSpellings?
  /// Touches read so far, by kind and by rule of the channel map.
  public private(set) var touches: TouchTally
  /// Currencies of the amounts and costs read so far, for a run that was given none.
  public private(set) var currencies: Set<Currency> = []
  /// Amounts and costs with more than six decimals, rounded half to even.
  public private(set) var roundedAmounts = 0

  public init(rules: ReadingRules) {
    self.rules = rules
    noIDs = NoIDs(rules.noIDs)
    times = TimeReader(zone: rules.zone)
    rates = RateMemo(rules)
    labels = LabelTable(funnel: rules.funnel, seed: rules.seed)
    mapped = rules.channelMap.map { MappedSpellings($0, seed: rules.seed, mostBytes: rules.mappedSpellingBytes) }
    touches = TouchTally(ruleCount: rules.channelMap?.rules.count ?? 0)
  }

  /// Reads the first `count` bytes, which end with a record, into `batch` after emptying it.
  ///
  /// Takes the quotes off in `bytes`. About 45 ns a row of ten fields, five of them read.
  public mutating func read(
    _ bytes: inout [UInt8], count: Int, block: UInt32 = 0, columns: ColumnMap, format: LogFormat,
    into batch: inout EventBatch
  ) {
    batch.removeAll()
    switch format {
    case .delimited(let delimiter):
      scan.scan(&bytes, count: count, delimiter: delimiter)
      readRecords(bytes.span.extracting(0..<count), columns, block, into: &batch)
    case .jsonLines:
      guard let paths = columns.paths else { preconditionFailure("the columns of a header cannot be read from JSON") }
      if json?.paths != paths { json = JSONLineReader(paths, seed: rules.seed) }
      readLines(&bytes, count, columns, block, into: &batch)
    }
  }

  private mutating func readLines(
    _ bytes: inout [UInt8], _ count: Int, _ columns: ColumnMap, _ block: UInt32, into batch: inout EventBatch
  ) {
    guard var json else { return }
    // Moved out and back: a copy would be made at the first line.
    self.json = nil
    json.startBlock()
    var start = 0
    while start < count {
      start = scan.scanLines(&bytes, from: start, count: count, by: &json, keys: &batch.keys)
      readRecords(bytes.span.extracting(0..<start), columns, block, into: &batch)
    }
    batch.keys.seen += json.seen
    self.json = json
  }

  /// Reads the records that were found in `span`, which ends with the last.
  @inline(__always)
  private mutating func readRecords(
    _ span: Span<UInt8>, _ columns: ColumnMap, _ block: UInt32, into batch: inout EventBatch
  ) {
    let checkEncoding = scan.hasHighBytes && !span.extracting(scan.origin..<span.count).isUTF8
    let linesBefore = batch.lineCount
    var lines = LineCounter()
    for record in 0..<scan.recordCount {
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
          batch.hasNamelessRows = true
          batch.extras[extrasBefore].block = block
          batch.extras[extrasBefore].line = UInt32(linesBefore + line(ofRecord: record, in: span, &lines))
        }
      } catch {
        let line = linesBefore + line(ofRecord: record, in: span, &lines)
        batch.rejects.append(BlockReject(line: line, reason: error.reason, column: error.column, text: error.text))
      }
    }
    batch.lineCount += scan.hasQuotes ? lines.lines(before: span.count, in: span) : scan.recordCount
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

  private struct Rejection: Error {
    var reason: RejectReason
    var column: EventColumn?
    var text = ""
  }

  private func rejection(_ fault: JSONFault, _ columns: ColumnMap) -> Rejection {
    let field = fault.field < 0 ? nil : columns.paths?.fields[fault.field]
    let named = field.map { "'\($0.name)' is " } ?? ""
    return Rejection(reason: .badJSON, column: field?.column, text: "byte \(fault.at + 1): \(named)\(fault.reason)")
  }

  private func rejection(
    _ reason: RejectReason, _ column: EventColumn, _ span: Span<UInt8>, _ field: Range<Int>
  ) -> Rejection {
    Rejection(reason: reason, column: column, text: span.extracting(field).text(atMost: 80))
  }

  /// The trimmed field of a column; empty where the record or the log has none.
  @inline(__always)
  private func field(
    _ column: EventColumn, _ span: Span<UInt8>, _ fields: ClosedRange<Int>, _ columns: ColumnMap
  ) -> Range<Int> {
    let place = columns[column]
    if place < 0 || place >= fields.count { return 0..<0 }
    return span.trimmed(scan.field(fields.lowerBound + place))
  }

  /// SPEC section 2's checks in their order.
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
    let ids = RowIDs(
      account: key(.accountID, .account, span, fields, columns), user: key(.userID, .user, span, fields, columns),
      anonymous: key(.anonymousID, .anonymous, span, fields, columns),
      deal: key(.dealID, .deal, span, fields, columns))
    if meaning.code == EventCode.ignored {
      batch.ignoredCount += 1
      addLinks(of: ids, time, &batch)
      return
    }
    guard let key = ids.strongest else { throw Rejection(reason: .missingIdentity) }
    if meaning.lacksChannel { throw rejection(.missingChannel, .channel, span, channel) }
    var row = EventRow(time: time, key: key, label: label)
    let extras = try readExtras(span, fields, columns, code: meaning.code, time, ids)
    addLinks(of: ids, time, &batch)
    if !extras.parts.isEmpty {
      row.label |= EventRow.hasExtras
      batch.extras.append(extras)
    }
    batch.rows.append(row)
    switch meaning.code {
    case EventCode.touch:
      batch.touchCount += 1
      touches.add(meaning.touchKind, rule: mapped?.rule)
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
    for place in columns.mappedPlaces {
      let isThere = place >= 0 && place < fields.count
      mapped?.parts.append(isThere ? span.trimmed(scan.field(fields.lowerBound + place)) : 0..<0)
    }
    return mapped?.label(in: span, event: event, channel: channel, campaign: campaign, &labels) ?? 0
  }

  @inline(__always)
  private mutating func addLinks(of ids: RowIDs, _ time: Int64, _ batch: inout EventBatch) {
    ids.forEachLink(time: time, row: batch.rows.count) { link in
      if knownLinks.isNew(from: link.from, to: link.to, kind: link.kind.rawValue, time: link.time) {
        batch.links.append(link)
      }
    }
  }

  /// More fields than the header has are let pass only when all of them are empty.
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
  private func key(
    _ column: EventColumn, _ kind: IDKind, _ span: Span<UInt8>, _ fields: ClosedRange<Int>, _ columns: ColumnMap
  ) -> JourneyKey? {
    if columns[column] < 0 { return nil }
    let field = field(column, span, fields, columns)
    guard noIDs.isID(span, field) else { return nil }
    return JourneyKey(span.extracting(field), kind: kind, seed: rules.seed)
  }

  @inline(__always)
  private mutating func readExtras(
    _ span: Span<UInt8>, _ fields: ClosedRange<Int>, _ columns: ColumnMap, code: UInt8, _ time: Int64, _ ids: RowIDs
  ) throws(Rejection) -> EventExtras {
    var extras = EventExtras()
    if code != EventCode.identify {
      let column: EventColumn = code == EventCode.touch ? .cost : .amount
      let written = field(column, span, fields, columns)
      if !written.isEmpty {
        extras.money = try money(written, column, span, field(.currency, span, fields, columns), time)
        extras.parts.insert(.money)
      }
    }
    if code != EventCode.touch, let deal = ids.deal {
      extras.deal = deal
      extras.parts.insert(.deal)
    }
    if rules.knowsAccounts, ids.account == nil, ids.user != nil, let anonymous = ids.anonymous {
      extras.anonymous = anonymous
      extras.parts.insert(.anonymous)
    }
    if ids.namesNobody { extras.parts.insert(.origin) }
    if let eventID = key(.eventID, .event, span, fields, columns) {
      extras.eventID = eventID
      extras.parts.insert(.eventID)
    }
    return extras
  }

  /// Millionths of the report currency.
  private mutating func money(
    _ written: Range<Int>, _ column: EventColumn, _ span: Span<UInt8>, _ currencyField: Range<Int>, _ time: Int64
  ) throws(Rejection) -> Int64 {
    let text = span.extracting(currencyField)
    let named = text.count == 3 ? Currency(text[0], text[1], text[2]) : nil
    if let named, let report = rules.reportCurrency, named != report {
      return try converted(written, column, span, currencyField, named, time)
    }
    let currency = named ?? (text.isEmpty ? rules.reportCurrency : nil)
    var value = AmountReader.readPlain(span.extracting(written))
    if value == nil {
      guard let decimal = AmountReader.read(span.extracting(written), currency: currency),
        let millionths = decimal.millionths
      else { throw rejection(.unreadableAmount, column, span, written) }
      value = millionths.value
      if millionths.isRounded { roundedAmounts += 1 }
    }
    if !text.isEmpty, named == nil { throw rejection(.unknownCurrency, .currency, span, currencyField) }
    if let named, rules.reportCurrency == nil { currencies.insert(named) }
    return value ?? 0
  }

  /// An amount in another currency: the written decimal times the rate of its day, rounded once (SPEC section 5).
  private mutating func converted(
    _ written: Range<Int>, _ column: EventColumn, _ span: Span<UInt8>, _ currencyField: Range<Int>, _ named: Currency,
    _ time: Int64
  ) throws(Rejection) -> Int64 {
    let plain = AmountReader.readPlain(span.extracting(written))
    let decimal = plain == nil ? AmountReader.read(span.extracting(written), currency: named) : nil
    if plain == nil, decimal == nil { throw rejection(.unreadableAmount, column, span, written) }
    guard let rate = rates.rate(of: named, at: time) else {
      throw rejection(.noExchangeRate, .currency, span, currencyField)
    }
    let millionths = plain.map(rate.millionths(of:)) ?? decimal.flatMap(rate.millionths(of:))
    guard let millionths else { throw rejection(.unreadableAmount, column, span, written) }
    if decimal?.isFinerThanMillionths == true { roundedAmounts += 1 }
    return millionths
  }
}

/// Counts line feeds before places that only move forward. O(bytes) in all.
private struct LineCounter {
  private var at = 0
  private var lines = 0

  mutating func lines(before place: Int, in bytes: Span<UInt8>) -> Int {
    while at < place {
      if bytes[at] == ASCII.feed { lines += 1 }
      at += 1
    }
    return lines
  }
}
