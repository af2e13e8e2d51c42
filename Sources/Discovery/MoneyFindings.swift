import Text
import Events
import Tables
import Values

/// What the files say of their money: how it is written, and in which currencies.
struct MoneyFindings: Sendable {
  /// Of logs, and of spend; what speaks for them.
  private(set) var style = AmountStyle.decimalPoint, spendStyle = AmountStyle.decimalPoint
  private(set) var styleReason = "", spendStyleReason = ""
  /// Currency → rows or files that say so, the most first.
  private(set) var currencies: [(currency: Currency, rows: Int)] = []
  /// Where the first of them was found.
  private(set) var currencyReason = ""
  /// Some amounts or costs stand in the files.
  private(set) var hasMoney = false
  /// Of a set whose columns do not say it, by its first file: read off a sign or a name.
  private(set) var ofSet: [String: Currency] = [:]
  private(set) var warnings: [String] = []

  init(_ events: [EventPlan], _ spend: [SpendPlan]) {
    var counts: [Currency: Int] = [:]
    var columns: [(name: String, profile: ColumnProfile)] = [], spendColumns = columns
    for plan in events {
      let money = [EventColumn.amount, .cost].compactMap { column in
        plan.guess.name(column).map { ($0, plan.guess.profile(column)) }
      }
      let own = money.compactMap { name, profile in profile.map { (name: name, profile: $0) } }
      columns += own
      note(own, plan.guess.profile(.currency), plan.group, &counts)
    }
    for plan in spend {
      guard let name = plan.guess.name(.amount), let profile = plan.guess.profile(.amount) else { continue }
      spendColumns.append((name, profile))
      note([(name, profile)], plan.guess.profile(.currency), plan.group, &counts)
    }
    hasMoney = !columns.isEmpty || !spendColumns.isEmpty
    (style, styleReason) = judge(columns)
    (spendStyle, spendStyleReason) = judge(spendColumns)
    currencies = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { (currency: $0.key, rows: $0.value) }
    currencyReason = currencies.map { "\($0.currency.code) in \(Count.text($0.rows, "row"))" }.joined(separator: ", ")
    let isKorean = events.contains { $0.group.isKorean } || spend.contains { $0.group.isKorean }
    if currencies.isEmpty, hasMoney, isKorean, let won = Currency("KRW") {
      currencies = [(won, 0)]
      currencyReason = "a guess: the files hold Korean text and name no currency; check it"
    }
  }

  private mutating func note(
    _ money: [(name: String, profile: ColumnProfile)], _ codes: ColumnProfile?, _ group: FileGroup, _ counts: inout [Currency: Int]
  ) {
    for (currency, rows) in codes?.currencies ?? [:] { counts[currency, default: 0] += rows }
    guard codes == nil, let first = money.first else { return }
    let sign = first.profile.signs.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    guard let code = CurrencySign.code(inName: ColumnName(first.name)) ?? sign, let currency = Currency(code) else { return }
    counts[currency, default: 0] += first.profile.filled
    ofSet[group.files.first ?? ""] = currency
  }

  /// How most of the columns are written; warns of those that are written otherwise.
  private mutating func judge(_ columns: [(name: String, profile: ColumnProfile)]) -> (AmountStyle, String) {
    let micros = columns.filter { ColumnName($0.name).words.contains("micros") }
    if let first = micros.first {
      return (.micros, "'\(first.name)' is in millionths, by its name")
    }
    let commas = columns.filter { $0.profile.onlyCommas > $0.profile.onlyPoints }
    let points = columns.filter { $0.profile.onlyPoints > $0.profile.onlyCommas }
    let byComma = commas.map(\.profile.onlyCommas).reduce(0, +), byPoint = points.map(\.profile.onlyPoints).reduce(0, +)
    if byComma > 0, byPoint > 0 {
      let fewer = (byComma > byPoint ? points : commas).map { "'\($0.name)'" }.joined(separator: ", ")
      warnings.append(
        "Amounts are written in two ways: \(fewer) otherwise than the rest, so they are misread; run those files apart.")
    }
    guard byComma > byPoint, let first = commas.first else { return (.decimalPoint, "") }
    return (.decimalComma, "\(Count.text(byComma, "amount")) read so alone, as in '\(first.name)'")
  }
}
