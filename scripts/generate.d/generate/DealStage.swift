/// The stages that deals of the log go through, by the names of the default funnel; a refund is a `won` below 0.
enum DealStage: Int, CaseIterable, Sendable {
  case lead, mql, sal, sql, opportunity, negotiation, won, lost, refund, retention

  /// From the opportunity on a row names its deal and says what it is worth.
  var hasAmount: Bool { rawValue >= DealStage.opportunity.rawValue && self != .lost }
  var hasDeal: Bool { rawValue >= DealStage.opportunity.rawValue }
}
