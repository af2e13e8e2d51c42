/// Where every stage of every deal stands among the rows, so that a row alone knows which deal it belongs to.
///
/// Deals come in blocks of 64, one of each *shape*: how far it goes, how long it takes, how many touches it draws. A block
/// has 224 stage rows, and each has its own remainder modulo 224: stage row `m` is step `s = m mod 224` of block
/// `(m − offset(s)) / 224`. So each stage of each deal stands exactly once, in order, and nothing is remembered. Blocks
/// with numbers below 0 are deals that began before the log.
///
/// Of 64 leads 44 become MQL, 20 opportunities, and 7 are won. Days from lead to close are log-normal with a median of 45,
/// within 12 and 140 (small deals close in about 30 days, enterprise ones in 180 and more: Apollo's figures for 2026).
struct DealLattice: Sendable {
  static let dealsPerBlock = 64
  /// One row in 16 is a stage, so a step of the lattice is 16 rows.
  static let rowsPerStep = 16

  struct Step: Sendable {
    var shape = 0
    var stage = DealStage.lead
    /// From the block's start, in steps.
    var offset = 0
  }

  /// Rows counted from the block's start.
  struct Shape: Sendable {
    var firstTouch = 0, lead = 0, opportunity = 0, lastTouch = 0
    /// Blocks that may be in progress at a time.
    var blocks = 1
    /// The share of touches, in proportion.
    var weight = 0.0
  }

  /// By remainder.
  let steps: [Step]
  let shapes: [Shape]
  /// Shapes, as often as they draw touches.
  private let draws: [UInt8]

  init(rowsPerDay: Double, seed: UInt64) {
    let plans = ShapePlan.all(seed: seed)
    let steps = DealLattice.place(plans, stepsPerDay: rowsPerDay / Double(DealLattice.rowsPerStep))
    self.steps = steps
    let period = Double(steps.count * DealLattice.rowsPerStep)
    shapes = plans.map { plan in
      func row(_ stage: DealStage) -> Int? {
        steps.first { $0.shape == plan.number && $0.stage == stage }.map { $0.offset * DealLattice.rowsPerStep }
      }
      var shape = Shape()
      shape.lead = row(.lead) ?? 0
      shape.opportunity = row(.opportunity) ?? .max
      shape.firstTouch = shape.lead - Int(plan.daysBefore * rowsPerDay)
      let close = row(.won) ?? row(.lost) ?? row(.negotiation) ?? row(.opportunity) ?? row(.sql) ?? row(.mql) ?? shape.lead
      shape.lastTouch = max(close, shape.lead + Int(plan.daysAfter * rowsPerDay)) + 1
      let inProgress = Double(shape.lastTouch - shape.firstTouch) / period
      shape.blocks = Int(inProgress.rounded(.up))
      shape.weight = plan.touches * Double(shape.blocks) / inProgress
      return shape
    }
    draws = DealLattice.table(shapes.map(\.weight))
  }

  /// The block's length in rows.
  @inline(__always)
  var period: Int { steps.count * DealLattice.rowsPerStep }

  /// A block and shape that is between its first and its last touch at this row; nil where none was found in a few tries.
  @inline(__always)
  func dealInProgress(atRow row: Int, _ dice: inout Dice) -> (block: Int, shape: Int)? {
    for _ in 0..<6 {
      let shape = Int(draws[dice.below(draws.count)])
      let plan = shapes[shape]
      let block = DealLattice.ceiling(row - plan.lastTouch, period) + dice.below(plan.blocks)
      if row - block * period >= plan.firstTouch { return (block, shape) }
    }
    return nil
  }

  /// Which deal reaches which stage at the stage row `number`.
  @inline(__always)
  func stage(_ number: Int) -> (block: Int, shape: Int, stage: DealStage) {
    let step = steps[number % steps.count]
    return ((number - step.offset) / steps.count, step.shape, step.stage)
  }

  @inline(__always)
  private static func ceiling(_ a: Int, _ b: Int) -> Int { a >= 0 ? (a + b - 1) / b : -(-a / b) }

  /// Gives every stage the free remainder nearest to its day, later than the deal's stage before it. Deals that go far come
  /// first and get their very days.
  private static func place(_ plans: [ShapePlan], stepsPerDay: Double) -> [Step] {
    let count = plans.reduce(0) { $0 + $1.stages.count }
    var steps = [Step?](repeating: nil, count: count)
    for plan in plans.reversed() {
      var earliest = Int.min
      for (stage, day) in plan.stages {
        let wanted = Int(day * stepsPerDay)
        let tries = (0..<count).lazy.flatMap { [wanted + $0, wanted - $0] }
        let free = tries.first { $0 >= max(earliest, 0) && steps[$0 % count] == nil }
        // Of `count` offsets in a row one is free; where all tries stood before `earliest`, the first free one after it.
        let start = max(earliest, 0)
        let offset = free ?? (start..<start + count).first { steps[$0 % count] == nil } ?? start
        steps[offset % count] = Step(shape: plan.number, stage: stage, offset: offset)
        earliest = offset + 1
      }
    }
    return steps.map { $0 ?? Step() }
  }

  private static func table(_ weights: [Double]) -> [UInt8] {
    let total = weights.reduce(0, +)
    var table: [UInt8] = []
    var sum = 0.0
    for (shape, weight) in weights.enumerated() {
      sum += weight
      while Double(table.count) < sum / total * 4096 - 0.5 { table.append(UInt8(shape)) }
    }
    return table
  }
}

/// What is decided of a shape: its stages with their days from the lead, and how many touches it draws.
private struct ShapePlan {
  let number: Int
  let stages: [(stage: DealStage, day: Double)]
  let daysBefore: Double
  let daysAfter: Double
  let touches: Double

  /// The first shape that reaches each stage.
  private static let reach: [(DealStage, from: Int, part: Double)] = [
    (.lead, 0, 0), (.mql, 20, 0.08), (.sal, 30, 0.16), (.sql, 38, 0.26), (.opportunity, 44, 0.4), (.negotiation, 50, 0.75),
    (.won, 57, 1),
  ]

  /// The plans of a block. Lengths and touches are dealt so that the few shapes that are won have short and long ones, many
  /// and few, whatever the seed.
  static func all(seed: UInt64) -> [ShapePlan] {
    var dice = Dice(seed, 0)
    let shapes = 0..<DealLattice.dealsPerBlock
    let cycles = shapes.map { _ in min(140, max(12, dice.logNormal(median: 45, spread: 0.55))) }.sorted()
    let touches = shapes.map { _ in dice.logNormal(median: 1, spread: 1) }.sorted()
    return shapes.map { shape in
      ShapePlan(shape, cycle: cycles[(shape * 27 + 5) % cycles.count], touches: touches[(shape * 29 + 3) % touches.count], &dice)
    }
  }

  private init(_ number: Int, cycle: Double, touches: Double, _ dice: inout Dice) {
    var stages = ShapePlan.reach.filter { number >= $0.from }.map { (stage: $0.0, day: $0.part * cycle) }
    // 48 and 49 stay open.
    if (44..<48).contains(number) || (50..<57).contains(number) { stages.append((.lost, 0.9 * cycle)) }
    if number == 58 { stages.append((.refund, cycle + 12)) }
    if number > 60 { stages.append((.retention, cycle + 40 + 50 * dice.part())) }
    (self.number, self.stages) = (number, stages)
    daysBefore = min(75, dice.logNormal(median: 16, spread: 0.7))
    daysAfter = 4 + 20 * dice.part()
    // Those who come further are met more often: a won deal about four times as often as a lead that stays one.
    let progress = 1 + 0.5 * Double(stages.count - 1)
    self.touches = progress * touches
  }
}
