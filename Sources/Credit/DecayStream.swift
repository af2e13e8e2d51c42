import Journeys

/// The split by age of a window that is not kept: its weights are computed anew for every pass over its touches, so
/// memory does not grow with it. Four to six passes: the total, the floors, a digit or two of the cut, the booking.
struct DecayStream<Word: WeightWord> {
  /// The sum of the weights.
  let total: Word
  private let curve: DecayCurve
  private let window: Range<Int>
  private let newest: Int64
  private let headroom: Word
  private let divider: Word.Divider

  /// What is being split: the amount or the conversion.
  private struct Part {
    let units: UInt64
    var left: UInt64
    var cut: RemainderCut<Word>
  }

  /// Bits that n weights need above one of them.
  static func headroom(touches n: Int) -> Int { n <= 1 ? 0 : Int.bitWidth - (n - 1).leadingZeroBitCount }

  init(along curve: DecayCurve, of touches: inout TouchSequence, window: Range<Int>) {
    let newest = touches.time(window.upperBound - 1)
    let headroom = Word(Self.headroom(touches: window.count))
    var total: Word = 0
    touches.forEachPiece(of: window) { _, times, _ in
      for i in times.indices {
        total &+= Word.decayWeight(age: UInt64(bitPattern: newest &- times[i]), on: curve) &>> headroom
      }
    }
    (self.total, self.curve, self.window, self.newest, self.headroom) = (total, curve, window, newest, headroom)
    divider = Word.Divider(total: total)
  }

  /// Splits and books. `counts` holds 2^digitBits zeros and is left so.
  func split<Receiver: CreditReceiver>(
    _ goal: GoalShare, of touches: inout TouchSequence, into totals: inout CreditTotals, _ receiver: inout Receiver,
    _ counts: inout [Int]
  ) {
    var amount = settle(goal.amount, of: &touches, &counts)
    var conversions = settle(goal.conversions, of: &touches, &counts)
    touches.forEachPiece(of: window) { start, times, slots in
      var credits = totals.credits.mutableSpan
      for i in times.indices {
        let weight = weight(of: times[i])
        let touch = TouchCredit.Touch(place: start + i, time: times[i], slot: slots[i])
        let a = take(weight, from: &amount), c = take(weight, from: &conversions)
        goal.book(a, c, to: touch, in: &credits, &receiver)
      }
    }
  }

  private func weight(of time: Int64) -> Word {
    Word.decayWeight(age: UInt64(bitPattern: newest &- time), on: curve) &>> headroom
  }

  /// Finds the cut between the remainders that get a unit and those that do not.
  private func settle(_ units: UInt64, of touches: inout TouchSequence, _ counts: inout [Int]) -> Part {
    let digitBits = CreditPolicy.digitBits(touches: window.count)
    // The first digit does not depend on how many units are left: it is counted along with the floors.
    let first = RemainderCut<Word>(total: total, left: 1, digitBits: digitBits)
    var left = units
    if units > 0 {
      touches.forEachPiece(of: window) { _, times, _ in
        for i in times.indices {
          let (floor, remainder) = divider.share(of: units, weight: weight(of: times[i]))
          left &-= floor
          if let digit = first.digit(remainder) { counts[digit] += 1 }
        }
      }
    }
    var cut = RemainderCut<Word>(total: total, left: Int(left), digitBits: digitBits)
    if cut.isSettled {
      for i in 0..<(1 << digitBits) { counts[i] = 0 }
    } else {
      cut.narrow(&counts)
    }
    while !cut.isSettled {
      touches.forEachPiece(of: window) { _, times, _ in
        for i in times.indices {
          let remainder = divider.share(of: units, weight: weight(of: times[i])).remainder
          if let digit = cut.digit(remainder) { counts[digit] += 1 }
        }
      }
      cut.narrow(&counts)
    }
    return Part(units: units, left: left, cut: cut)
  }

  private func take(_ weight: Word, from part: inout Part) -> UInt64 {
    if part.units == 0 { return 0 }
    let (floor, remainder) = divider.share(of: part.units, weight: weight)
    return part.cut.takes(remainder) ? floor + 1 : floor
  }
}
