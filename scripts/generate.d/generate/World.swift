/// The log, row by row: what stands in row `n` follows from the seed and `n` alone, so rows are made in any order, on any number
/// of threads, in no memory.
///
/// Of every 64 rows, in an order of their own, 4 are stages of deals, 2 say who is who, 1 is delivered a second time, and 57
/// are touches. An account that buys has some 65 of them, half of such accounts less than 35, one in a hundred several
/// hundred (published means: 29 for a purchase in any trade, Focus Digital 2025; 59 for one in B2B, as trade pages have
/// it). About a third of the touches are known by a cookie alone. One touch in 50 arrives late, by up to three days.
struct World: Sendable {
  let curve: ArrivalCurve
  let lattice: DealLattice
  let population: Population
  private let catalogue = Catalogue()
  private let seed: UInt64
  /// One touch in so many is broken; 0 for none.
  private let brokenEvery: Int
  private let rowsPerDay: Double

  private static let stagesPerGroup = 4
  private static let lateSeconds = 3 * 86_400

  private enum Role { case stage(Int), identity, duplicate, touch }

  init(seed: UInt64, curve: ArrivalCurve, brokenEvery: Int) {
    let mixed = Dice.mix(seed)
    (self.seed, self.curve, self.brokenEvery, rowsPerDay) = (mixed, curve, brokenEvery, curve.rowsPerDay)
    lattice = DealLattice(rowsPerDay: curve.rowsPerDay, seed: mixed &+ 10)
    population = Population(seed: mixed &+ 20, lattice: lattice, rowsPerDay: curve.rowsPerDay, rows: curve.rows)
  }

  /// The row that arrives as number `number`, which is in this hour.
  func row(_ number: Int, inHour hour: Int) -> EventRow {
    var dice = Dice(seed, number)
    let arrival = curve.second(ofRow: number, inHour: hour, jitter: Int(truncatingIfNeeded: dice.next() & 1023))
    switch role(number) {
    case .duplicate: return duplicate(number, arrival: arrival, &dice)
    case let role: return first(number, role, arrival: arrival, &dice)
    }
  }

  /// What a row is, by its place in an order that each 64 rows have for themselves.
  @inline(__always)
  private func role(_ number: Int) -> Role {
    let order = Dice.mix(seed &+ 1 ^ UInt64(number >> 6))
    let place = (number &* Int(truncatingIfNeeded: order | 1) &+ Int(truncatingIfNeeded: order >> 32)) & 63
    switch place {
    case 0..<World.stagesPerGroup: return .stage(number >> 6 &* World.stagesPerGroup &+ place)
    case 4, 5: return .identity
    case 6: return .duplicate
    default: return .touch
    }
  }

  /// An earlier row once more, of the last two days; where there is none, a touch.
  private func duplicate(_ number: Int, arrival: Int, _ dice: inout Dice) -> EventRow {
    let original = number - 1 - dice.below(max(1, Int(2 * rowsPerDay)))
    guard original >= 0 else { return first(number, .touch, arrival: arrival, &dice) }
    let role = role(original)
    if case .duplicate = role { return first(number, .touch, arrival: arrival, &dice) }
    var its = Dice(seed, original)
    let hour = curve.hour(ofRow: original)
    let second = curve.second(ofRow: original, inHour: hour, jitter: Int(truncatingIfNeeded: its.next() & 1023))
    var row = first(original, role, arrival: second, &its)
    row.arrival = arrival
    return row
  }

  private func first(_ number: Int, _ role: Role, arrival: Int, _ dice: inout Dice) -> EventRow {
    var row = EventRow()
    (row.time, row.arrival) = (arrival, arrival)
    // A permutation of 48 bits: no id comes twice.
    row.id = (UInt64(number) &* 0x9E37_79B9_7F4B &+ seed >> 40) & 0xFFFF_FFFF_FFFF
    switch role {
    case .stage(let step): stage(step, &row, &dice)
    case .identity: identity(number, &row, &dice)
    default:
      touch(number, &row, &dice)
      if dice.chance(1, of: 50) { row.time -= World.lateSeconds / 1000 * dice.below(1 + dice.below(1000)) }
    }
    if brokenEvery > 0, row.campaign >= 0, dice.chance(1, of: brokenEvery) { spoil(&row, &dice) }
    return row
  }

  private func stage(_ step: Int, _ row: inout EventRow, _ dice: inout Dice) {
    let (block, shape, stage) = lattice.stage(step)
    let deal = population.deal(block: block, shape: shape)
    row.event = EventName(stage)
    row.account = population.account(ofDeal: deal)
    row.user = EventRow.user(account: row.account, person: 0)
    if stage == .lead { row.cookie = population.cookie(ofUser: row.user, browser: 0) }
    let worth = population.worth(ofDeal: deal, account: row.account)
    row.currency = worth.currency
    if stage.hasDeal { row.deal = deal }
    guard stage.hasAmount else { return }
    // Some give a discount in the end; a refund takes a part back; a renewal is for a little more.
    let terms = deal % 5
    switch stage {
    case .won: row.amount = worth.amount / 20 * (20 - terms)
    case .refund: row.amount = -worth.amount / 20 * (2 + terms)
    case .retention: row.amount = worth.amount / 20 * (19 + terms)
    default: row.amount = worth.amount
    }
  }

  /// A row that only says whose a browser is: of somebody known, or a visitor who signs up.
  private func identity(_ number: Int, _ row: inout EventRow, _ dice: inout Dice) {
    guard let (block, shape) = lattice.dealInProgress(atRow: number, &dice),
      number - block * lattice.period >= lattice.shapes[shape].lead
    else {
      row.user = population.visitor(atRow: number, &dice)
      row.cookie = population.cookie(ofUser: row.user, browser: 0)
      row.event = .signup
      return
    }
    let account = population.account(ofDeal: population.deal(block: block, shape: shape))
    row.user = EventRow.user(account: account, person: dice.below(population.people(ofAccount: account)))
    row.cookie = population.cookie(ofUser: row.user, browser: dice.below(3))
    if dice.chance(1, of: 2) { row.account = account }
    row.event = dice.chance(1, of: 3) ? .identify : .login
  }

  private func touch(_ number: Int, _ row: inout EventRow, _ dice: inout Dice) {
    let permille = curve.permille(ofRow: number)
    if !dice.chance(30, of: 100), let (block, shape) = lattice.dealInProgress(atRow: number, &dice),
      case let deal = population.deal(block: block, shape: shape), population.isMet(deal)
    {
      let plan = lattice.shapes[shape]
      let age = number - block * lattice.period
      let phase = age < plan.lead ? 0 : age < plan.opportunity ? 1 : 2
      // Half of the touches are of the deal's four favourites, as people come back the way they came.
      var tastes = dice.chance(1, of: 2) ? Dice(seed &+ 2, deal << 2 | dice.below(4)) : Dice(dice.next(), 0)
      row.campaign = catalogue.campaign(inPhase: phase, atPermille: permille, &tastes)
      name(deal, age: age - plan.lead, &row, &dice)
    } else {
      row.campaign = catalogue.campaign(inPhase: 0, atPermille: permille, &dice)
      let visitor = population.visitor(atRow: number, &dice)
      row.cookie = population.cookie(ofUser: visitor, browser: 0)
      // Readers of the newsletter whose company nobody knows.
      if dice.chance(65, of: 100) { row.user = visitor }
    }
    catalogue.describe(row.campaign, &row, &dice)
  }

  /// Says who made a touch, as far as one knew at the time. `age` is in rows from the lead.
  @inline(__always)
  private func name(_ deal: Int, age: Int, _ row: inout EventRow, _ dice: inout Dice) {
    let account = population.account(ofDeal: deal)
    let many = population.people(ofAccount: account)
    let user = EventRow.user(account: account, person: min(dice.below(many), dice.below(many)))
    let draw = dice.below(100)
    // One touch in 5,000 is made at another's desk.
    let desk = dice.chance(1, of: 5000) ? user - 16 : user
    row.cookie = population.cookie(ofUser: desk, browser: draw < 74 ? 0 : draw < 95 ? 1 : 2)
    // Whose account had a deal before is known from the start.
    if account == deal, age < population.knownFrom(user: user) { return }
    switch dice.below(100) {
    case 0..<6: return
    case 6..<14: row.account = account
    case 14..<24: (row.user, row.cookie) = (user, 0)
    case 24..<56: (row.account, row.user) = (account, user)
    default: row.user = user
    }
  }

  private func spoil(_ row: inout EventRow, _ dice: inout Dice) {
    let flaws: [EventRow.Flaw] = [.time, .channel, .event, .identity]
    row.flaw = flaws[dice.below(flaws.count)]
    if row.flaw == .event { row.event = .broken }
    if row.flaw == .identity { (row.account, row.user, row.cookie) = (0, 0, 0) }
  }
}
