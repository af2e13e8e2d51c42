import Values

/// Reads blocks of delimited text into event batches: one per worker, with the worker's own label table.
///
/// Pure: knows no files and no threads. Any cut of a log into blocks that end with records gives the same events.
public struct EventReader: Sendable {
  private let rules: ReadingRules
  private let noIDs: NoIDs
  /// By event code: whether its rows spell their ids.
  private let spells: [Bool]
  /// Of the input set being read; those of the others wait in `timesOfSets`.
  private var times: TimeReader
  private var timesOfSets: [TimeReader]
  private var set = 0
  private var rates: RateMemo
  private var scan = FieldScan()
  /// Where the block's constant fields stand: behind its records.
  private var constantsStart = 0
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
    spells = (0...UInt8.max).map { EventCode.isStage($0) && rules.spelledStages?.contains(EventCode.place($0)) == true }
    timesOfSets = rules.sets.map { TimeReader(zone: $0.zone ?? rules.zone) }
    times = timesOfSets[0]
    rates = RateMemo(rules)
    labels = LabelTable(funnel: rules.funnel, seed: rules.seed)
    mapped = rules.channelMap.map { MappedSpellings($0, seed: rules.seed, mostBytes: rules.mappedSpellingBytes) }
    touches = TouchTally(ruleCount: rules.channelMap?.rules.count ?? 0)
  }

  /// Reads the first `count` bytes, which end with a record, into `batch` after emptying it.
  ///
  /// Takes the quotes off in `bytes`, and puts the constant fields behind them. `set` is the number of the log's input
  /// set. About 45 ns a row of ten fields, five of them read.
  public mutating func read(
    _ bytes: inout [UInt8], count: Int, block: UInt32 = 0, set: Int = 0, columns: ColumnMap, format: LogFormat,
    into batch: inout EventBatch
  ) {
    batch.removeAll()
    turn(to: set)
    switch format {
    case .delimited(let dialect): scan.scan(&bytes, count: count, dialect: dialect)
    }
    constantsStart = count
    Self.put(columns.constants.bytes, in: &bytes, at: count)
    let span = bytes.span.extracting(0..<count + columns.constants.bytes.count)
    let checkEncoding = scan.hasHighBytes && !span.isUTF8
    var lines = LineCounter()
    for record in 0..<scan.recordCount {
      let fields = scan.fields(ofRecord: record)
      if fields.count == 1, span.trimmed(scan.field(fields.lowerBound)).isEmpty { continue }  // an empty line
      batch.recordCount += 1
      do throws(Rejection) {
        if checkEncoding, !span.extracting(scan.start(ofRecord: record)..<scan.end(ofRecord: record)).isUTF8 {
          throw Rejection(reason: .badEncoding)
        }
        let extrasBefore = batch.extras.count
        try readRecord(span, fields, columns, into: &batch)
        if batch.extras.count > extrasBefore, batch.extras[extrasBefore].parts.contains(.origin) {
          let start = scan.start(ofRecord: record)
          batch.hasNamelessRows = true
          batch.extras[extrasBefore].block = block
          batch.extras[extrasBefore].line = UInt32(scan.hasQuotes ? lines.lines(before: start, in: span) : record)
        }
      } catch {
        let start = scan.start(ofRecord: record)
        let line = scan.hasQuotes ? lines.lines(before: start, in: span) : record
        batch.rejects.append(BlockReject(line: line, reason: error.reason, column: error.column, text: error.text))
        if let asking = error.asking {
          batch.hasNamelessRows = true
          batch.links.append(
            Link(
              askingFor: asking.deal, time: asking.time, reason: error.reason, block: block, line: line,
              row: batch.rows.count))
          batch.linkKinds.insert(Link.Kinds(.dealOfReject))
        }
      }
    }
    batch.lineCount = scan.hasQuotes ? lines.lines(before: count, in: span) : scan.recordCount
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

  private static func put(_ constants: [UInt8], in bytes: inout [UInt8], at start: Int) {
    if constants.isEmpty { return }
    let missing = start + constants.count - bytes.count
    if missing > 0 { bytes.append(contentsOf: repeatElement(0, count: missing)) }
    bytes.replaceSubrange(start..<start + constants.count, with: constants)
  }

  private struct Rejection: Error {
    var reason: RejectReason
    var column: EventColumn?
    var text = ""
    /// Of a row that names nobody but a deal.
    var asking: (deal: JourneyKey, time: Int64)?

    /// The rejection of a row with these ids, for what is looked at only after its identity.
    func of(_ ids: RowIDs, _ time: Int64) -> Rejection {
      var rejection = self
      if ids.namesNobody, let deal = ids.deal { rejection.asking = (deal, time) }
      return rejection
    }
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
    field(at: columns[column], span, fields, columns)
  }

  @inline(__always)
  private func field(
    at place: Int, _ span: Span<UInt8>, _ fields: ClosedRange<Int>, _ columns: ColumnMap
  ) -> Range<Int> {
    if place < 0 || place >= fields.count { return place < ColumnMap.absent ? constant(at: place, columns) : 0..<0 }
    return span.trimmed(scan.field(fields.lowerBound + place))
  }

  private func constant(at place: Int, _ columns: ColumnMap) -> Range<Int> {
    let range = columns.constants.range(at: place)
    return constantsStart + range.lowerBound..<constantsStart + range.upperBound
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
      addLinks(of: ids, time, span, fields, columns, &batch)
      return
    }
    guard let key = ids.strongest else { throw Rejection(reason: .missingIdentity) }
    if meaning.lacksChannel { throw rejection(.missingChannel, .channel, span, channel).of(ids, time) }
    var row = EventRow(time: time, key: key, label: label)
    var extras: EventExtras
    do throws(Rejection) {
      extras = try readExtras(span, fields, columns, code: meaning.code, time, ids)
    } catch {
      throw error.of(ids, time)
    }
    addLinks(of: ids, time, span, fields, columns, &batch)
    if spells[Int(meaning.code)] { spell(ids, span, fields, columns, &extras, &batch) }
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
      let part = field(at: place, span, fields, columns)
      mapped?.parts.append(part)
    }
    return mapped?.label(in: span, event: event, channel: channel, campaign: campaign, &labels) ?? 0
  }

  @inline(__always)
  private mutating func addLinks(
    of ids: RowIDs, _ time: Int64, _ span: Span<UInt8>, _ fields: ClosedRange<Int>, _ columns: ColumnMap,
    _ batch: inout EventBatch
  ) {
    if ids.saysNothing { return }
    let before = batch.links.count
    ids.forEachLink(time: time, row: batch.rows.count) { link in
      batch.linkKinds.insert(Link.Kinds(link.kind))
      if knownLinks.isNew(from: link.from, to: link.to, kind: link.kind.rawValue, time: link.time) {
        batch.links.append(link)
      }
    }
    if batch.links.count > before, rules.spelledStages != nil { spellStrongest(of: ids, span, fields, columns, &batch) }
  }

  /// Spells the id that journeys linked by this row may go by: of the ids that a row names only the strongest can be one,
  /// for it is what the others are linked to.
  private func spellStrongest(
    of ids: RowIDs, _ span: Span<UInt8>, _ fields: ClosedRange<Int>, _ columns: ColumnMap, _ batch: inout EventBatch
  ) {
    func add(_ key: JourneyKey, _ column: EventColumn, _ kind: IDKind) {
      batch.spelled.add(span.extracting(field(column, span, fields, columns)), kind: kind, key: key)
    }
    if let account = ids.account {
      add(account, .accountID, .account)
    } else if let user = ids.user {
      add(user, .userID, .user)
    } else if let anonymous = ids.anonymous {
      add(anonymous, .anonymousID, .anonymous)
    }
  }

  /// Spells what a goal's row is listed by: its own strongest id, and its deal.
  private func spell(
    _ ids: RowIDs, _ span: Span<UInt8>, _ fields: ClosedRange<Int>, _ columns: ColumnMap, _ extras: inout EventExtras,
    _ batch: inout EventBatch
  ) {
    spellStrongest(of: ids, span, fields, columns, &batch)
    extras.parts.insert(.spelled)
    extras.dealSpelling =
      ids.deal == nil
      ? SpelledIDs.none : batch.spelled.spell(span.extracting(field(.dealID, span, fields, columns)), .deal)
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
    if columns[column] == ColumnMap.absent { return nil }
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
    let named = text.isEmpty ? rules.sets[set].currency : text.count == 3 ? Currency(text[0], text[1], text[2]) : nil
    if let named, let report = rules.reportCurrency, named != report {
      return try converted(written, column, span, currencyField, named, time)
    }
    let currency = named ?? (text.isEmpty ? rules.reportCurrency : nil)
    var value = AmountReader.readPlain(span.extracting(written), rules.amounts)
    if value == nil {
      guard let decimal = AmountReader.read(span.extracting(written), currency: currency, rules.amounts),
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
    let plain = AmountReader.readPlain(span.extracting(written), rules.amounts)
    let decimal = plain == nil ? AmountReader.read(span.extracting(written), currency: named, rules.amounts) : nil
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
