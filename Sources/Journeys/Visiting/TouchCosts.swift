/// What touches inside the period cost, by slot: a visitor of every run.
public struct TouchCosts: JourneyVisitor, Equatable {
  /// By slot, in millionths of the report currency.
  public private(set) var amounts: [Int128]
  /// By slot, whether some touch names a cost, which may be 0.
  public private(set) var isNamed: [Bool]

  public init(slotCount: Int) {
    amounts = Array(repeating: 0, count: slotCount)
    isNamed = Array(repeating: false, count: slotCount)
  }

  public mutating func visit(_ costs: Span<TouchCost>) {
    for i in costs.indices {
      let cost = costs[i]
      amounts[Int(cost.slot)] += Int128(cost.amount)
      isNamed[Int(cost.slot)] = true
    }
  }

  public static func += (a: inout TouchCosts, b: TouchCosts) {
    for i in b.amounts.indices { a.amounts[i] += b.amounts[i] }
    for i in b.isNamed.indices where b.isNamed[i] { a.isNamed[i] = true }
  }
}
