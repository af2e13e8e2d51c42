import Values

/// The links of a row, and the texts of its ids if credits are listed.
extension EventReader {
  @inline(__always)
  mutating func addLinks(
    of ids: RowIDs, _ time: Int64, _ span: Span<UInt8>, _ fields: ClosedRange<Int>, _ columns: ColumnMap, rowsBefore: Int,
    _ batch: inout EventBatch
  ) {
    if ids.saysNothing { return }
    let before = batch.links.count
    ids.forEachLink(time: time, row: rowsBefore) { link in
      batch.linkKinds.insert(Link.Kinds(link.kind))
      if knownLinks.isNew(from: link.from, to: link.to, kind: link.kind.rawValue, time: link.time) {
        batch.links.append(link)
      }
    }
    if batch.links.count > before, rules.spelledStages != nil { spellStrongest(of: ids, span, fields, columns, &batch) }
  }

  /// Keeps the text of the id that may name the journeys linked by this row. Only the row's strongest id can, because the others
  /// are linked to it.
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

  /// Keeps the texts by which a goal's row is listed: its strongest id and its deal.
  func keepIDTexts(
    _ ids: RowIDs, _ span: Span<UInt8>, _ fields: ClosedRange<Int>, _ columns: ColumnMap, _ extras: inout EventExtras,
    _ batch: inout EventBatch
  ) {
    spellStrongest(of: ids, span, fields, columns, &batch)
    extras.parts.insert(.spelled)
    extras.dealSpelling =
      ids.deal == nil
      ? SpelledIDs.none : batch.spelled.append(span.extracting(field(.dealID, span, fields, columns)), .deal)
  }
}
