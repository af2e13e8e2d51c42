import Journeys

/// The split by age of a window of very many touches: those of a group get the weight of its first touch, so that a goal event
/// costs as much as it has groups.
///
/// Groups are touches in a row, 2^bits of them from a multiple of that on, so which weight a touch has does not depend on memory.
/// A weight is too small by a factor of at most 2^x with x = span / half-life, and 2^x − 1 ≤ x up to x = 1: a share s before
/// rounding is off by at most s · x. `bits` is the greatest for which that is below an eighth of a millionth; 64-bit weights add
/// at most another eighth, and rounded no share is off by more than one (`DecaySplit` says why). Specification, section 5 allows that.
struct GroupedDecay {
  private let curve: DecayCurve
  private let samples: TouchSamples
  private let window: Range<Int>
  private let bits: Int
  private let newest: Int64
  private let headroom: UInt64
  private let divider: NarrowDivider

  /// nil where no grouping is fine enough for `units`: for large amounts.
  init?(along curve: DecayCurve, _ samples: TouchSamples, window: Range<Int>, units: UInt64) {
    let headroom = UInt64(DecayStream<UInt64>.headroom(touches: window.count))
    for bits in TouchSamples.groupBits.reversed() {
      let newest = samples.start(ofGroupWith: window.upperBound - 1, bits: bits)
      var total: UInt64 = 0, greatest: UInt64 = 0
      Self.forEachGroup(along: curve, samples, window, bits, newest, headroom) { run, weight in
        total &+= weight &* UInt64(run.count)
        greatest = max(greatest, weight)
      }
      if DecaySplit.isFine(total: total, units: units, touches: window.count, part: 8),
        Self.isFine(
          share: UInt64(UInt128(units) * UInt128(greatest) / UInt128(total)), span: samples.longestSpan(bits: bits),
          halfLife: curve.halfLife)
      {
        (self.curve, self.samples, self.window) = (curve, samples, window)
        (self.bits, self.newest, self.headroom) = (bits, newest, headroom)
        divider = NarrowDivider(total: total)
        return
      }
    }
    return nil
  }

  /// Whether a share of so many units is off by less than an eighth where its touch is `span` later than its weight says. The true
  /// share may be twice the one that was found.
  static func isFine(share: UInt64, span: Int64, halfLife: UInt64) -> Bool {
    let (off, overflow) = (2 * (UInt128(share) + 1) * 8).multipliedReportingOverflow(by: UInt128(span))
    return !overflow && off <= UInt128(halfLife)
  }

  /// Splits and books. `counts` holds zeros for a digit of the cut, and is left so.
  func split<Receiver: CreditReceiver>(
    _ goal: GoalShare, of touches: inout TouchSequence, into totals: inout CreditTotals, _ ledger: inout RunLedger,
    _ receiver: inout Receiver, _ counts: inout [Int]
  ) {
    var amounts = cut(goal.amount, &counts), conversions = cut(goal.conversions, &counts)
    forEachGroup { run, weight in
      let amount = divider.share(of: goal.amount, weight: weight)
      let conversion = divider.share(of: goal.conversions, weight: weight)
      let a = run.lowerBound + amounts.takes(amount.remainder, of: run.count)
      let c = run.lowerBound + conversions.takes(conversion.remainder, of: run.count)
      let bounds = [run.lowerBound, min(a, c), max(a, c), run.upperBound]
      for (start, end) in zip(bounds, bounds.dropFirst()) where start < end {
        goal.bookRun(
          start..<end, amount.floor + (start < a ? 1 : 0), conversion.floor + (start < c ? 1 : 0), of: &touches, into: &totals,
          &ledger, &receiver)
      }
    }
  }

  /// Between the remainders that get a unit and those that do not.
  private func cut(_ units: UInt64, _ counts: inout [Int]) -> RemainderCut<UInt64> {
    var left = units
    forEachGroup { run, weight in left &-= divider.share(of: units, weight: weight).floor &* UInt64(run.count) }
    var cut = RemainderCut<UInt64>(
      total: divider.total, left: Int(left), digitBits: CreditPolicy.digitBits(touches: window.count))
    while !cut.isSettled {
      forEachGroup { run, weight in
        if let digit = cut.digit(divider.share(of: units, weight: weight).remainder) { counts[digit] += run.count }
      }
      cut.narrow(&counts)
    }
    return cut
  }

  @inline(__always)
  private func forEachGroup(_ body: (Range<Int>, UInt64) -> Void) {
    Self.forEachGroup(along: curve, samples, window, bits, newest, headroom, body)
  }

  /// Calls `body` with the touches of each group that lie in the window, and their weight.
  @inline(__always)
  private static func forEachGroup(
    along curve: DecayCurve, _ samples: TouchSamples, _ window: Range<Int>, _ bits: Int, _ newest: Int64, _ headroom: UInt64,
    _ body: (Range<Int>, UInt64) -> Void
  ) {
    var start = window.lowerBound
    while start < window.upperBound {
      let end = min(((start >> bits) + 1) << bits, window.upperBound)
      let age = UInt64(bitPattern: newest &- samples.start(ofGroupWith: start, bits: bits))
      body(start..<end, curve.narrowWeight(age: age) &>> headroom)
      start = end
    }
  }
}
