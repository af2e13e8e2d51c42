import Values

/// What a row says of who is who, and how its ids are spelled where credits are listed.
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
  func spell(
    _ ids: RowIDs, _ span: Span<UInt8>, _ fields: ClosedRange<Int>, _ columns: ColumnMap, _ extras: inout EventExtras,
    _ batch: inout EventBatch
  ) {
    spellStrongest(of: ids, span, fields, columns, &batch)
    extras.parts.insert(.spelled)
    extras.dealSpelling =
      ids.deal == nil
      ? SpelledIDs.none : batch.spelled.spell(span.extracting(field(.dealID, span, fields, columns)), .deal)
  }
}
