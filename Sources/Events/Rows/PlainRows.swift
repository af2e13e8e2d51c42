import Values

/// The fields of a block's columns, for the plain reader.
struct PlainColumns {
  let fieldCount: Int
  let time, event, channel, campaign, cost: Int
  /// The first column of ids; the only one unless `hasSeveralIDs`.
  let onlyID: Int
  let onlyKind: IDKind
  let hasSeveralIDs: Bool
  let hasEventIDs: Bool

  /// nil if no row is plain: with a channel map, if a row may have only a deal id, or if records have one field, which may be an
  /// empty line.
  init?(_ columns: ColumnMap, hasChannelMap: Bool) {
    let ids: [(fieldIndex: Int, kind: IDKind)] = [
      (columns[.accountID], .account), (columns[.userID], .user), (columns[.anonymousID], .anonymous),
      (columns[.dealID], .deal),
    ].filter { $0.0 != ColumnMap.absent }
    guard let first = ids.first, first.kind != .deal, !hasChannelMap, columns.fieldCount >= 2 else { return nil }
    fieldCount = columns.fieldCount
    time = columns[.time]
    event = columns[.event]
    channel = columns[.channel]
    campaign = columns[.campaign]
    cost = columns[.cost]
    onlyID = first.fieldIndex
    onlyKind = first.kind
    hasSeveralIDs = ids.count > 1
    hasEventIDs = columns[.eventID] != ColumnMap.absent
  }
}

/// The fast way of reading, which nearly every record takes: a touch with an owner and a known label.
///
/// Clever because all of a row happens in one loop, inlined, over pointers: fields (`FieldPlaces`), time (`TimeReader`), label
/// (`KnownLabels`), key (`JourneyKey`), and the row is written straight into the batch. The loop ends at the first record that is
/// unusual in any way and leaves it to `readRecord`, the slow twin, which reads any record. Both must give the same row, links,
/// extras and counts: a rule that is added to `readRecord` either holds for plain rows, too, or makes `readPlainRow` return nil.
extension EventReader {
  /// Reads records from `first` up to the first one that is not plain. Returns that record's number.
  mutating func readPlainRows(
    _ span: Span<UInt8>, from first: Int, upTo end: Int, _ fields: FieldScan, _ plain: PlainColumns, _ columns: ColumnMap,
    into batch: inout EventBatch
  ) -> Int {
    // The first record has no predecessor whose end marks its start, so the slow twin reads it.
    if first == 0, !fields.isPlaced { return 0 }
    let known = LabelSpellings(of: labels)
    // The rows are moved out and back, so that the loop writes them without access to the batch.
    var rows: [EventRow] = []
    swap(&rows, &batch.rows)
    let before = rows.count
    let next = fields.withPointers(to: span, orElse: first) { view in
      known.withPointers { known in
        rows.append(addingCapacity: end - first) { rows in
          for record in first..<end {
            guard
              let row = readPlainRow(span, view, known, record, plain, columns, rowsBefore: before + rows.count, &batch)
            else { break }
            rows.append(row)
          }
        }
        return first + rows.count - before
      }
    }
    swap(&rows, &batch.rows)
    batch.recordCount += next - first
    batch.touchCount += next - first
    return next
  }

  /// A record's row. Its links and extras are added to the batch. nil, with nothing changed, if the record is not plain.
  @inline(__always)
  private mutating func readPlainRow(
    _ span: Span<UInt8>, _ view: FieldPlaces, _ known: KnownLabels, _ record: Int, _ plain: PlainColumns,
    _ columns: ColumnMap, rowsBefore: Int, _ batch: inout EventBatch
  ) -> EventRow? {
    let fields = view.fields(ofRecord: record)
    guard fields.count == plain.fieldCount else { return nil }
    let first = fields.lowerBound
    @inline(__always) func field(_ index: Int) -> Range<Int> {
      index >= 0 ? view.field(first + index) : index == ColumnMap.absent ? 0..<0 : constant(at: index, columns)
    }
    guard let time = times.readInPlace(unsafe span.extracting(unchecked: field(plain.time))) else { return nil }
    guard
      let label = known.touch(view, event: field(plain.event), channel: field(plain.channel), campaign: field(plain.campaign))
    else { return nil }
    let row: EventRow
    if plain.hasSeveralIDs || plain.hasEventIDs || !field(plain.cost).isEmpty {
      guard let made = readFullTouch(span, fields, columns, time, label.label, rowsBefore: rowsBefore, &batch) else { return nil }
      row = made
    } else {
      let id = field(plain.onlyID)
      guard noIDs.isID(span, id) else { return nil }
      let key = unsafe JourneyKey(span.extracting(unchecked: id), kind: plain.onlyKind, seed: rules.seed)
      row = EventRow(time: time, key: key, label: label.label)
    }
    touches.add(label.touchKind, rule: nil)
    return row
  }

  /// A touch that may name several ids, an event id and a cost.
  @inline(never)
  private mutating func readFullTouch(
    _ span: Span<UInt8>, _ fields: ClosedRange<Int>, _ columns: ColumnMap, _ time: Int64, _ label: UInt32, rowsBefore: Int,
    _ batch: inout EventBatch
  ) -> EventRow? {
    let ids = readIDs(span, fields, columns)
    guard !ids.namesNobody, let key = ids.strongest else { return nil }
    var row = EventRow(time: time, key: key, label: label)
    if mayHaveExtras(span, fields, columns, code: EventCode.touch, ids) {
      guard let extras = try? readExtras(span, fields, columns, code: EventCode.touch, time, ids) else { return nil }
      if !extras.parts.isEmpty {
        row.label |= EventRow.hasExtras
        batch.extras.append(extras)
      }
    }
    addLinks(of: ids, time, span, fields, columns, rowsBefore: rowsBefore, &batch)
    return row
  }
}
