import Events
import Tables
import Values

extension EventColumn: GuessedColumn {
  func accepts(_ profile: ColumnProfile, rows: Int, isKnown: Bool) -> Bool {
    switch self {
    case .time: profile.isMostly(profile.timeCount)
    case .event: isKnown ? !profile.isMostly(profile.timeCount) : EventMeaning.share(of: profile) >= 20
    case .accountID, .userID, .anonymousID, .dealID, .eventID:
      isKnown || (profile.filled > 0 && !profile.isMostly(profile.sureTimes) && profile.values.count != 1 || rows < 3)
    case .channel, .campaign: isKnown || !profile.isMostly(profile.sureTimes)
    case .cost, .amount: isKnown && profile.filled == 0 || profile.isMostly(profile.amountCount)
    case .currency: isKnown || profile.isMostly(profile.currencyCount)
    }
  }

  func byContent(among fields: [Int], in group: FileGroup) -> Int? {
    func profile(_ field: Int) -> ColumnProfile { group.profiles[field] }
    switch self {
    case .time: return fields.first { profile($0).isMostly(profile($0).timeCount) && profile($0).timeShape?.isSure == true }
    case .event: return fields.first { EventMeaning.knownShare(of: profile($0)) >= 50 }
    case .currency: return fields.first { profile($0).isMostly(profile($0).currencyCount) }
    case .channel: return fields.first { ChannelWords.share(of: profile($0)) >= 30 }
    case .amount: return fields.first { profile($0).isMostly(profile($0).signs.values.reduce(0, +)) }
    default: return nil
    }
  }

  func evidence(_ group: FileGroup, _ field: Int) -> String {
    let profile = group.profiles[field]
    switch self {
    case .time: return Self.timeEvidence(profile, group.rows)
    case .cost, .amount: return Self.amountEvidence(profile)
    case .currency: return Self.currencyEvidence(profile)
    case .event, .channel, .campaign: return Self.filled(profile, group.rows) + ", " + Self.variety(profile)
    default: return Self.filled(profile, group.rows)
    }
  }
}

extension SpendColumn: GuessedColumn {
  func accepts(_ profile: ColumnProfile, rows: Int, isKnown: Bool) -> Bool {
    switch self {
    case .date: profile.isMostly(profile.dayCount)
    case .endDate: profile.filled == 0 || profile.isMostly(profile.dayCount)
    case .channel: EventColumn.channel.accepts(profile, rows: rows, isKnown: isKnown)
    case .campaign: EventColumn.campaign.accepts(profile, rows: rows, isKnown: isKnown)
    case .amount: profile.isMostly(profile.amountCount)
    case .currency: isKnown || profile.isMostly(profile.currencyCount)
    }
  }

  func byContent(among fields: [Int], in group: FileGroup) -> Int? {
    switch self {
    case .date: fields.first { group.profiles[$0].isMostly(group.profiles[$0].dayCount) }
    case .channel: EventColumn.channel.byContent(among: fields, in: group)
    case .currency: EventColumn.currency.byContent(among: fields, in: group)
    default: nil
    }
  }

  func evidence(_ group: FileGroup, _ field: Int) -> String {
    let profile = group.profiles[field]
    switch self {
    case .date, .endDate: return Self.timeEvidence(profile, group.rows)
    case .amount: return Self.amountEvidence(profile)
    case .currency: return Self.currencyEvidence(profile)
    case .channel, .campaign: return Self.filled(profile, group.rows) + ", " + Self.variety(profile)
    }
  }
}

extension ColumnProfile {
  /// Fields that can be nothing but times: digits alone may be ids.
  var sureTimes: Int { times.filter { $0.key.isSure }.values.reduce(0, +) }
  /// Fields that spend reads as days.
  var dayCount: Int { (times[.date] ?? 0) + (times[.compactDate] ?? 0) }
}

/// Words that channels are called by everywhere.
enum ChannelWords {
  static let words = [
    "google", "naver", "facebook", "instagram", "kakao", "youtube", "linkedin", "bing", "daum", "twitter", "tiktok", "email",
    "e-mail",
    "organic", "direct", "referral", "cpc", "paid", "social", "search", "display", "newsletter", "webinar", "affiliate", "네이버",
    "구글",
    "카카오", "페이스북", "인스타그램", "유튜브", "이메일", "검색", "웨비나", "블로그", "배너", "뉴스레터",
  ]

  /// Of the filled fields, how many percent hold such a word.
  static func share(of profile: ColumnProfile) -> Int {
    if profile.isMany || profile.filled == 0 { return 0 }
    let rows = profile.values.filter { value in words.contains { value.key.lowercased().contains($0) } }.values.reduce(0, +)
    return rows * 100 / profile.filled
  }
}
