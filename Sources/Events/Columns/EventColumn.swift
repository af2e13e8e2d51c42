import Values

/// The columns an event can have, by their canonical names (Specification, section 1).
public enum EventColumn: Int, CaseIterable, Sendable {
  case time, event
  case accountID, userID, anonymousID
  case channel, campaign, cost
  case dealID, amount, currency, eventID

  /// The canonical name.
  public var name: String {
    switch self {
    case .time: "time"
    case .event: "event"
    case .accountID: "account_id"
    case .userID: "user_id"
    case .anonymousID: "anonymous_id"
    case .channel: "channel"
    case .campaign: "campaign"
    case .cost: "cost"
    case .dealID: "deal_id"
    case .amount: "amount"
    case .currency: "currency"
    case .eventID: "event_id"
    }
  }

  /// The usual spellings in other people's logs, lower case; the canonical name is always known.
  public var spellings: [String] { Self.known[rawValue] }

  private static let known = allCases.map { Vocabulary.known($0.name, in: .events) }
}
