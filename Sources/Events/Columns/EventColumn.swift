import Values

/// The columns an event can have, by their canonical names (SPEC section 1).
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
  public var spellings: [String] {
    switch self {
    case .time: ["timestamp", "event_time", "datetime", "occurred_at", "event_timestamp", "ts"]
    case .event: ["event_type", "interaction", "event_name", "type", "stage"]
    case .accountID: ["account", "company_id", "organization_id", "org_id"]
    case .userID: ["user", "customer_id", "contact_id", "customer", "lead_id"]
    case .anonymousID: ["cookie", "cookie_id", "visitor_id", "device_id", "client_id"]
    case .channel: ["marketing_channel"]
    case .campaign: ["campaign_name", "utm_campaign"]
    case .cost: ["touch_cost"]
    case .dealID: ["order_id", "opportunity_id", "contract_id", "deal"]
    case .amount: ["revenue", "value", "conversion_value"]
    case .currency: ["currency_code"]
    case .eventID: ["message_id", "row_id"]
    }
  }
}
