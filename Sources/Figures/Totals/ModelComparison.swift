import Values

/// The tables of one goal under every model, side by side by channel.
///
/// Keeps 64 bytes a channel and model: the figures of the tables, not the tables.
package struct ModelComparison {
  /// The figures of one model, by channel.
  package struct Model {
    /// Exact millionths, and whole units of the currency's last decimal.
    package let amount: [Int128], printedAmount: [Int128]
    /// Millionths.
    let conversions: [Int128]
    /// The exact sums of all channels.
    package let total: Int128, totalConversions: Int128
    /// By channel: 1 for the largest printed amount, equal ones alike; nil for `(unattributed)`, for a channel without a
    /// row, and for all in a goal without money.
    package let ranks: [Int?]
  }

  /// The lines of the report.
  package let tree: ChannelTree
  /// In the order of the report.
  package private(set) var models: [Model] = []
  /// The name of the goal.
  package private(set) var goal = ""
  /// Whether the log has an amount other than 0 for the goal.
  package private(set) var hasMoney = false
  /// By channel: whether it has a row under some model.
  package private(set) var isPresent: [Bool]
  /// The same under every model.
  package private(set) var touches: [Int64] = [], spend: [Int128] = [], printedSpend: [Int128] = []

  /// A comparison without models.
  package init(on tree: ChannelTree) {
    self.tree = tree
    isPresent = Array(repeating: false, count: tree.channels.count)
  }

  /// Adds the table of the next model.
  package mutating func add(_ table: AttributionTable) {
    if models.isEmpty {
      goal = table.goal
      hasMoney = table.hasMoney
      touches = tree.channels.indices.map { table.figures(channel: $0).touches }
      spend = table.spend.channels
      printedSpend = table.spend.printedChannels
    }
    for channel in tree.channels.indices where table.isPresent(channel: channel) { isPresent[channel] = true }
    let conversions = tree.channels.map { $0.reduce(Int128(0)) { $0 + table.conversions[$1] } }
    models.append(
      Model(
        amount: table.amount.channels, printedAmount: table.amount.printedChannels, conversions: conversions,
        total: table.total, totalConversions: conversions.reduce(0, +), ranks: Self.ranks(of: table)))
  }

  /// By the printed amounts, so that a reader of the file can check its ranks. O(n log n).
  private static func ranks(of table: AttributionTable) -> [Int?] {
    let printed = table.amount.printedChannels
    var ranks = [Int?](repeating: nil, count: printed.count)
    guard table.hasMoney else { return ranks }
    let ranked = printed.indices.filter { $0 != table.tree.unattributed && table.isPresent(channel: $0) }
      .sorted { (-printed[$0], $0) < (-printed[$1], $1) }
    for (index, channel) in ranked.enumerated() {
      let isEqual = index > 0 && printed[channel] == printed[ranked[index - 1]]
      ranks[channel] = isEqual ? ranks[ranked[index - 1]] : index + 1
    }
    return ranks
  }
}
