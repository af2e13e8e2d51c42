/// Two visitors in one pass. Pairs of pairs make a pass of any number of visitors.
///
/// Each of the two sees what it demands and no more, though the other demands other journeys or rows.
public struct VisitorPair<First: JourneyVisitor, Second: JourneyVisitor>: JourneyVisitor {
  public var first: First
  public var second: Second
  private let firstDemand: JourneyDemand, secondDemand: JourneyDemand

  public init(_ first: First, _ second: Second) {
    self.first = first
    self.second = second
    firstDemand = first.demand
    secondDemand = second.demand
  }

  public var demand: JourneyDemand { firstDemand.union(secondDemand) }

  public mutating func visit(_ event: GoalEvent, of journey: inout Journey) {
    first.visit(event, of: &journey)
    second.visit(event, of: &journey)
  }

  public mutating func visit(_ rows: Span<VisitedRow>, from index: Int, of journey: inout Journey) {
    if firstDemand.rows, journey.isSelected(by: firstDemand) { first.visit(rows, from: index, of: &journey) }
    if secondDemand.rows, journey.isSelected(by: secondDemand) { second.visit(rows, from: index, of: &journey) }
  }

  public mutating func finish(_ journey: inout Journey) {
    if journey.isSelected(by: firstDemand) { first.finish(&journey) }
    if journey.isSelected(by: secondDemand) { second.finish(&journey) }
  }

  public mutating func visit(_ costs: Span<TouchCost>) {
    first.visit(costs)
    second.visit(costs)
  }

  public mutating func finishPartition() throws {
    try first.finishPartition()
    try second.finishPartition()
  }

  public static func += (a: inout VisitorPair, b: VisitorPair) {
    a.first += b.first
    a.second += b.second
  }
}

/// A visitor that a run may do without.
extension Optional: JourneyVisitor where Wrapped: JourneyVisitor {
  public var demand: JourneyDemand { self?.demand ?? JourneyDemand() }

  public mutating func visit(_ event: GoalEvent, of journey: inout Journey) { self?.visit(event, of: &journey) }

  public mutating func visit(_ rows: Span<VisitedRow>, from first: Int, of journey: inout Journey) {
    self?.visit(rows, from: first, of: &journey)
  }

  public mutating func finish(_ journey: inout Journey) { self?.finish(&journey) }

  public mutating func visit(_ costs: Span<TouchCost>) { self?.visit(costs) }

  public mutating func finishPartition() throws { try self?.finishPartition() }

  public static func += (a: inout Wrapped?, b: Wrapped?) {
    guard let b else { return }
    if a == nil { a = b } else { a! += b }
  }
}
