import Journeys

/// What runs of touches get, kept until the journey's last goal event, or until there is much of it. Then one pass over the
/// touches books all, however many goal events cover them.
///
/// What is clever: a run is two steps, `+x` where it begins and `-x` behind its end, as in a difference array. Sorted and added
/// up, the steps give what each touch between two of them gets from all goal events together. So ten thousand windows of ten
/// million touches cost ten thousand steps and one walk, not 10¹¹ additions. Credits and counted touches share the steps: a
/// step's `column` is a credit's goal × models + model, and behind those columns come the goals, of which touches are counted
/// (`add`, `count` and `book` must agree on that).
///
/// Integers are added in another order, so the totals are what they are without it. A caller that wants to know every single
/// credit cannot use it (`GoalShare.bookRun`). Memory: 48 bytes a step, of which a goal event has a few, and at most
/// `CreditPolicy.mostLedgerSteps` of them and one event's.
struct RunLedger: Sendable {
  /// From touch `index` on every touch gets so much more.
  private struct Step: BitwiseCopyable, Sendable {
    var index: Int
    /// Goal × models + model of a credit; behind those the goals, of which touches are counted.
    var column: Int
    var amount: Int128, conversions: Int128
  }

  private var steps: [Step] = []
  private var room = CreditPolicy.ledgerSteps

  var isEmpty: Bool { steps.isEmpty }

  /// Whether the ledger is to be booked before another goal event.
  var isFull: Bool { steps.count >= CreditPolicy.mostLedgerSteps }

  var stepCount: Int { steps.count }

  /// Each touch of `run` gets so much, in millionths. `column`: goal × models + model.
  mutating func add(_ run: Range<Int>, amount: Int128, conversions: Int128, column: Int) {
    steps.append(Step(index: run.lowerBound, column: column, amount: amount, conversions: conversions))
    steps.append(Step(index: run.upperBound, column: column, amount: -amount, conversions: -conversions))
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
    var columns = Array(repeating: Step(index: 0, column: 0, amount: 0, conversions: 0), count: credits + totals.goalCount)
    for (i, step) in steps.enumerated() {
      columns[step.column].column = step.column
      columns[step.column].amount += step.amount
      columns[step.column].conversions += step.conversions
      guard i + 1 < steps.count, steps[i + 1].index > step.index else { continue }
      let gaining = columns.filter { $0.amount != 0 || $0.conversions != 0 }
      if gaining.isEmpty { continue }
      touches.forEachPiece(of: step.index..<steps[i + 1].index) { _, _, slots in
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

  /// Puts the steps in order, one for each index and column.
  private mutating func merge() {
    steps.sort { $0.index != $1.index ? $0.index < $1.index : $0.column < $1.column }
    var kept = 0
    for step in steps {
      if kept > 0, steps[kept - 1].index == step.index, steps[kept - 1].column == step.column {
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
