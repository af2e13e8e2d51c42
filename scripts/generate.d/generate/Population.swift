/// Who is behind a deal: its account, the account's people, their browsers.
///
/// A third of the deals belong to an account that had one before, a thirtieth to one of a few large accounts. An account has
/// one to ten people (Gartner counts six to ten in the purchase of complex solutions; small ones have fewer), most of whose
/// touches come from two of them; a person has up to three browsers.
struct Population: Sendable {
  private let seed: UInt64
  /// How many deals back an account's earlier deal may lie.
  private let reach: Int
  /// Added to a deal's number, so that those of before the log are above 0, too.
  private let bias: Int
  private let rowsPerDay: Double
  /// Visitors' numbers begin here, above those of all accounts.
  private let firstVisitor: Int
  private let visitorsPerWeek: Int

  /// What deals' numbers in text begin with.
  static let firstNumber = 10_000
  private static let people: [Int] = [1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 6, 7, 8, 10]
  private static let hubs = 12

  init(seed: UInt64, lattice: DealLattice, rowsPerDay: Double, rows: Int) {
    (self.seed, self.rowsPerDay) = (seed, rowsPerDay)
    let deals = Double(DealLattice.dealsPerBlock) * rowsPerDay * 90 / Double(lattice.period)
    reach = max(1, Int(deals))
    let oldest = (lattice.steps.map(\.offset).max() ?? 0) / lattice.steps.count + 1
    bias = oldest * DealLattice.dealsPerBlock + 9 * reach + Population.firstNumber
    let accounts = bias + (rows / lattice.period + 2) * DealLattice.dealsPerBlock
    var first = 100_000
    while first < accounts { first *= 10 }
    (firstVisitor, visitorsPerWeek) = (first, max(1, Int(rowsPerDay) / 2))
  }

  /// The number of a block's deal of this shape. Shapes stand in another order in each block: the number tells nothing.
  @inline(__always)
  func deal(block: Int, shape: Int) -> Int {
    let order = Dice.mix(seed ^ UInt64(bitPattern: Int64(block)))
    let place = (shape &* Int(truncatingIfNeeded: order | 1) &+ Int(truncatingIfNeeded: order >> 32)) & 63
    return block * DealLattice.dealsPerBlock + place + bias
  }

  /// The account whose deal it is, named by the number of its first.
  @inline(__always)
  func account(ofDeal deal: Int) -> Int {
    var account = deal
    for _ in 0..<8 {
      var dice = Dice(seed &+ 1, account)
      let chance = dice.below(100)
      if chance < 63 { return account }
      if chance >= 97 { return bias - 9 * reach - 1 - min(dice.below(Population.hubs), dice.below(Population.hubs)) }
      account -= 1 + dice.below(reach)
    }
    return account
  }

  /// Whether anybody of a deal is ever met: one in 14 comes by word of mouth or a tender, and no touch leads to it.
  @inline(__always)
  func isMet(_ deal: Int) -> Bool {
    var dice = Dice(seed &+ 7, deal)
    return !dice.chance(1, of: 14)
  }

  /// How many people of an account are ever met.
  @inline(__always)
  func people(ofAccount account: Int) -> Int {
    var dice = Dice(seed &+ 2, account)
    return Population.people[dice.below(Population.people.count)]
  }

  @inline(__always)
  func cookie(ofUser user: Int, browser: Int) -> UInt64 {
    Dice.mix(seed &+ 3 ^ UInt64(user << 2 | browser)) >> 8 | 1
  }

  /// Rows after the lead from which a person is known by name; the first person fills in the form that makes the lead.
  @inline(__always)
  func knownFrom(user: Int) -> Int {
    if user & 15 == 0 { return 0 }
    var dice = Dice(seed &+ 4, user)
    return Int(Double(dice.below(24)) * rowsPerDay)
  }

  /// Somebody of whom nothing but visits is ever known: a few of them come again and again.
  @inline(__always)
  func visitor(atRow row: Int, _ dice: inout Dice) -> Int {
    let week = Int(Double(row) / rowsPerDay) / 7
    // The cube makes few visitors very busy.
    let part = dice.part()
    return EventRow.user(
      account: firstVisitor + week * visitorsPerWeek + Int(part * part * part * Double(visitorsPerWeek)), person: 0)
  }

  /// What a deal is worth, in minor units, and in what: six of ten in won. Log-normal with a median of 18 million won or
  /// 14,000 dollars, to two figures and a half.
  func worth(ofDeal deal: Int, account: Int) -> (amount: Int, currency: BusinessCurrency) {
    var company = Dice(seed &+ 5, account)
    var dice = Dice(seed &+ 6, deal)
    if company.chance(6, of: 10) {
      return (Int(dice.logNormal(median: 36, spread: 0.7)) * 500_000 + 500_000, .won)
    }
    return (Int(dice.logNormal(median: 28, spread: 0.7)) * 50_000 + 50_000, .dollar)
  }
}
