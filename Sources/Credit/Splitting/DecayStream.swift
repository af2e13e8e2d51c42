import Journeys

/// The split by age of a window whose remainders and shares are not kept: they are computed anew for every pass over its weights,
/// so memory does not grow with it. Four to six passes: the total, the floors, a digit or two of the cut, the booking.
///
/// Weights are kept for a stretch of at most `CreditPolicy.stretchTouches`: of a longer window they too are computed in every pass.
struct DecayStream<Word: WeightWord> {
  /// What divides by the sum of the weights.
  let divider: Word.Divider
  private let curve: DecayCurve
  private let window: Range<Int>
  private let newest: Int64
  private let headroom: Word

  /// What is being split: the amount or the conversion.
  private struct Part {
    let units: UInt64
    var left: UInt64
    var cut: RemainderCut<Word>
  }

  /// Bits that n weights need above one of them.
  static func headroom(touches n: Int) -> Int { n <= 1 ? 0 : Int.bitWidth - (n - 1).leadingZeroBitCount }

  /// Fills `weights` with those of the window's first stretch, and of each stretch in turn where there are more.
  init(along curve: DecayCurve, of touches: inout TouchSequence, window: Range<Int>, _ weights: inout [Word]) {
    let newest = touches.time(window.upperBound - 1)
    let headroom = Word(truncatingIfNeeded: Self.headroom(touches: window.count))
    let room = min(window.count, CreditPolicy.stretchTouches)
    if weights.count < room { weights = Array(repeating: 0, count: min(2 * room, CreditPolicy.stretchTouches)) }
    var total: Word = 0
    var start = window.lowerBound
    while start < window.upperBound {
      let stretch = Self.stretch(from: start, of: window)
      total &+= Self.weigh(stretch, of: &touches, along: curve, newest, headroom, &weights)
      start = stretch.upperBound
    }
    (self.curve, self.window, self.newest, self.headroom) = (curve, window, newest, headroom)
    divider = Word.Divider(total: total)
  }

  private static func stretch(from start: Int, of window: Range<Int>) -> Range<Int> {
    start..<min(start + CreditPolicy.stretchTouches, window.upperBound)
  }

  /// Fills `weights` with those of the stretch, and gives their sum.
  private static func weigh(
    _ stretch: Range<Int>, of touches: inout TouchSequence, along curve: DecayCurve, _ newest: Int64, _ headroom: Word,
    _ weights: inout [Word]
  ) -> Word {
    var total: Word = 0
    touches.forEachPiece(of: stretch) { start, times, _ in
      var column = weights.mutableSpan
      for i in times.indices {
        let weight = Word.decayWeight(age: UInt64(bitPattern: newest &- times[i]), on: curve) &>> headroom
        column[start - stretch.lowerBound + i] = weight
        total &+= weight
      }
    }
    return total
  }

  /// The stretch of the window that begins at `start`, its weights in `weights`. Those of a window of one stretch are there already.
  private func stretch(from start: Int, of touches: inout TouchSequence, _ weights: inout [Word]) -> Range<Int> {
    let stretch = Self.stretch(from: start, of: window)
    if stretch != window { _ = Self.weigh(stretch, of: &touches, along: curve, newest, headroom, &weights) }
    return stretch
  }

  /// Splits and books. `weights` as they were left; `counts` holds 2^digitBits zeros and is left so.
  func split<Receiver: CreditReceiver>(
    _ goal: GoalShare, of touches: inout TouchSequence, into totals: inout CreditTotals, _ receiver: inout Receiver,
    _ weights: inout [Word], _ counts: inout [Int]
  ) {
    var amount = settle(goal.amount, of: &touches, &weights, &counts)
    var conversions = settle(goal.conversions, of: &touches, &weights, &counts)
    var next = window.lowerBound
    while next < window.upperBound {
      let stretch = stretch(from: next, of: &touches, &weights)
      touches.forEachPiece(of: stretch) { start, times, slots in
        var credits = totals.credits.mutableSpan
        let weights = weights.span
        for i in times.indices {
          let weight = weights[start - stretch.lowerBound + i]
          let touch = TouchCredit.Touch(index: start + i, time: times[i], slot: slots[i])
          let a = take(weight, from: &amount), c = take(weight, from: &conversions)
          goal.book(a, c, to: touch, in: &credits, &receiver)
        }
      }
      next = stretch.upperBound
    }
  }

  /// Finds the cut between the remainders that get a unit and those that do not.
  private func settle(
    _ units: UInt64, of touches: inout TouchSequence, _ weights: inout [Word], _ counts: inout [Int]
  ) -> Part {
    let digitBits = CreditPolicy.digitBits(touches: window.count)
    // The first digit does not depend on how many units are left: it is counted along with the floors.
    let first = RemainderCut<Word>(total: divider.total, left: 1, digitBits: digitBits)
    var left = units
    if units > 0 {
      forEachWeight(of: &touches, &weights, counting: &counts) { weight in
        let (floor, remainder) = divider.share(of: units, weight: weight)
        left &-= floor
        return first.digit(remainder)
      }
    }
    var cut = RemainderCut<Word>(total: divider.total, left: Int(left), digitBits: digitBits)
    if cut.isSettled {
      for i in 0..<(1 << digitBits) { counts[i] = 0 }
    } else {
      cut.narrow(&counts)
    }
    while !cut.isSettled {
      forEachWeight(of: &touches, &weights, counting: &counts) { weight in
        cut.digit(divider.share(of: units, weight: weight).remainder)
      }
      cut.narrow(&counts)
    }
    return Part(units: units, left: left, cut: cut)
  }

  /// Counts the digits that `digit` gives for the window's weights.
  @inline(__always)
  private func forEachWeight(
    of touches: inout TouchSequence, _ weights: inout [Word], counting counts: inout [Int], digit: (Word) -> Int?
  ) {
    var next = window.lowerBound
    while next < window.upperBound {
      let stretch = stretch(from: next, of: &touches, &weights)
      let weights = weights.span
      var bins = counts.mutableSpan
      for i in 0..<stretch.count { if let digit = digit(weights[i]) { bins[digit] &+= 1 } }
      next = stretch.upperBound
    }
  }

  @inline(__always)
  private func take(_ weight: Word, from part: inout Part) -> UInt64 {
    if part.units == 0 { return 0 }
    let (floor, remainder) = divider.share(of: part.units, weight: weight)
    return part.cut.takes(remainder) ? floor + 1 : floor
  }
}
