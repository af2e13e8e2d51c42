/// What an event is called, in the words of the systems that log it.
enum EventName: Int, CaseIterable, Sendable {
  case touch, touchpoint, click, impression, visit, pageView
  case identify, login, signup
  case lead, mql, sal, sql, opportunity, negotiation, won, lost, retention
  /// A misspelt one.
  case broken

  var text: String {
    switch self {
    case .pageView: "page_view"
    case .broken: "pagevew"
    default: "\(self)"
    }
  }

  var isStage: Bool { rawValue >= EventName.lead.rawValue && self != .broken }

  init(_ stage: DealStage) {
    self =
      switch stage {
      case .lead: .lead
      case .mql: .mql
      case .sal: .sal
      case .sql: .sql
      case .opportunity: .opportunity
      case .negotiation: .negotiation
      case .won, .refund: .won
      case .lost: .lost
      case .retention: .retention
      }
  }
}
