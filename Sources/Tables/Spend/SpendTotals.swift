import Values

/// Spend inside the period, per slot. Merging is addition, so neither order nor threads can change it.
public struct SpendTotals: Sendable, Equatable {
  /// Millionths of the report currency, by slot.
  public var amounts: [Int128]
  /// Slots that have a spend record in the period, be it of 0: a report gives each of them a row.
  public var hasRecord: [Bool]

  public init(slotCount: Int) {
    amounts = Array(repeating: 0, count: slotCount)
    hasRecord = Array(repeating: false, count: slotCount)
  }

  /// The costs that touches named, by slot, in millionths; `named`: whether any touch of the slot named one, be it 0.
  public init(touchCosts: [Int128], named: [Bool]) {
    precondition(touchCosts.count == named.count, "costs of one table of slots")
    amounts = touchCosts
    hasRecord = named
  }

  /// Adds one record: `millionths` of the report currency.
  public mutating func add(_ millionths: Int64, slot: Int) {
    amounts[slot] += Int128(millionths)
    hasRecord[slot] = true
  }

  /// Adds the spend of another worker, or another source, of the same run.
  public static func += (a: inout SpendTotals, b: SpendTotals) {
    precondition(a.amounts.count == b.amounts.count, "spend of another run")
    for slot in b.amounts.indices where b.hasRecord[slot] {
      a.amounts[slot] += b.amounts[slot]
      a.hasRecord[slot] = true
    }
  }
}
