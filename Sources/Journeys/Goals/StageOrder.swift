import Values

/// A journey's stage events by funnel stage and deal, refunds aside: finds milestones and refunded sales by binary search,
/// where `GoalFinder` looks at each event.
///
/// For journeys of very many deals, such as those of an id like `unknown`. Takes 8 bytes an event, 12 while it is
/// made, and sorts them twice.
struct StageOrder {
  /// Of which deal events are looked for; `only(nil)` are those that name none.
  enum Deal { case any, only(JourneyKey?) }

  private let stages: [StageEvent]
  /// Indices of `stages`, by stage, and by stage and deal; then in the order of the journey.
  private let byStage: [Int32], byDeal: [Int32]

  /// - Parameter stages: in the order of the journey, and so of time.
  init(_ stages: [StageEvent]) {
    self.stages = stages
    let sales = (0..<Int32(stages.count)).filter { !stages[Int($0)].isRefund }
    byStage = sales.sorted { (stages[Int($0)].stage, $0) < (stages[Int($1)].stage, $1) }
    byDeal = sales.sorted { (Self.rank(stages[Int($0)]), $0) < (Self.rank(stages[Int($1)]), $1) }
  }

  /// The latest event of a stage and deal before the journey's event `i`; nil where there is none.
  func last(_ stage: Int, of deal: Deal, before i: Int) -> Int? {
    events(stage, of: deal) { $0 >= i }.last.map { Int($0) }
  }

  /// The instants of the first and the latest event of a stage and deal up to `time`; nil where there is none.
  func ends(_ stage: Int, of deal: Deal, upTo time: Int64) -> (first: Int64, latest: Int64)? {
    let found = events(stage, of: deal) { stages[$0].time > time }
    guard let first = found.first, let latest = found.last else { return nil }
    return (stages[Int(first)].time, stages[Int(latest)].time)
  }

  /// Those events of a stage and deal that come before the first that `isLater` holds of.
  private func events(_ stage: Int, of deal: Deal, until isLater: (Int) -> Bool) -> ArraySlice<Int32> {
    let wanted = Self.rank(stage, deal)
    let order = if case .any = deal { byStage } else { byDeal }
    func rank(_ i: Int32) -> UInt128 {
      let event = stages[Int(i)]
      return if case .any = deal { Self.rank(event.stage, .any) } else { Self.rank(event) }
    }
    let start = order.partitioningIndex { rank($0) >= wanted }
    let end = order.partitioningIndex { rank($0) > wanted || rank($0) == wanted && isLater(Int($0)) }
    return order[start..<max(start, end)]
  }

  private static func rank(_ event: StageEvent) -> UInt128 { rank(event.stage, .only(event.deal)) }

  /// Stages in the order of the funnel, in each first what names no deal.
  private static func rank(_ stage: Int, _ deal: Deal) -> UInt128 {
    let high = UInt128(stage) << 97
    guard case .only(let deal?) = deal else { return high }
    return high | 1 << 96 | UInt128(deal.high) << 64 | UInt128(deal.low)
  }
}
