import Text
import Events
import Values

/// Event logs of one layout, and how they are to be read.
struct EventPlan: Sendable {
  let group: FileGroup
  private(set) var guess: ColumnGuess<EventColumn>
  /// What every row is, where no column says it, and why.
  private(set) var event: (name: String, reason: String)?
  /// What the reader of the configuration should know beside the columns.
  private(set) var notes: [String] = []

  static let ids: [EventColumn] = [.accountID, .userID, .anonymousID, .dealID]

  /// - Throws: `NotUnderstood` where something is missing without which there are no events.
  init(_ group: FileGroup, _ guess: ColumnGuess<EventColumn>) throws(NotUnderstood) {
    self.group = group
    self.guess = guess
    if guess.picks[.time] == nil { throw NotUnderstood(reason: Self.whyNoTime(group)) }
    if Self.ids.allSatisfy({ guess.picks[$0] == nil }) { try takeAnyID() }
    if guess.picks[.event] == nil { try takeEvent() }
    dropMixedMicros()
    notes += guess.rivals
    if guess.picks[.channel] == nil, touches > 0 {
      notes.append(
        "No column names a channel, which a touch needs; where all rows are of one, say so: constants: {channel: webinar}.")
    }
    if let shape = guess.profile(.time)?.timeShape, shape == .date || shape == .compactDate {
      notes.append(
        "Plain dates are midnights: what other files tell of the same day comes after them. A column with the hour is better.")
    }
    noteContradictions()
    try check()
  }

  private static func whyNoTime(_ group: FileGroup) -> String {
    if let field = group.names.indices.first(where: { group.profiles[$0].isMostly(group.profiles[$0].foreignDates) }) {
      return "'\(group.names[field])' holds dates in a form that is not read; write them as 2026-03-01 09:30:00 (in a spreadsheet: "
        + "cell format yyyy-mm-dd hh:mm:ss) and export again"
    }
    return "no column of its \(Count.text(group.rows, "row")) reads as times"
  }

  /// A column of ids that its name does not tell: many different values that are neither prose nor amounts.
  private mutating func takeAnyID() throws(NotUnderstood) {
    let fields = group.names.indices.filter { mayName($0) }
    guard let field = fields.first else {
      throw NotUnderstood(reason: "no column names anybody: no account, user, cookie or deal, so its rows belong to no journey")
    }
    let rest = fields.dropFirst().map { "'\(group.names[$0])'" }
    guess.take(
      field, for: .userID,
      because: "a guess: it has many different values, " + EventColumn.userID.evidence(group, field)
        + (rest.isEmpty ? "; check it" : "; check it, \(rest.joined(separator: ", ")) could be it, too"))
  }

  private func mayName(_ field: Int) -> Bool {
    let profile = group.profiles[field]
    let name = ColumnName(group.names[field])
    let others: [EventColumn] = [.channel, .campaign, .amount, .cost, .event]
    if !guess.isFree(field) || !group.isNamed(field) || others.contains(where: { name.fit($0.hints) > 0 }) { return false }
    let different = profile.isMany ? ColumnProfile.mostValues : profile.values.count
    let isText = profile.isMostly(profile.filled - profile.phrases) && !profile.isMostly(profile.timeCount)
    return isText && profile.onlyPoints + profile.onlyCommas == 0 && 2 * profile.filled >= group.rows && different > 1
      && 20 * different >= min(profile.filled, ColumnProfile.mostValues)
  }

  private mutating func takeEvent() throws(NotUnderstood) {
    let hasMoney = guess.picks[.amount] != nil
    let hints = group.files.map { EventMeaning.inFileName($0) }
    if let first = hints.first, let hint = first, hints.allSatisfy({ $0?.target == hint.target }),
      !(hasMoney && hint.target == "touch")
    {
      event = (hint.target, "no column says what happened; the file's name has '\(hint.word)'; check it")
    } else if hasMoney {
      event = ("won", "no column says what happened, and it has amounts; check it")
    } else if guess.picks[.channel] != nil {
      event = ("touch", "no column says what happened, and it has channels and no amounts; check it")
    } else if Self.ids.dropLast().count(where: { guess.picks[$0] != nil }) > 1 {
      event = ("identify", "no column says what happened: its rows only say who is who")
    } else {
      throw NotUnderstood(reason: "nothing in it says what happened: it has no event, no channel and no amount")
    }
    if event?.name != "touch", guess.picks[.channel] != nil {
      notes.append("Its channel is not a touch of its own; 'stage-channel: touch' below makes it one.")
    }
  }

  /// The amounts of logs are written in one way: beside plain amounts, costs in millionths cannot be read.
  private mutating func dropMixedMicros() {
    guard let amount = guess.name(.amount), let cost = guess.name(.cost) else { return }
    if ColumnName(amount).words.contains("micros") == ColumnName(cost).words.contains("micros") { return }
    notes.append("'\(cost)' is not read: it is not written as '\(amount)' is, millionths beside whole units.")
    guess.drop(.cost)
  }

  private mutating func noteContradictions() {
    for column in [EventColumn.amount, .cost, .currency] where guess.picks[column] == nil {
      for field in guess.contradicted[column] ?? [] where guess.isFree(field) && group.profiles[field].timeCount == 0 {
        let profile = group.profiles[field]
        let reads = column == .currency ? profile.currencyCount : profile.amountCount
        notes.append(
          "'\(group.names[field])' is named like '\(column.name)', but \(Count.text(reads)) of \(Count.text(profile.filled, "filled field")) "
            + (column == .currency ? "are codes of three letters" : "read as amounts, such as 1,234.50") + ": it is not read.")
      }
    }
  }

  /// Holds the columns against what a run takes.
  private func check() throws(NotUnderstood) {
    var renamed: [EventColumn: String] = [:]
    for column in EventColumn.allCases { renamed[column] = guess.name(column) }
    let constants = event.map { [EventColumn.event: $0.name] } ?? [:]
    do {
      if group.format == .jsonLines {
        _ = try ColumnMap(jsonLines: renamed, constants: constants)
      } else {
        _ = try ColumnMap(header: group.names, renamed: renamed, constants: constants)
      }
    } catch {
      throw NotUnderstood(reason: error.message)
    }
  }

  /// Whether a field may be taken for an id: it is nothing else by a usual name, and neither time nor amount by any.
  func mayBeID(_ field: Int) -> Bool {
    guard let pick = guess.picks.first(where: { $0.value.field == field }) else { return true }
    return Self.ids.contains(pick.key) && pick.value.isGuess
  }

  /// Takes a field for an id, in place of what it was guessed to be.
  mutating func take(_ field: Int, for column: EventColumn, because reason: String) {
    notes.removeAll { guess.rivals.contains($0) }
    for (other, pick) in guess.picks where pick.field == field { guess.drop(other) }
    guess.take(field, for: column, because: reason)
    notes += guess.rivals
  }

  /// Rows that are touches.
  var touches: Int {
    if let event { return event.name == "touch" ? group.rows : 0 }
    return guess.profile(.event)?.values.filter { EventMeaning($0.key).target == "touch" }.values.reduce(0, +) ?? 0
  }

  /// Rows that a run will reject at the least, each reason with its count.
  var rejects: [(reason: String, rows: Int)] {
    var found = [("cannot be taken apart", group.broken)]
    if let time = guess.profile(.time) { found.append(("have no readable time", group.rows - time.timeCount)) }
    if let event = guess.profile(.event) { found.append(("have no event", group.rows - event.filled)) }
    let known = Self.ids.compactMap { guess.profile($0)?.filled }.reduce(0, +)
    found.append(("name nobody", group.rows - known))
    found.append(("are touches without a channel", touches - (guess.profile(.channel)?.filled ?? 0)))
    if let amount = guess.profile(.amount) {
      found.append(("have an amount that does not read", amount.filled - amount.amountCount))
    }
    return found.filter { $0.1 > 0 }
  }
}
