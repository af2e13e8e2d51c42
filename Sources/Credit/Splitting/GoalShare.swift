import Journeys

/// What of one goal event one model has to give away, and where it books it.
///
/// Amounts are split by their absolute value (Specification, section 5), so everything between here and the totals is unsigned.
struct GoalShare {
  /// Millionths, without the sign, and millionths of a conversion: none for a refund.
  let amount: UInt64, conversions: UInt64
  private let isNegative: Bool
  private let model: Int
  private let modelCount: Int, goalCount: Int, goal: Int

  init(_ event: borrowing GoalEvent, model: Int, of totals: borrowing CreditTotals) {
    amount = event.amount.magnitude
    conversions = event.isRefund ? 0 : CreditTotals.millionthsPerConversion
    isNegative = event.amount < 0
    self.model = model
    modelCount = totals.modelCount
    goalCount = totals.goalCount
    goal = event.goal
  }

  /// Books a touch's part, both in millionths.
  @inline(__always)
  func book<Receiver: CreditReceiver>(
    _ amount: UInt64, _ conversions: UInt64, to touch: TouchCredit.Touch,
    in credits: inout MutableSpan<CreditTotals.Credit>, _ receiver: inout Receiver
  ) {
    if amount | conversions == 0 { return }
    add(amount, conversions, slot: Int(touch.slot), in: &credits)
    receiver.receive(
      TouchCredit(model: model, touch: touch, amount: signed(amount), conversions: Int64(conversions)))
  }

  /// Books the same to each touch of `run`: to the ledger, unless each is to be told.
  func bookRun<Receiver: CreditReceiver>(
    _ run: Range<Int>, _ amount: UInt64, _ conversions: UInt64, of touches: inout TouchSequence,
    into totals: inout CreditTotals, _ ledger: inout RunLedger, _ receiver: inout Receiver
  ) {
    if amount | conversions == 0 || run.isEmpty { return }
    if Receiver.self == NoReceiver.self {
      let amount = isNegative ? -Int128(amount) : Int128(amount)
      return ledger.add(run, amount: amount, conversions: Int128(conversions), column: goal * modelCount + model)
    }
    touches.forEachPiece(of: run) { start, times, slots in
      var credits = totals.credits.mutableSpan
      for i in times.indices {
        let touch = TouchCredit.Touch(index: start + i, time: times[i], slot: slots[i])
        book(amount, conversions, to: touch, in: &credits, &receiver)
      }
    }
  }

  /// Books everything to `(unattributed)`.
  func bookUnattributed<Receiver: CreditReceiver>(in totals: inout CreditTotals, _ receiver: inout Receiver) {
    if amount | conversions == 0 { return }
    let slot = totals.slotCount
    var credits = totals.credits.mutableSpan
    add(amount, conversions, slot: slot, in: &credits)
    receiver.receive(TouchCredit(model: model, touch: nil, amount: signed(amount), conversions: Int64(conversions)))
  }

  @inline(__always)
  private func add(
    _ amount: UInt64, _ conversions: UInt64, slot: Int, in credits: inout MutableSpan<CreditTotals.Credit>
  ) {
    let i = (slot &* goalCount &+ goal) &* modelCount &+ model
    if isNegative { credits[i].amount -= Int128(amount) } else { credits[i].amount += Int128(amount) }
    credits[i].conversions += Int128(conversions)
  }

  /// The magnitude 2⁶³ exists only below 0.
  @inline(__always)
  private func signed(_ amount: UInt64) -> Int64 {
    Int64(truncatingIfNeeded: isNegative ? 0 &- amount : amount)
  }
}
