import Journeys

/// The split of one goal event by age.
///
/// Weights are whole numbers: the newest touch's is 2^(63 − s) with 2^s the least power not below n, so that n of them
/// add up within 64 bits, and each is off by less than e = 1 + 16 / 2^s. A share of a units is then off by less than
/// a·n·e / total before it is rounded. Where that is below 2 / n, no rounded share differs by more than one unit
/// from that of exact weights: to differ by two, a touch would have to be refused a unit with an exact remainder above
/// 1 − 1/n, or given one with a remainder below 1/n, and largest remainder does neither. So `isFine` asks for
/// a·n²·e ≤ total, with one more in e for good measure. Where it fails (above some 10⁹ currency units for 20 touches)
/// the same is done with weights of 128 bits, which are fine for 10¹² units over 2²² touches at the worst, that is where
/// one touch outweighs all others together.
struct DecaySplit: Sendable {
  // One of each for every touch of a window that fits; kept between goal events for their memory alone.
  private var weights: [UInt64] = []
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
    if window.count <= CreditPolicy.scratchTouches {
      let total = weigh(along: curve, of: &touches, window: window)
      if Self.isFine(total: total, units: greatest, touches: window.count) {
        let divider = NarrowDivider(total: total)
        Self.share(goal.amount, by: divider, weights, window.count, &amounts, &remainders, &counts)
        Self.share(goal.conversions, by: divider, weights, window.count, &conversions, &remainders, &counts)
        return bookScratch(goal, of: &touches, window: window, into: &totals, &receiver)
      }
    } else {
      if let grouped = grouped(along: curve, of: &touches, window: window, units: greatest) {
        return grouped.split(goal, of: &touches, into: &totals, &ledger, &receiver, &counts)
      }
      let stream = DecayStream<UInt64>(along: curve, of: &touches, window: window)
      if Self.isFine(total: stream.total, units: greatest, touches: window.count) {
        return stream.split(goal, of: &touches, into: &totals, &receiver, &counts)
      }
    }
    let stream = DecayStream<UInt128>(along: curve, of: &touches, window: window)
    stream.split(goal, of: &touches, into: &totals, &receiver, &counts)
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

  /// Whether 64-bit weights of this total split `units` well enough: see above.
  static func isFine(total: UInt64, units: UInt64, touches n: Int) -> Bool {
    let error = 1 + UInt64.decayError >> UInt64(DecayStream<UInt64>.headroom(touches: n))
    let (square, overflow) = UInt64(n).multipliedReportingOverflow(by: UInt64(n))
    if overflow { return false }
    let (product, tooLarge) = (UInt128(units) * UInt128(square)).multipliedReportingOverflow(by: UInt128(error + 1))
    return !tooLarge && product <= UInt128(total)
  }

  /// Fills `weights` and gives their sum.
  private mutating func weigh(along curve: DecayCurve, of touches: inout TouchSequence, window: Range<Int>) -> UInt64 {
    if weights.count < window.count {
      let capacity = 2 * window.count
      weights = Array(repeating: 0, count: capacity)
      (remainders, amounts, conversions) = (weights, weights, weights)
    }
    let newest = touches.time(window.upperBound - 1)
    let headroom = UInt64(DecayStream<UInt64>.headroom(touches: window.count))
    var total: UInt64 = 0
    touches.forEachPiece(of: window) { start, times, _ in
      var column = weights.mutableSpan
      for i in times.indices {
        let weight = curve.narrowWeight(age: UInt64(bitPattern: newest &- times[i])) &>> headroom
        column[start - window.lowerBound + i] = weight
        total &+= weight
      }
    }
    return total
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
        let touch = TouchCredit.Touch(place: start + i, time: times[i], slot: slots[i])
        let at = start - window.lowerBound + i
        goal.book(amounts[at], conversions[at], to: touch, in: &credits, &receiver)
      }
    }
  }
}
