import Journeys

/// The split of one goal event by age.
///
/// What is clever: the weights are whole numbers, and still no share is off by more than one millionth. This comment is the proof,
/// and it rests on `ExponentTable.narrowError` and `wideError`, `DecayStream.headroom` and `isFine`: whoever changes one goes
/// through the proof again. `GroupedDecay` uses a second eighth of the same allowance. `DecayTests` compares all of them with
/// big numbers.
///
/// Weights are whole numbers: the newest touch's is 2^(63 − s) with 2^s the least power not below n, so that n of them
/// add up within 64 bits, and each is off by less than e = 1 + 16 / 2^s. A share of a units is then off by less than
/// d = a·(n + 1)·e / total before it is rounded, and 64 bits are fine (`isFine`) where d is below a quarter. Where they are not
/// (above some 10¹⁰ currency units for 20 touches, 10⁶ for 100,000) the same is done with weights of 128 bits, which are fine
/// for 10¹² units over 2²² touches at the worst, that is where one touch outweighs all others together.
///
/// No rounded share is off by more than one then. Largest remainder rounds each share s to ⌈s − c⌉, with the one c for which
/// they add up (those of equal remainders apart). Shares that are all greater or less by d at most add up as well with a c that
/// is greater or less by d at most, so each s − c changes by less than 2d ≤ 1, and its ceiling by one at most.
struct DecaySplit: Sendable {
  // Kept between goal events for their memory alone: of a stretch, and one of each for every touch of a window that fits.
  private var weights: [UInt64] = []
  private var wideWeights: [UInt128] = []
  private var remainders: [UInt64] = []
  private var amounts: [UInt64] = []
  private var conversions: [UInt64] = []
  private var counts: [Int] = []
  /// Of the journey at hand, where it has a window long enough.
  private var samples: TouchSamples?

  /// Splits over the touches of `window`, which is not empty.
  mutating func split<Receiver: CreditReceiver>(
    _ goal: GoalShare, along curve: DecayCurve, of touches: inout TouchSequence, window: Range<Int>,
    into totals: inout CreditTotals, _ ledger: inout RunLedger, _ receiver: inout Receiver
  ) {
    let digitBits = CreditPolicy.digitBits(touches: window.count)
    if counts.count < 1 << digitBits { counts = Array(repeating: 0, count: 1 << digitBits) }
    let greatest = max(goal.amount, goal.conversions)
    if let grouped = grouped(along: curve, of: &touches, window: window, units: greatest) {
      return grouped.split(goal, of: &touches, into: &totals, &ledger, &receiver, &counts)
    }
    let stream = DecayStream<UInt64>(along: curve, of: &touches, window: window, &weights)
    guard Self.isFine(total: stream.divider.total, units: greatest, touches: window.count) else {
      let stream = DecayStream<UInt128>(along: curve, of: &touches, window: window, &wideWeights)
      return stream.split(goal, of: &touches, into: &totals, &receiver, &wideWeights, &counts)
    }
    if window.count > CreditPolicy.scratchTouches {
      return stream.split(goal, of: &touches, into: &totals, &receiver, &weights, &counts)
    }
    if remainders.count < window.count {
      remainders = Array(repeating: 0, count: 2 * window.count)
      (amounts, conversions) = (remainders, remainders)
    }
    Self.share(goal.amount, by: stream.divider, weights, window.count, &amounts, &remainders, &counts)
    Self.share(goal.conversions, by: stream.divider, weights, window.count, &conversions, &remainders, &counts)
    bookScratch(goal, of: &touches, window: window, into: &totals, &receiver)
  }

  /// The journey has no further goal event.
  mutating func endJourney() { samples = nil }

  /// The split by groups, where it is fine enough.
  private mutating func grouped(
    along curve: DecayCurve, of touches: inout TouchSequence, window: Range<Int>, units: UInt64
  ) -> GroupedDecay? {
    if window.count <= CreditPolicy.groupedWindow { return nil }
    let sampled = samples ?? TouchSamples(of: &touches)
    samples = sampled
    return GroupedDecay(along: curve, sampled, window: window, units: units)
  }

  /// Whether 64-bit weights of this total put every share of `units` within one `part`-th of a unit before it is rounded: see above.
  static func isFine(total: UInt64, units: UInt64, touches n: Int, part: UInt64 = 4) -> Bool {
    let error = 2 + UInt64.decayError >> UInt64(DecayStream<UInt64>.headroom(touches: n))
    let (off, overflow) = (UInt128(units) * UInt128(n + 1)).multipliedReportingOverflow(by: UInt128(error * part))
    return !overflow && off <= UInt128(total)
  }

  /// Splits `units` by largest remainder into the first `n` of `shares`.
  private static func share(
    _ units: UInt64, by divider: NarrowDivider, _ weights: [UInt64], _ n: Int,
    _ shares: inout [UInt64], _ remainders: inout [UInt64], _ counts: inout [Int]
  ) {
    var shares = shares.mutableSpan
    var rest = remainders.mutableSpan
    let weights = weights.span
    var left = units
    for i in 0..<n {
      let (floor, remainder) = divider.share(of: units, weight: weights[i])
      shares[i] = floor
      rest[i] = remainder
      left &-= floor
    }
    var cut = RemainderCut<UInt64>(
      total: divider.total, left: Int(left), digitBits: CreditPolicy.digitBits(touches: n))
    if cut.isSettled { return }
    while !cut.isSettled {
      var bins = counts.mutableSpan
      for i in 0..<n { if let digit = cut.digit(rest[i]) { bins[digit] &+= 1 } }
      cut.narrow(&counts)
    }
    for i in 0..<n { shares[i] &+= cut.takes(rest[i]) ? 1 : 0 }
  }

  private func bookScratch<Receiver: CreditReceiver>(
    _ goal: GoalShare, of touches: inout TouchSequence, window: Range<Int>,
    into totals: inout CreditTotals, _ receiver: inout Receiver
  ) {
    touches.forEachPiece(of: window) { start, times, slots in
      var credits = totals.credits.mutableSpan
      for i in times.indices {
        let touch = TouchCredit.Touch(index: start + i, time: times[i], slot: slots[i])
        let at = start - window.lowerBound + i
        goal.book(amounts[at], conversions[at], to: touch, in: &credits, &receiver)
      }
    }
  }
}
