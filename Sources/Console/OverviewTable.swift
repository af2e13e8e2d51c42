import Text
import Figures
import Values

/// The overview as tables of text, goal by goal, in so many columns of a terminal.
///
///     won, USD                    first-touch               last-touch
///     channel               amount  share   ROI     amount  share   ROI
///     검색광고            12,345.67  45.3%  3.27   9,876.50  36.2%  2.42
///     total               27,253.00 100.0%  1.10  27,253.00 100.0%  1.10
///
/// As many models as fit are side by side, and the others are in blocks below.
struct OverviewTable {
  /// The escape sequences around a header; empty without colours.
  struct Style { var header = "", reset = "" }

  private let overview: ReportOverview
  private let goal: ReportOverview.Goal
  private let style: Style
  /// Columns of the terminal that the name takes, and each figure of a model.
  private let nameWidth: Int, widths: [Int]
  private let modelsAbreast: Int

  private static let leastNameWidth = 14
  private static let labels = (money: ["amount", "share", "ROI"], counts: ["number", "share", "cost each"])

  init(_ goal: ReportOverview.Goal, of overview: ReportOverview, columns: Int, style: Style) {
    self.overview = overview
    self.goal = goal
    self.style = style
    let labels = goal.hasMoney ? Self.labels.money : Self.labels.counts
    let all = goal.channels.flatMap(\.cells) + (goal.unattributed?.cells ?? []) + goal.total + goal.more
    let figures = all.map { Self.figures($0, of: goal, overview) }
    let widths = labels.indices.map { i in figures.reduce(labels[i].count) { max($0, $1[i].count) } }
    let names = (goal.channels.map(\.channel) + ["(unattributed)"]).map { DisplayWidth.of($0.harmless) }
    let natural = max(names.max() ?? 0, DisplayWidth.of(Self.more(goal)), DisplayWidth.of(Self.title(goal, overview)))
    let block = widths.reduce(0) { $0 + $1 + 1 } + 1
    let abreast = max(1, min(overview.models.count, (columns - min(natural, Self.leastNameWidth)) / block))
    self.widths = widths
    modelsAbreast = abreast
    nameWidth = max(1, min(natural, columns - abreast * block))
  }

  /// Lines without their ends.
  var lines: [String] {
    stride(from: 0, to: overview.models.count, by: modelsAbreast).flatMap { start in
      let models = start..<min(start + modelsAbreast, overview.models.count)
      return (start > 0 ? [""] : []) + block(models)
    }
  }

  private func block(_ models: Range<Int>) -> [String] {
    let labels = goal.hasMoney ? Self.labels.money : Self.labels.counts
    let modelWidth = widths.reduce(0) { $0 + $1 + 1 } - 1
    let names = models.map { "  " + overview.models[$0].harmless.rightAligned(in: modelWidth) }.joined()
    var lines = [
      heading(Self.title(goal, overview).fitted(to: nameWidth) + names),
      heading("channel".fitted(to: nameWidth) + models.map { _ in text(labels) }.joined()),
    ]
    lines += goal.channels.map { line($0.channel, $0.cells, models) }
    if goal.moreCount > 0 {
      let whole = Self.more(goal)
      let name = DisplayWidth.of(whole) <= nameWidth ? whole : "… \(goal.moreCount) more"
      lines.append(line(name, goal.more, models))
    }
    if let rest = goal.unattributed { lines.append(line(rest.channel, rest.cells, models)) }
    return lines + [line("total", goal.total, models)]
  }

  private func heading(_ text: String) -> String { style.header + text + style.reset }

  private func line(_ name: String, _ cells: [ReportOverview.Cell], _ models: Range<Int>) -> String {
    name.harmless.fitted(to: nameWidth) + models.map { text(Self.figures(cells[$0], of: goal, overview)) }.joined()
  }

  private func text(_ figures: [String]) -> String {
    " " + zip(figures, widths).map { " " + $0.rightAligned(in: $1) }.joined()
  }

  private static func title(_ goal: ReportOverview.Goal, _ overview: ReportOverview) -> String {
    (overview.currency == Currency.none.code ? goal.name : "\(goal.name), \(overview.currency)").harmless
  }

  private static func more(_ goal: ReportOverview.Goal) -> String {
    goal.moreCount > 0 ? "… \(goal.moreCount) more in channels.csv" : ""
  }

  /// The text of a cell. A ratio that does not exist is a dash.
  private static func figures(
    _ cell: ReportOverview.Cell, of goal: ReportOverview.Goal, _ overview: ReportOverview
  ) -> [String] {
    let number = NumberText(decimalComma: overview.decimalComma)
    let share = cell.share.map { number.text(Rounding.halfEven($0, by: 1000), decimals: 1) + "%" } ?? "-"
    if goal.hasMoney {
      let roi = cell.roi.map { number.text(Rounding.halfEven($0, by: 10_000), decimals: 2) } ?? "-"
      return [number.text(cell.amount, decimals: overview.decimals), share, roi]
    }
    return [
      number.text(Rounding.halfEven(cell.conversions, by: 10_000), decimals: 2), share,
      cell.costPerConversion.map { number.text($0, decimals: overview.decimals) } ?? "-",
    ]
  }
}

extension ReportOverview {
  /// Tables of all goals in so many columns, each line ended; with `isColored`, headers are set off by escape sequences.
  public func text(columns: Int, isColored: Bool) -> String {
    let style = isColored ? OverviewTable.Style(header: "\u{1B}[1m", reset: "\u{1B}[0m") : OverviewTable.Style()
    return goals.map { goal in
      OverviewTable(goal, of: self, columns: columns, style: style).lines.map { $0 + "\n" }.joined()
    }.joined(separator: "\n")
  }
}
