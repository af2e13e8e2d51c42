import Values

/// The total of one or more spend files: spend inside the period by slot name, and the fate of each row.
public struct SpendLedger: Sendable, Equatable {
  /// Millionths of the report currency; a name is included if it has a record in the period, even of 0.
  public private(set) var amounts: [SlotName: Int128] = [:]
  public var counts = SpendRowCounts()
  /// Currencies that used rows name, for a run that was given none.
  public var currencies: Set<Currency> = []
  /// Amounts with more than six decimals, rounded half to even.
  public var roundedAmounts: Int64 = 0

  public init() {}

  /// Adds a record of the period.
  public mutating func add(_ millionths: Int128, to name: SlotName) { amounts[name, default: 0] += millionths }

  /// Puts every amount under another name of its slot; those that come under one name are added.
  public mutating func rename(_ name: (SlotName) -> SlotName) {
    amounts = Dictionary(amounts.map { (name($0.key), $0.value) }, uniquingKeysWith: +)
  }

  /// Adds another file of the same run.
  public static func += (a: inout SpendLedger, b: SpendLedger) {
    a.amounts.merge(b.amounts, uniquingKeysWith: +)
    a.counts += b.counts
    a.currencies.formUnion(b.currencies)
    a.roundedAmounts += b.roundedAmounts
  }

  /// The spend on the slots of a run.
  ///
  /// - Precondition: the table holds every name of `amounts`.
  public func totals(on slots: SlotTable) -> SpendTotals {
    var totals = SpendTotals(slotCount: slots.count)
    for (name, amount) in amounts {
      guard let slot = slots.slot(of: name) else { preconditionFailure("a slot table without the spend's names") }
      totals.amounts[slot] += amount
      totals.hasRecord[slot] = true
    }
    return totals
  }
}
