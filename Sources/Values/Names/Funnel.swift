/// The stages of a deal's way, in order, and the spellings of events that mean them.
public struct Funnel: Sendable, Equatable {
  public struct Stage: Sendable, Equatable {
    /// What reports and options call the stage.
    public let name: String
    /// What people call it, where a report is made for reading; its name unless set.
    public let label: String
    /// Event names that mean this stage, lower case, the stage's own name among them unless it is ignored.
    public let events: [String]

    public init(name: String, label: String? = nil, events: [String]) {
      self.name = name
      self.label = label ?? name
      self.events = events
    }
  }

  /// In funnel order; at most `Funnel.mostStages`.
  public let stages: [Stage]
  /// The place of the stage from which on milestones are the latest, not the earliest; nil: never.
  public let opportunity: Int?
  /// The place of the stage that built-in models call `lead`; nil: no such role.
  public let lead: Int?
  /// Event names of touches, of rows that only link ids, and of rows to leave out; lower case.
  public let touchEvents: [String], identifyEvents: [String], ignoredEvents: [String]

  /// An event code is one byte: 0 touch, 1 to 61 stages, 62 identify, 63 ignored.
  public static let mostStages = 61

  public init(
    stages: [Stage], lead: Int?, opportunity: Int?, touchEvents: [String], identifyEvents: [String],
    ignoredEvents: [String] = []
  ) {
    precondition(stages.count <= Funnel.mostStages)
    self.stages = stages
    self.lead = lead
    self.opportunity = opportunity
    self.touchEvents = touchEvents
    self.identifyEvents = identifyEvents
    self.ignoredEvents = ignoredEvents
  }

  /// The place of the stage called `name` (any case), or nil.
  public func place(of name: String) -> Int? {
    let name = name.lowercased()
    return stages.firstIndex { $0.name.lowercased() == name } ?? stages.firstIndex { $0.events.contains(name) }
  }

  /// Specification, section 1: the default funnel with the usual spellings.
  public static let standard = Funnel(
    stages: [
      Stage(name: "lead", events: ["lead", "new_lead", "lead_created"]),
      Stage(name: "mql", events: ["mql", "marketing_qualified", "marketing_qualified_lead"]),
      Stage(name: "sal", events: ["sal", "sales_accepted", "sales_accepted_lead"]),
      Stage(name: "sql", events: ["sql", "sales_qualified", "sales_qualified_lead"]),
      Stage(name: "opportunity", events: ["opportunity", "opportunity_created", "opp"]),
      Stage(name: "negotiation", events: ["negotiation"]),
      Stage(
        name: "won", events: ["won", "purchase", "conversion", "closed_won", "closed won", "closing", "order", "sale"]),
      Stage(name: "retention", events: ["retention", "renewal"]),
      Stage(name: "lost", events: ["lost", "closed_lost", "closed lost"]),
    ],
    lead: 0, opportunity: 4,
    touchEvents: ["touch", "touchpoint", "click", "impression", "visit", "page_view", "pageview"],
    identifyEvents: ["identify", "alias", "login", "signup"])
}

/// What a row is, in one byte.
public enum EventCode {
  public static let touch: UInt8 = 0
  public static let identify: UInt8 = 62
  public static let ignored: UInt8 = 63
  /// The code of the stage at `place` in the funnel.
  public static func stage(_ place: Int) -> UInt8 { UInt8(place + 1) }
  /// The stage's place of a stage code.
  public static func place(_ code: UInt8) -> Int { Int(code) - 1 }
  public static func isStage(_ code: UInt8) -> Bool { code >= 1 && code < identify }
}
