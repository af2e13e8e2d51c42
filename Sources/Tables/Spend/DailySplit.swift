/// An amount over days, evenly in whole millionths by largest remainder: the earlier days take the odd ones, and a
/// negative amount is split by its absolute value (Specification, sections 5 and 6).
///
///     100 over 3 days   34, 33, 33
struct DailySplit {
  let amount: Int64
  /// Above 0.
  let dayCount: Int

  /// The part of one day, 0 being the first.
  subscript(day: Int) -> Int64 {
    let (quotient, remainder) = amount.quotientAndRemainder(dividingBy: Int64(dayCount))
    return quotient + (day < abs(remainder) ? amount.signum() : 0)
  }

  /// The parts of a range of days together. O(1).
  func sum(_ days: Range<Int>) -> Int128 {
    let (quotient, remainder) = amount.quotientAndRemainder(dividingBy: Int64(dayCount))
    let odd = days.clamped(to: 0..<Int(abs(remainder))).count
    return Int128(quotient) * Int128(days.count) + Int128(odd) * Int128(amount.signum())
  }

  /// The different parts of a range of days, and how many days have each: two at most.
  func parts(_ days: Range<Int>) -> [(part: Int64, dayCount: Int)] {
    let (quotient, remainder) = amount.quotientAndRemainder(dividingBy: Int64(dayCount))
    let odd = days.clamped(to: 0..<Int(abs(remainder))).count
    return [(quotient + amount.signum(), odd), (quotient, days.count - odd)].filter { $0.1 > 0 }
  }
}
