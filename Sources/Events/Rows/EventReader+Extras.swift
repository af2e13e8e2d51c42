import Values

/// What only some rows carry: money, a deal, an event id.
extension EventReader {
  /// Whether a row may have extras: a touch without cost and event id, of somebody, has none, and that is nearly every row.
  @inline(__always)
  func mayHaveExtras(
    _ span: Span<UInt8>, _ fields: ClosedRange<Int>, _ columns: ColumnMap, code: UInt8, _ ids: RowIDs
  ) -> Bool {
    if code != EventCode.touch || ids.namesNobody || columns[.eventID] != ColumnMap.absent { return true }
    if columns[.cost] != ColumnMap.absent, !field(.cost, span, fields, columns).isEmpty { return true }
    return rules.knowsAccounts && ids.anonymous != nil
  }

  mutating func readExtras(
    _ span: Span<UInt8>, _ fields: ClosedRange<Int>, _ columns: ColumnMap, code: UInt8, _ time: Int64, _ ids: RowIDs
  ) throws(Rejection) -> EventExtras {
    var extras = EventExtras()
    if code != EventCode.identify {
      let column: EventColumn = code == EventCode.touch ? .cost : .amount
      let written = field(column, span, fields, columns)
      if !written.isEmpty {
        let read = try money(written, column, span, field(.currency, span, fields, columns), time)
        extras.money = read.value
        if ids.namesNobody { extras.provisionalMoney = ProvisionalMoney(read) } else { money.note(read) }
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
  @inline(__always)
  private mutating func money(
    _ written: Range<Int>, _ column: EventColumn, _ span: Span<UInt8>, _ currency: Range<Int>, _ time: Int64
  ) throws(Rejection) -> MoneyReader.MoneyRead {
    do throws(MoneyReader.Fault) {
      return try money.read(
        span.extracting(written), amountStyle(span, written), code: span.extracting(currency),
        usual: rules.sets[set].currency, at: time)
    } catch {
      switch error {
      case .unreadableAmount: throw rejection(.unreadableAmount, column, span, written)
      case .unknownCurrency: throw rejection(.unknownCurrency, .currency, span, currency)
      case .noExchangeRate: throw rejection(.noExchangeRate, .currency, span, currency)
      }
    }
  }

  /// How an amount is written: a JSON number has a point, whatever texts in quotes have.
  private func amountStyle(_ span: Span<UInt8>, _ written: Range<Int>) -> AmountStyle {
    guard readsJSON, rules.amounts == .decimalComma, written.lowerBound < constantsStart else { return rules.amounts }
    var before = written.lowerBound - 1
    while before > 0, span[before] <= ASCII.space { before -= 1 }
    return span[before] == ASCII.quote ? .decimalComma : .decimalPoint
  }
}
