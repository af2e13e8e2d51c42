import Journeys

/// What runs of touches get, kept until the journey's last goal event, or until there is much: then one pass over the touches books
/// it all, however many goal events cover them.
///
/// Additions of whole numbers in another order: the totals are what they are without it. Memory: 48 bytes for each place at which
/// something changes, of which goal events have a few, and at most `CreditPolicy.mostLedgerSteps` of them and one event's.
struct RunLedger: Sendable {
  /// From `place` on every touch gets so much more.
  private struct Step: BitwiseCopyable, Sendable {
    var place: Int
    /// Goal × models + model of a credit; behind those the goals, of which touches are counted.
    var column: Int
    var amount: Int128, conversions: Int128
  }

  private var steps: [Step] = []
  private var room = CreditPolicy.ledgerSteps

  var isEmpty: Bool { steps.isEmpty }

  /// Whether it is to be booked before another goal event.
  var isFull: Bool { steps.count >= CreditPolicy.mostLedgerSteps }

  var stepCount: Int { steps.count }

  /// Each touch of `run` gets so much, in millionths. `column`: goal × models + model.
  mutating func add(_ run: Range<Int>, amount: Int128, conversions: Int128, column: Int) {
    steps.append(Step(place: run.lowerBound, column: column, amount: amount, conversions: conversions))
    steps.append(Step(place: run.upperBound, column: column, amount: -amount, conversions: -conversions))
    if steps.count < room { return }
    merge()
    room = max(CreditPolicy.ledgerSteps, 2 * steps.count)
  }

  /// The touches of `run` are eligible for a goal event; `number` is what each counts: 1, or 0 for a refund.
  mutating func count(_ run: Range<Int>, of goal: Int, by number: Int64, in totals: borrowing CreditTotals) {
    add(run, amount: Int128(number), conversions: 1, column: totals.goalCount * totals.modelCount + goal)
  }

  /// Books everything and forgets it. O(touches) from the first run to the last.
  mutating func book(of touches: inout TouchSequence, into totals: inout CreditTotals) {
    merge()
    let credits = totals.goalCount * totals.modelCount
    var columns = Array(repeating: Step(place: 0, column: 0, amount: 0, conversions: 0), count: credits + totals.goalCount)
    for (i, step) in steps.enumerated() {
      columns[step.column].column = step.column
      columns[step.column].amount += step.amount
      columns[step.column].conversions += step.conversions
      guard i + 1 < steps.count, steps[i + 1].place > step.place else { continue }
      let gaining = columns.filter { $0.amount != 0 || $0.conversions != 0 }
      if gaining.isEmpty { continue }
      touches.forEachPiece(of: step.place..<steps[i + 1].place) { _, _, slots in
        for gain in gaining {
          if gain.column < credits {
            totals.add(gain.amount, gain.conversions, to: slots, column: gain.column)
          } else {
            totals.count(slots, of: gain.column - credits, by: Int64(gain.amount))
          }
        }
      }
    }
    steps.removeAll()
    room = CreditPolicy.ledgerSteps
  }

  /// Puts the steps in order, one for each place and column.
  private mutating func merge() {
    steps.sort { $0.place != $1.place ? $0.place < $1.place : $0.column < $1.column }
    var kept = 0
    for step in steps {
      if kept > 0, steps[kept - 1].place == step.place, steps[kept - 1].column == step.column {
        steps[kept - 1].amount += step.amount
        steps[kept - 1].conversions += step.conversions
      } else {
        steps[kept] = step
        kept += 1
      }
    }
    steps.removeLast(steps.count - kept)
  }
}
