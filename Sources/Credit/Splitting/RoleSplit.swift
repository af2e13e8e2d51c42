import Journeys

/// The split of one goal event by a table of roles: O(roles), and one addition a touch where the model has a middle.
///
/// With S the weight of the roles that somebody holds and M that of the middle's m touches, the exact shares are
/// w / (S + M) for a holder and M / (S + M) / m for a touch of the middle; by the total (S + M) · m both are whole:
///
///     holder  w · m        each of the middle  M        total  (S + M) · m
///
/// What is clever: the middle's touches all have the same remainder, so one index (`cut`) tells which of them get a unit that
/// is left over: those before it. Nothing is computed per touch of the middle. The units go to the largest remainders, ties
/// to the earlier touch, so `promote` must place the middle among the holders by remainder and by index at once.
///
/// This is largest remainder for roles, one of four implementations: at most a few parts differ and all others are equal, so
/// it needs no pass over the touches. `RemainderCut` splits by weights that differ, `Rounding.split` and `UnitCut` split what
/// is printed.
struct RoleSplit: Sendable {
  private struct Holder: Sendable {
    let index: Int
    var weight: UInt64
    var amount: UInt64 = 0, conversions: UInt64 = 0
    // Of the amount or conversions being split now.
    var share: UInt64 = 0, remainder: UInt128 = 0
  }
  /// What each touch of the middle gets: one more if its index is below `cut`.
  private struct MiddleShare { var floor: UInt64 = 0, cut = 0 }

  /// In order; kept between goal events for its capacity alone.
  private var holders: [Holder] = []
  private var middleWeight: UInt64 = 0
  private var middleCount = 0

  init() { holders.reserveCapacity(64) }

  /// Splits over the touches of `window`, which is not empty; `index` gives the touch that holds a role, nil if none does.
  mutating func split<Receiver: CreditReceiver>(
    _ goal: GoalShare, among roles: [RoleWeight], holder index: (TouchRole) -> Int?,
    of touches: inout TouchSequence, window: Range<Int>, into totals: inout CreditTotals, _ ledger: inout RunLedger,
    _ receiver: inout Receiver
  ) {
    cast(roles, window: window, index)
    let weight = holders.reduce(middleWeight) { $0 + $1.weight }
    if weight == 0 { return goal.bookUnattributed(in: &totals, &receiver) }
    let total = UInt128(weight) * UInt128(max(1, middleCount))
    var amounts = MiddleShare(), conversions = MiddleShare()
    if let narrow = UInt64(exactly: total) {
      let divider = NarrowDivider(total: narrow)
      conversions = share(goal.conversions, by: divider, window: window)
      for i in holders.indices { holders[i].conversions = holders[i].share }
      amounts = share(goal.amount, by: divider, window: window)
    } else {
      let divider = WideDivider(total: total)
      conversions = share(goal.conversions, by: divider, window: window)
      for i in holders.indices { holders[i].conversions = holders[i].share }
      amounts = share(goal.amount, by: divider, window: window)
    }
    for i in holders.indices { holders[i].amount = holders[i].share }
    if middleCount > 0, window.count > CreditPolicy.longWindow {
      bookRuns(goal, amounts, conversions, of: &touches, window: window, into: &totals, &ledger, &receiver)
    } else if middleCount > 0 {
      bookAll(goal, amounts, conversions, of: &touches, window: window, into: &totals, &receiver)
    } else {
      bookHolders(goal, of: &touches, into: &totals, &receiver)
    }
  }

  /// Gives the roles to touches: a touch with several gets their sum.
  private mutating func cast(_ roles: [RoleWeight], window: Range<Int>, _ index: (TouchRole) -> Int?) {
    holders.removeAll(keepingCapacity: true)
    middleWeight = 0
    for role in roles {
      if role.role == .middle {
        middleWeight += role.weight
      } else if let index = index(role.role) {
        var i = holders.count
        while i > 0 && holders[i - 1].index > index { i -= 1 }
        if i > 0 && holders[i - 1].index == index {
          holders[i - 1].weight += role.weight
        } else {
          holders.insert(Holder(index: index, weight: role.weight), at: i)
        }
      }
    }
    middleCount = middleWeight == 0 ? 0 : window.count - holders.count
    if middleCount == 0 { middleWeight = 0 }
  }

  /// Splits `units` by largest remainder: leaves the holders' parts in `share` and gives the middle's.
  private mutating func share<Divider: ShareDivider>(
    _ units: UInt64, by divider: Divider, window: Range<Int>
  ) -> MiddleShare {
    let (floor, middleRemainder) = divider.share(of: units, weight: Divider.Word(middleWeight))
    var left = units - (middleCount > 0 ? floor * UInt64(middleCount) : 0)
    for i in holders.indices {
      let weight = Divider.Word(holders[i].weight) * Divider.Word(max(1, middleCount))
      let (share, remainder) = divider.share(of: units, weight: weight)
      holders[i].share = share
      holders[i].remainder = UInt128(remainder)
      left -= share
    }
    let cut = promote(Int(left), middleRemainder: UInt128(middleRemainder), window: window)
    return MiddleShare(floor: floor, cut: cut)
  }

  /// Gives the units left over, one each, to the largest remainders; the index before which the middle gets one.
  private mutating func promote(_ units: Int, middleRemainder: UInt128, window: Range<Int>) -> Int {
    if units == 0 { return window.lowerBound }
    if middleCount == 0 {
      promoteHolders(units) { _ in true }
      return window.lowerBound
    }
    var left = units - promoteHolders(units) { $0 > middleRemainder }
    let equals = middleCount + holders.count { $0.remainder == middleRemainder }
    let taken = min(left, equals)
    var cut = window.lowerBound + taken
    for holder in holders where holder.remainder != middleRemainder && holder.index < cut { cut += 1 }
    for i in holders.indices where holders[i].remainder == middleRemainder && holders[i].index < cut {
      holders[i].share += 1
    }
    left -= taken
    promoteHolders(left) { $0 < middleRemainder }
    return cut
  }

  /// Gives a unit each to the largest remainders among those for which `asked` holds, at most `units`; how many got
  /// one. O(holders²): they are few.
  @discardableResult
  private mutating func promoteHolders(_ units: Int, where asked: (UInt128) -> Bool) -> Int {
    var given = 0
    for i in holders.indices where units > 0 && asked(holders[i].remainder) {
      let remainder = holders[i].remainder
      var before = 0
      for j in holders.indices where asked(holders[j].remainder) {
        if holders[j].remainder > remainder || (holders[j].remainder == remainder && j < i) { before += 1 }
      }
      if before < units {
        holders[i].share += 1
        given += 1
      }
    }
    return given
  }

  private func bookHolders<Receiver: CreditReceiver>(
    _ goal: GoalShare, of touches: inout TouchSequence, into totals: inout CreditTotals, _ receiver: inout Receiver
  ) {
    var credits = totals.credits.mutableSpan
    for holder in holders {
      let touch = TouchCredit.Touch(
        index: holder.index, time: touches.time(holder.index), slot: touches.slot(holder.index))
      goal.book(holder.amount, holder.conversions, to: touch, in: &credits, &receiver)
    }
  }

  private func bookAll<Receiver: CreditReceiver>(
    _ goal: GoalShare, _ amounts: MiddleShare, _ conversions: MiddleShare,
    of touches: inout TouchSequence, window: Range<Int>, into totals: inout CreditTotals, _ receiver: inout Receiver
  ) {
    var next = 0
    touches.forEachPiece(of: window) { start, times, slots in
      var credits = totals.credits.mutableSpan
      for i in times.indices {
        let index = start + i
        let touch = TouchCredit.Touch(index: index, time: times[i], slot: slots[i])
        if next < holders.count && holders[next].index == index {
          goal.book(holders[next].amount, holders[next].conversions, to: touch, in: &credits, &receiver)
          next += 1
        } else {
          let amount = amounts.floor &+ (index < amounts.cut ? 1 : 0)
          let conversion = conversions.floor &+ (index < conversions.cut ? 1 : 0)
          goal.book(amount, conversion, to: touch, in: &credits, &receiver)
        }
      }
    }
  }

  /// The same by runs: between holders the middle gets the same, up to where a unit less is given.
  private func bookRuns<Receiver: CreditReceiver>(
    _ goal: GoalShare, _ amounts: MiddleShare, _ conversions: MiddleShare, of touches: inout TouchSequence,
    window: Range<Int>, into totals: inout CreditTotals, _ ledger: inout RunLedger, _ receiver: inout Receiver
  ) {
    var start = window.lowerBound
    func bookMiddle(upTo end: Int) {
      while start < end {
        let next = [amounts.cut, conversions.cut, end].filter { $0 > start }.min() ?? end
        goal.bookRun(
          start..<min(next, end), amounts.floor &+ (start < amounts.cut ? 1 : 0),
          conversions.floor &+ (start < conversions.cut ? 1 : 0), of: &touches, into: &totals, &ledger, &receiver)
        start = min(next, end)
      }
    }
    for holder in holders {
      bookMiddle(upTo: holder.index)
      start = holder.index + 1
      goal.bookRun(
        holder.index..<start, holder.amount, holder.conversions, of: &touches, into: &totals, &ledger, &receiver)
    }
    bookMiddle(upTo: window.upperBound)
  }
}
