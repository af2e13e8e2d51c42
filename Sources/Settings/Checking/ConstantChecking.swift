import Events
import Tables
import Values

/// Finds constants that would reject every row of their input set, before a row is read.
struct ConstantChecking {
  let funnel: Funnel
  /// The style of amounts.
  let amounts: AmountStyle
  /// The currency of rows that name none.
  let currency: Currency?

  /// Checks the constants of event logs.
  ///
  /// - Throws: `RunError` with status 78 at the first constant that cannot be read.
  func check(_ constants: [EventColumn: Setting]) throws(RunError) {
    if let event = constants[.event] { try checkEvent(event) }
    let constant = try constants[.currency].flatMap(ValueChecking.currency)
    if let time = constants[.time] {
      var times = TimeReader(zone: .utc)
      if times.read(Array(time.text.utf8).span) == nil {
        throw time.error("'time' is always '\(time.text)', which is no time; write it as in 2026-03-01T09:30:00Z")
      }
    }
    if let channel = constants[.channel] { try checkChannel(channel) }
    for column in [EventColumn.cost, .amount] {
      if let amount = constants[column] { try checkAmount(amount, constant) }
    }
  }

  /// Checks the constants of spend files.
  ///
  /// - Throws: `RunError` with status 78 at the first constant that cannot be read.
  func check(_ constants: [SpendColumn: Setting]) throws(RunError) {
    for column in [SpendColumn.date, .endDate] {
      guard let date = constants[column], TimeReader.day(Array(date.text.utf8).span) == nil else { continue }
      throw date.error("\(date.name) is always '\(date.text)', which is no day; write it as in 2026-03-01")
    }
    let constant = try constants[.currency].flatMap(ValueChecking.currency)
    if let channel = constants[.channel] { try checkChannel(channel) }
    if let amount = constants[.amount] { try checkAmount(amount, constant) }
  }

  private func checkEvent(_ event: Setting) throws(RunError) {
    let known =
      funnel.stages.flatMap { [$0.name] + $0.events } + funnel.touchEvents + funnel.identifyEvents + funnel.ignoredEvents
    if known.contains(where: { $0.lowercased() == event.text.lowercased() }) { return }
    throw event.error(
      "'event' is always '\(event.text)', which is no touch, no stage and no other event known here"
        + NearName.question(for: event.text, among: known))
  }

  private func checkChannel(_ channel: Setting) throws(RunError) {
    guard channel.text == SlotName.unattributed else { return }
    throw channel.error("'channel' is always '\(channel.text)', the name of what no touch is credited with; use another one")
  }

  /// Where rows may name their currency, an amount is right in any currency that its text names.
  private func checkAmount(_ amount: Setting, _ constant: Currency?) throws(RunError) {
    let named = [amount.text.prefix(3), amount.text.suffix(3)].compactMap { Currency(String($0)) }
    let possible = constant.map { [$0] } ?? [nil, currency] + named
    let bytes = Array(amount.text.utf8)
    if possible.contains(where: { AmountReader.read(bytes.span, currency: $0, amounts)?.millionths != nil }) { return }
    let example =
      switch amounts {
      case .decimalPoint: "1,234.50"
      case .decimalComma: "1.234,50"
      case .micros: "1234500000"
      }
    throw amount.error("\(amount.name) is always '\(amount.text)', which is no amount here; write it as in \(example)")
  }
}
