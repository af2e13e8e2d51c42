import Credit
import Text
import Values

/// Collects a `ReportOverview` from the rows of `comparison.csv`.
///
/// The bound is its own: of each goal it keeps the 20 largest channels and sums of the others, however many rows there are.
/// Channels are ordered by what all models give them together, in a goal without money by their conversions; then by what
/// was spent on them; then as in the file.
package final class OverviewWriter: TableWriter, ReportFormat {
  private typealias OverviewCell = ReportOverview.Cell

  private struct GoalRows {
    let name: String
    let hasMoney: Bool
    /// The exact total of every model.
    let total: OverviewCell
    var lines: [WeighedLine] = []
    var count = 0
    /// Sums over all rows, by model.
    var amounts: [Int128], conversions: [Int128]
    var spend: Int128 = 0
    var unattributed: ReportOverview.Line?
  }

  private struct WeighedLine {
    let credit: Int128, spend: Int128
    let line: ReportOverview.Line
  }

  private let models: [String]
  private let currency: Currency
  private let decimalComma: Bool
  private var goals: [GoalRows]
  private var goal = 0
  private let columns: Columns

  /// The indexes of the columns that an overview reads.
  private struct Columns {
    let goal: Int, channel: Int, spend: Int
    /// By model.
    let amount: [Int], conversions: [Int], share: [Int], roi: [Int]

    init(_ table: TableDescription, models: [String]) {
      func indexes(_ measure: String) -> [Int] { models.map { table.index(of: $0 + measure) } }
      goal = table.index(of: "goal")
      channel = table.index(of: "channel")
      spend = table.index(of: ComparisonTable.exactSpend)
      amount = indexes(ComparisonTable.amount)
      conversions = indexes(ComparisonTable.conversions)
      share = indexes(ComparisonTable.share)
      roi = indexes(ComparisonTable.roi)
    }
  }

  /// An overview of a report with these contents, so far without rows.
  package init(of contents: ReportContents) {
    let none = [Int128](repeating: 0, count: contents.models.count)
    models = contents.models
    currency = contents.currency
    decimalComma = contents.dialect.hasDecimalComma
    goals = contents.goals.indices.map { goal in
      let total = contents.totals.goals[goal]
      return GoalRows(
        name: contents.goals[goal], hasMoney: contents.totals.hasMoney[goal],
        total: OverviewCell(amount: total.amount, conversions: total.conversions), amounts: none, conversions: none)
    }
    columns = Columns(ComparisonTable(models: models, currency).description, models: models)
  }

  /// The overview itself, for the table `comparison`.
  package func writer(of table: TableDescription) -> (any TableWriter)? {
    table.name == ComparisonTable.name ? self : nil
  }

  /// Takes rows: the rows of a goal follow each other, goals in order.
  package func write(_ block: borrowing TableBlock, rowCount: Int) {
    for row in 0..<rowCount { add(row, of: block) }
  }

  private func add(_ row: Int, of block: borrowing TableBlock) {
    let name = block.text(row, columns.goal), channel = block.text(row, columns.channel)
    while goals[goal].name != name { goal += 1 }
    let spend = block.number(row, columns.spend) ?? 0
    var cells: [OverviewCell] = []
    for model in models.indices { cells.append(cell(model, row, of: block, spend: spend)) }
    goals[goal].spend += spend
    for (model, cell) in cells.enumerated() {
      goals[goal].amounts[model] += cell.amount
      goals[goal].conversions[model] += cell.conversions
    }
    let line = ReportOverview.Line(channel: channel, cells: cells)
    if channel == SlotName.unattributed { return goals[goal].unattributed = line }
    goals[goal].count += 1
    let hasMoney = goals[goal].hasMoney
    let credit = cells.reduce(Int128(0)) { $0 + (hasMoney ? $1.amount : $1.conversions) }
    insert(WeighedLine(credit: credit, spend: spend, line: line), into: &goals[goal].lines)
  }

  /// Does nothing: an overview may be asked for at any time.
  package func finish(rowCount: Int) {}

  /// The overview of the rows so far.
  package var overview: ReportOverview {
    ReportOverview(
      goals: goals.map(summed), models: models, currency: currency.code, decimals: currency.decimals,
      decimalComma: decimalComma)
  }

  private func cell(_ model: Int, _ row: Int, of block: borrowing TableBlock, spend: Int128) -> OverviewCell {
    let conversions = block.number(row, columns.conversions[model]) ?? 0
    let goal = goals[goal]
    return OverviewCell(
      amount: block.number(row, columns.amount[model]) ?? 0, conversions: conversions,
      share: goal.hasMoney
        ? block.number(row, columns.share[model]) : Ratio.share(of: conversions, in: goal.total.conversions, hasMoney: true),
      roi: block.number(row, columns.roi[model]),
      costPerConversion: Ratio.costPerConversion(spend: spend, conversions: conversions, decimals: currency.decimals))
  }

  /// Keeps a line where it is among the largest. O(lines kept).
  private func insert(_ line: WeighedLine, into lines: inout [WeighedLine]) {
    func follows(_ other: WeighedLine) -> Bool { (other.credit, other.spend) >= (line.credit, line.spend) }
    if lines.count == ReportOverview.mostChannels, let last = lines.last, follows(last) { return }
    lines.insert(line, at: lines.firstIndex { !follows($0) } ?? lines.count)
    if lines.count > ReportOverview.mostChannels { lines.removeLast() }
  }

  private func summed(_ goal: GoalRows) -> ReportOverview.Goal {
    let shown = goal.lines.map(\.line) + [goal.unattributed].compactMap { $0 }
    return ReportOverview.Goal(
      name: goal.name, hasMoney: goal.hasMoney, channels: goal.lines.map(\.line), moreCount: goal.count - goal.lines.count,
      more: models.indices.map { model in
        OverviewCell(
          amount: shown.reduce(goal.amounts[model]) { $0 - $1.cells[model].amount },
          conversions: shown.reduce(goal.conversions[model]) { $0 - $1.cells[model].conversions })
      },
      unattributed: goal.unattributed, total: models.indices.map { total($0, of: goal) })
  }

  /// All channels together, as if they were one.
  private func total(_ model: Int, of goal: GoalRows) -> OverviewCell {
    let whole = goal.hasMoney ? goal.total.amount : goal.total.conversions
    return OverviewCell(
      amount: goal.amounts[model], conversions: goal.conversions[model],
      share: Ratio.share(of: 1, in: whole == 0 ? 0 : 1, hasMoney: true),
      roi: Ratio.roi(amount: goal.total.amount, spend: goal.spend, hasMoney: goal.hasMoney),
      costPerConversion: Ratio.costPerConversion(
        spend: goal.spend, conversions: goal.conversions[model], decimals: currency.decimals))
  }
}
