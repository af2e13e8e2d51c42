import Journeys

/// Credit totals of a run: `Crediting` as a visitor. A list of single credits needs a visitor of its own, because it is
/// written in the same call (`Crediting.credit(_:of:into:)`).
extension Crediting: JourneyVisitor {
  public mutating func visit(_ event: GoalEvent, of journey: inout Journey) { credit(event, of: &journey.touches) }

  public static func += (a: inout Crediting, b: Crediting) { a.totals += b.totals }
}
