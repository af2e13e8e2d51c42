import ProgramTesting
import SeededTesting

/// A row of a log made up for a test, field by field; nil is an empty field.
struct VisitRow {
  var file: Int
  /// Seconds since 1970.
  var time: Int
  var event: String
  var account: String?, user: String?, anonymous: String?, deal: String?
  var channel: String?, campaign: String?, cost: String?, amount: String?, eventID: String?

  var hasID: Bool { account != nil || user != nil || anonymous != nil }
  /// Its money cannot be read, so it is rejected.
  var isBroken: Bool { (event == "touch" ? cost : amount) == VisitLog.brokenMoney }

  static let header = "time,event,user_id,anonymous_id,deal_id,channel,campaign,cost,amount,event_id"
  /// `--columns` for every column but the account.
  static let columnMap = header.split(separator: ",").map { "\($0)=\($0)" }.joined(separator: ",")
  /// Without the account.
  var text: String {
    let fields = [user, anonymous, deal, channel, campaign, cost, amount, eventID].map { $0 ?? "" }
    return "\(time),\(event),\(fields.joined(separator: ","))"
  }
}

/// Small logs side by side, each with ids of its own and its number as campaign, so that one run tries them all and a
/// wrong line names the log it comes from.
struct VisitLog {
  /// In input order: by file, then position.
  var rows: [VisitRow]
  var files: Int
  /// Files whose header has no `account_id`.
  var accountless: Set<Int> = []

  static let brokenMoney = "12 or so"
  static let start = 1_767_225_600
  /// Left out under `ignore:`; says who is who all the same.
  static let ignoredEvent = "heartbeat"
  private static let channels = ["email", "direct", "paid_search", "webinar"]
  private static let events =
    Array(repeating: "touch", count: 9) + [
      "identify", "login", ignoredEvent, "lead", "opportunity", "opportunity", "won", "won", "won", "lost",
    ]

  /// `count` logs of 3 to 24 rows over three files. Few ids and few moments, so that everything meets: conflicting
  /// links, equal times across files, rows that know only a deal, ids that are none, duplicates, repeated deals,
  /// refunds. The three kinds of id and deals share their spellings.
  static func random(count: Int, seed: UInt64) -> VisitLog {
    var random = Seeded(seed)
    var rows: [VisitRow] = []
    for log in 0..<count {
      for _ in 0..<Int.random(in: 3...24, using: &random) { rows.append(row(of: log, Crowd(), &random)) }
    }
    return VisitLog(rows: rows, files: 3).inInputOrder()
  }

  /// One log of `rows` rows whose few accounts are pieced together from thousands of visitors.
  static func huge(rows count: Int, seed: UInt64) -> VisitLog {
    var random = Seeded(seed)
    let crowd = Crowd(accounts: 2, users: 400, anonymous: 5000, deals: 900, eventIDs: count / 10, minutes: count / 4)
    return VisitLog(rows: (0..<count).map { _ in row(of: 0, crowd, &random) }, files: 3).inInputOrder()
  }

  /// How many ids and minutes a log has.
  private struct Crowd {
    var accounts = 3, users = 3, anonymous = 4, deals = 3, eventIDs = 6, minutes = 8
  }

  private static func row(of log: Int, _ crowd: Crowd, _ random: inout Seeded) -> VisitRow {
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    func id(_ percent: Int, of count: Int) -> String? {
      chance(percent) ? "\(log)-\(Int.random(in: 0..<count, using: &random))" : nil
    }
    func pick(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }
    var row = VisitRow(
      file: Int.random(in: 0..<3, using: &random), time: start + 60 * Int.random(in: 0..<crowd.minutes, using: &random),
      event: pick(events))
    if !chance(12) {
      row.account = id(25, of: crowd.accounts)
      (row.user, row.anonymous) = (id(45, of: crowd.users), id(65, of: crowd.anonymous))
    }
    row.deal = id(row.hasID ? 40 : 90, of: crowd.deals)
    let isTouch = row.event == "touch"
    if isTouch || chance(30) { (row.channel, row.campaign) = (pick(channels), "log-\(log)") }
    if isTouch, chance(30) { row.cost = "\(Int.random(in: 0..<9, using: &random)).5" }
    if !isTouch, chance(70) { row.amount = "\(Int.random(in: -2...6, using: &random)).\(Int.random(in: 1..<99, using: &random))" }
    if row.hasID || row.deal != nil, !["identify", "login", ignoredEvent].contains(row.event), chance(5) {
      if isTouch { row.cost = brokenMoney } else { row.amount = brokenMoney }
    }
    row.eventID = id(20, of: crowd.eventIDs)
    return row
  }

  /// The rows as a program that reads file after file meets them.
  func inInputOrder() -> VisitLog {
    var log = self
    log.rows = rows.enumerated().sorted { ($0.element.file, $0.offset) < ($1.element.file, $1.offset) }.map(\.element)
    return log
  }

  /// The same rows with every id changed by `rename`, which is told the kind of the id.
  func renamed(_ rename: (_ kind: String, _ id: String) -> String) -> VisitLog {
    var log = self
    for i in rows.indices {
      log.rows[i].account = rows[i].account.map { rename("account", $0) }
      log.rows[i].user = rows[i].user.map { rename("user", $0) }
      log.rows[i].anonymous = rows[i].anonymous.map { rename("anonymous", $0) }
      log.rows[i].deal = rows[i].deal.map { rename("deal", $0) }
      log.rows[i].eventID = rows[i].eventID.map { rename("event", $0) }
    }
    return log
  }

  /// Takes the column of accounts out of `files`.
  mutating func leaveOutAccounts(of files: Set<Int>) {
    accountless = files
    for i in rows.indices where files.contains(rows[i].file) {
      rows[i].account = nil
    }
  }

  /// Writes the files into `folder` and gives their names there.
  func write(to folder: String, in workdir: Workdir) throws -> [String] {
    var texts = (0..<files).map { VisitRow.header + (accountless.contains($0) ? "\n" : ",account_id\n") }
    // Texts that are no id, some of them: the row has none either way.
    let noID = ["", "null", "(not set)", "None"]
    for (i, row) in rows.enumerated() {
      var row = row
      row.user = row.user ?? noID[i % 4]
      row.anonymous = row.anonymous ?? noID[i / 4 % 4]
      texts[row.file] += row.text + (accountless.contains(row.file) ? "\n" : ",\(row.account ?? "")\n")
    }
    return try texts.enumerated().map { file, text in
      try workdir.write("\(folder)/log-\(file).csv", text)
      return "log-\(file).csv"
    }
  }
}
