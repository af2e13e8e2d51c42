import Text
import Values

/// The figures of `channels.csv` that fit on a screen: of each goal the largest channels, the models side by side.
///
/// Taken from the tables that the report was written from, so that both say the same.
public struct ReportOverview: Sendable {
  /// One channel under one model. Money in whole units of the currency's last decimal, as printed; all else in millionths.
  package struct Cell: Sendable, Equatable {
    package var amount: Int128 = 0, conversions: Int128 = 0
    package var share: Int128?, roi: Int128?, costPerConversion: Int128?
  }

  package struct Line: Sendable, Equatable {
    package var channel: String
    /// By model.
    package var cells: [Cell]
  }

  package struct Goal: Sendable {
    package var name: String
    package var hasMoney: Bool
    /// The largest channels, largest first.
    package var channels: [Line] = []
    /// How many channels are not among them, and what they have together, without ratios.
    package var moreCount = 0
    package var more: [Cell]
    package var unattributed: Line?
    package var total: [Cell]
  }

  package var goals: [Goal] = []
  package let models: [String]
  package let currency: String
  /// Of the currency's money as printed.
  package let decimals: Int
  package let decimalComma: Bool

  /// More than a screen has lines for are not looked through there.
  static let mostChannels = 20

  package init(of contents: ReportContents) {
    models = contents.models
    currency = contents.currency.code
    decimals = contents.currency.decimals
    decimalComma = contents.dialect.hasDecimalComma
  }

  /// Adds a goal. Channels stand by what all models give them together, those without money by what was spent on them.
  package mutating func add(_ goal: ModelComparison) {
    let tree = goal.tree
    func weight(_ channel: Int) -> (Int128, Int128) {
      let credit = goal.models.reduce(Int128(0)) { $0 + (goal.hasMoney ? $1.printedAmount[channel] : $1.conversions[channel]) }
      return (-credit, -goal.spend[channel])
    }
    let present = tree.channels.indices.filter { goal.isPresent[$0] && $0 != tree.unattributed }
    let weighed = present.map { (weight: weight($0), channel: $0) }
    // Of a million channels only the first few are wanted in order.
    let first = weighed.smallest(Self.mostChannels) {
      ($0.weight.0, $0.weight.1, $0.channel) < ($1.weight.0, $1.weight.1, $1.channel)
    }
    .map(\.channel)
    func line(_ channel: Int) -> Line {
      Line(channel: tree.channelName(channel), cells: goal.models.map { cell($0, channel, of: goal) })
    }
    var added = Goal(
      name: goal.goal, hasMoney: goal.hasMoney, channels: first.map(line), moreCount: present.count - first.count,
      more: goal.models.map { model in
        let shown = first + [tree.unattributed]
        func rest(_ figures: [Int128]) -> Int128 { figures.reduce(0, +) - shown.reduce(0) { $0 + figures[$1] } }
        return Cell(amount: rest(model.printedAmount), conversions: rest(model.conversions))
      },
      total: goal.models.map { total($0, of: goal) })
    if goal.isPresent[tree.unattributed] { added.unattributed = line(tree.unattributed) }
    goals.append(added)
  }

  private func cell(_ model: ModelComparison.Model, _ channel: Int, of goal: ModelComparison) -> Cell {
    let (amount, spend, conversions) = (model.amount[channel], goal.spend[channel], model.conversions[channel])
    return Cell(
      amount: model.printedAmount[channel], conversions: conversions,
      share: goal.hasMoney
        ? Ratio.share(of: amount, in: model.total, hasMoney: true)
        : Ratio.share(of: conversions, in: model.totalConversions, hasMoney: true),
      roi: Ratio.roi(amount: amount, spend: spend, hasMoney: goal.hasMoney),
      costPerConversion: Ratio.costPerConversion(spend: spend, conversions: conversions, decimals: decimals))
  }

  /// All channels together, as if they were one.
  private func total(_ model: ModelComparison.Model, of goal: ModelComparison) -> Cell {
    let spend = goal.spend.reduce(0, +), conversions = model.totalConversions
    return Cell(
      amount: model.printedAmount.reduce(0, +), conversions: conversions,
      share: Ratio.share(of: 1, in: (goal.hasMoney ? model.total : conversions) == 0 ? 0 : 1, hasMoney: true),
      roi: Ratio.roi(amount: model.total, spend: spend, hasMoney: goal.hasMoney),
      costPerConversion: Ratio.costPerConversion(spend: spend, conversions: conversions, decimals: decimals))
  }
}

extension Array {
  /// The first few elements in order. O(n log count).
  fileprivate func smallest(_ count: Int, by precedes: (Element, Element) -> Bool) -> [Element] {
    var first: [Element] = []
    for element in self {
      if first.count == count, let last = first.last, !precedes(element, last) { continue }
      var low = 0, high = first.count
      while low < high {
        let middle = (low + high) / 2
        if precedes(element, first[middle]) { high = middle } else { low = middle + 1 }
      }
      first.insert(element, at: low)
      if first.count > count { first.removeLast() }
    }
    return first
  }
}
