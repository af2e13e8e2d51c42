import Values

/// What an event name means, or may mean.
enum EventMeaning: Sendable, Equatable {
  /// The program knows the name: `touch`, `identify` or a stage.
  case known(String)
  /// A guess, and what it rests on.
  case guessed(String, because: String)
  case unknown

  /// The name of the meaning, as the key under `events`.
  var target: String? {
    switch self {
    case .known(let target), .guessed(let target, _): target
    case .unknown: nil
    }
  }

  init(_ name: String) {
    let lower = name.lowercased()
    if let known = Self.known[lower] {
      self = .known(known)
    } else if let hint = Self.hint(in: ColumnName(name)) {
      self = .guessed(hint.target, because: "its name has '\(hint.word)'")
    } else if lower.count >= Self.leastLetters, let near = NearName.suggestion(for: lower, among: Self.known.keys.sorted()),
      near.count >= Self.leastLetters, let target = Self.known[near]
    {
      self = .guessed(target, because: "it is nearly '\(near)'")
    } else {
      self = .unknown
    }
  }

  /// Of shorter names every other one is near.
  private static let leastLetters = 5

  private static let known: [String: String] = {
    let funnel = Funnel.standard
    var known: [String: String] = [:]
    for stage in funnel.stages { for name in [stage.name] + stage.events { known[name] = stage.name } }
    for name in funnel.touchEvents { known[name] = "touch" }
    for name in funnel.identifyEvents { known[name] = "identify" }
    return known
  }()

  /// What words in a name hint at; the first row that has one decides. nil: such a name is better ignored than guessed.
  private static let hints: [(target: String?, words: [String])] = [
    (
      nil,
      ["cancel", "cancelled", "canceled", "refund", "refunded", "failed", "abandoned", "begin", "add", "remove", "취소", "환불", "해지"]
    ),
    ("retention", ["renewal", "renewed", "renew", "upsell", "갱신", "재계약", "연장"]),
    ("lost", ["lost", "실주", "실패", "탈락", "드랍"]),
    ("identify", ["login", "signin", "signup", "register", "registered", "로그인", "가입"]),
    ("opportunity", ["opportunity", "opportunities", "opp", "proposal", "quote", "기회", "제안", "견적"]),
    ("negotiation", ["negotiation", "negotiating", "협상", "네고", "조율"]),
    (
      "touch",
      [
        "touch", "touches", "click", "clicks", "clicked", "view", "viewed", "visit", "visits", "visited", "sessions", "session",
        "impression", "email open", "email opened", "mail open", "mail opened", "ad", "ads", "download",
        "webinar", "attended", "광고", "방문", "클릭", "조회", "열람", "노출", "세션", "유입", "웨비나", "참석", "다운로드",
      ]
    ),
    ("sql", ["demo", "meeting", "qualified", "데모", "미팅", "시연"]),
    ("mql", ["마케팅적격"]),
    (
      "won",
      [
        "won", "purchase", "purchases", "purchased", "order", "orders", "ordered", "sale", "sales", "payment", "payments",
        "paid", "bought", "결제", "구매", "계약", "수주", "주문", "성사",
      ]
    ),
    ("lead", ["lead", "leads", "inquiry", "enquiry", "form", "contact", "문의", "상담", "리드", "신청", "접수"]),
  ]

  private static func hint(in name: ColumnName) -> (target: String, word: String)? {
    for (target, words) in hints {
      guard let word = words.first(where: name.meets) else { continue }
      return target.map { ($0, word) }
    }
    return nil
  }

  /// What a file's name hints at, where nothing in it says what happened.
  static func inFileName(_ path: String) -> (target: String, word: String)? {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return hint(in: ColumnName(file))
  }

  /// Of the filled fields, how many percent have a meaning, known or guessed.
  static func share(of profile: ColumnProfile) -> Int { percent(of: profile) { $0 != .unknown } }

  /// Of the filled fields, how many percent have a known meaning.
  static func knownShare(of profile: ColumnProfile) -> Int {
    percent(of: profile) { if case .known = $0 { true } else { false } }
  }

  private static func percent(of profile: ColumnProfile, where isSo: (EventMeaning) -> Bool) -> Int {
    if profile.isMany || profile.filled == 0 { return 0 }
    return profile.values.filter { isSo(EventMeaning($0.key)) }.values.reduce(0, +) * 100 / profile.filled
  }
}
