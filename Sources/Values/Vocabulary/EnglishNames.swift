/// English, which the names of columns are mostly in.
extension Language {
  static let english = Language(
    known: [
      .events: [
        "time": ["timestamp", "event_time", "datetime", "occurred_at", "event_timestamp", "ts"],
        "event": ["event_type", "interaction", "event_name", "type", "stage"],
        "account_id": ["account", "company_id", "organization_id", "org_id"],
        "user_id": ["user", "customer_id", "contact_id", "customer", "lead_id"],
        "anonymous_id": ["cookie", "cookie_id", "visitor_id", "device_id", "client_id"],
        "channel": ["marketing_channel"],
        "campaign": ["campaign_name", "utm_campaign"],
        "cost": ["touch_cost"],
        "deal_id": ["order_id", "opportunity_id", "contract_id", "deal"],
        "amount": ["revenue", "value", "conversion_value"],
        "currency": ["currency_code"],
        "event_id": ["message_id", "row_id"],
      ],
      .spend: [
        "date": ["day", "start_date"],
        "end_date": [],
        "channel": ["marketing_channel"],
        "campaign": ["campaign_name", "utm_campaign"],
        "amount": ["spend", "cost", "amount_spent"],
        "currency": ["currency_code"],
      ],
      .rates: [
        "date": ["day", "rate_date"],
        "base": ["base_currency", "from", "from_currency"],
        "quote": ["quote_currency", "to", "to_currency", "counter_currency"],
        "rate": ["exchange_rate", "fx_rate"],
      ],
    ],
    alike: [
      ["source", "utm_source", "mkt_source", "traffic_source"],
      ["medium", "utm_medium", "mkt_medium", "traffic_medium"],
      ["campaign", "utm_campaign", "mkt_campaign", "campaign_name"],
      ["term", "utm_term", "mkt_term"],
      ["content", "utm_content", "mkt_content"],
      ["referrer", "referer", "http_referrer", "http_referer", "page_referrer", "document_referrer", "referring_domain"],
      ["landing_page", "page_location", "page_url"],
    ],
    hints: [
      .events: [
        "time": Hints(
          [
            "occurred", "event time", "event timestamp", "timestamp", "converted", "closed", "close date", "won", "paid",
            "purchased", "ordered", "order date", "started", "start", "visited", "clicked", "visit", "created", "datetime", "time",
            "date", "day", "when", "at",
          ], excluding: ["ended", "end", "updated", "modified", "deleted", "expires", "birth", "duration", "phone"]),
        "event": Hints(
          ["event name", "event type", "event", "action", "activity", "deal stage", "stage", "status", "kind"],
          excluding: ["id", "time", "date", "count", "at", "value"]),
        "account_id": Hints(["account id", "company id", "account", "company", "organization", "org"], excluding: notIDs),
        "user_id": Hints(
          [
            "user id", "customer id", "member id", "contact id", "lead id", "user", "customer", "member", "contact", "email",
            "lead", "person", "subscriber", "who",
          ], excluding: notIDs),
        "anonymous_id": Hints(
          ["anonymous id", "anonymous", "cookie", "visitor", "pseudo", "device", "client id", "fingerprint"],
          excluding: notIDs + ["category", "brand", "model", "os"]),
        "channel": Hints(
          ["channel group", "channel grouping", "channel"], ["source", "utm source"],
          ["medium", "utm medium", "referrer", "referer", "referring domain"], excluding: ["id"]),
        "campaign": Hints(["campaign name", "campaign"], ["ad name"], excluding: ["id"]),
        "cost": Hints(["touch cost", "cost micros", "cost", "spend"], excluding: ["per", "avg"]),
        "deal_id": Hints(
          [
            "deal id", "order id", "opportunity id", "contract id", "transaction id", "deal", "order", "opportunity", "contract",
            "transaction", "invoice",
          ], excluding: notIDs),
        "amount": Hints(
          [
            "amount", "revenue", "deal value", "order value", "value", "price", "total", "sales", "gmv", "acv", "tcv", "arr", "mrr",
          ], excluding: ["count", "qty", "quantity", "discount", "tax", "id", "cost", "spend"]),
        "currency": Hints(["currency code", "currency"]),
        "event_id": Hints(
          ["event id", "message id", "row id", "insert id", "hit id", "log id", "uuid"], excluding: ["user", "pseudo"]),
      ],
      .spend: [
        "date": Hints(["date", "day", "start", "month", "week"], excluding: ["end"]),
        "end_date": Hints(["end date", "date end", "date stop"]),
        "amount": Hints(["spend", "amount spent", "cost micros", "cost", "spent"], excluding: ["per", "avg", "revenue"]),
      ],
    ])
}

/// Words with which a name is no id.
private let notIDs = [
  "time", "date", "at", "amount", "price", "revenue", "value", "type", "status", "stage", "count", "qty", "currency", "channel",
  "source", "medium", "campaign", "size", "session",
]
