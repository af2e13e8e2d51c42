/// Specification, section 3's identity once more, word by word, with dictionaries: who a log's rows belong to.
struct IdentityTwin {
  private enum Kind { case anonymousUser, userAccount, anonymousAccount }

  /// By kind and id: the ids it was linked to, each once, the earliest first.
  private var links: [Kind: [String: [String]]] = [:]
  /// The earliest row with an id that names a deal.
  private var dealRows: [String: VisitRow] = [:]

  init(_ log: VisitLog) {
    let order = log.rows.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
    for (_, row) in order where !row.isBroken && row.hasID {
      if let user = row.user {
        if let anonymous = row.anonymous { link(.anonymousUser, anonymous, user) }
        if let account = row.account { link(.userAccount, user, account) }
      } else if let anonymous = row.anonymous, let account = row.account {
        link(.anonymousAccount, anonymous, account)
      }
      if let deal = row.deal, dealRows[deal] == nil { dealRows[deal] = row }
    }
  }

  private mutating func link(_ kind: Kind, _ id: String, _ other: String) {
    var known = links[kind]?[id] ?? []
    if !known.contains(other) { known.append(other) }
    links[kind, default: [:]][id] = known
  }

  private func earliest(_ kind: Kind, _ id: String) -> String? { links[kind]?[id]?.first }

  /// Later different pairs, each once.
  var conflicts: Int { links.values.reduce(0) { sum, ids in sum + ids.values.reduce(0) { $0 + $1.count - 1 } } }

  /// The journey of a row, by the kind of id that names it; nil: the row is rejected for missing identity.
  func journey(of row: VisitRow) -> String? {
    if let account = row.account { return "account \(account)" }
    if let user = row.user {
      if let account = earliest(.userAccount, user) { return "account \(account)" }
      if let anonymous = row.anonymous, let account = earliest(.anonymousAccount, anonymous) { return "account \(account)" }
      return "user \(user)"
    }
    if let anonymous = row.anonymous {
      let user = earliest(.anonymousUser, anonymous)
      if let user, let account = earliest(.userAccount, user) { return "account \(account)" }
      if let account = earliest(.anonymousAccount, anonymous) { return "account \(account)" }
      return user.map { "user \($0)" } ?? "anonymous \(anonymous)"
    }
    guard let deal = row.deal, let other = dealRows[deal] else { return nil }
    return journey(of: other)
  }

  /// The log with nothing left to find out: every row names its journey as its account and no other id. The program
  /// must make the same report of it.
  static func resolved(_ log: VisitLog) -> VisitLog {
    let twin = IdentityTwin(log)
    var resolved = log
    resolved.accountless = []
    for i in log.rows.indices {
      resolved.rows[i].account = twin.journey(of: log.rows[i])
      (resolved.rows[i].user, resolved.rows[i].anonymous) = (nil, nil)
      // The journey is in the account; a deal nobody names must not name itself.
      if resolved.rows[i].account == nil { resolved.rows[i].deal = nil }
    }
    return resolved
  }
}
