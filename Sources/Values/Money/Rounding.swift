/// Exact rounding of whole numbers (Specification, section 5), without floating point.
package enum Rounding {
  /// The largest whole number not above `n / d`, and what is left; `d` is above 0.
  package static func floor(_ n: Int128, by d: Int128) -> (quotient: Int128, remainder: Int128) {
    // 64-bit division is several times faster, and nearly every figure fits.
    if let small = Int64(exactly: n), let divisor = Int64(exactly: d) {
      let (q, r) = small.quotientAndRemainder(dividingBy: divisor)
      return r < 0 ? (Int128(q) - 1, Int128(r + divisor)) : (Int128(q), Int128(r))
    }
    let (q, r) = n.quotientAndRemainder(dividingBy: d)
    return r < 0 ? (q - 1, r + d) : (q, r)
  }

  /// `n / d` to the nearest whole number, a half to the even one; `d` is not 0.
  package static func halfEven(_ n: Int128, by d: Int128) -> Int128 {
    let (quotient, remainder) = d < 0 ? floor(-n, by: -d) : floor(n, by: d)
    let rest = abs(d) - remainder
    if remainder == rest { return quotient + (quotient & 1) }
    return remainder > rest ? quotient + 1 : quotient
  }

  /// Prints `parts` in whole `unit`s that add up to `total` units: each down to the unit below (toward −∞), and the
  /// units missing one each to the largest remainders, ties to the earlier part.
  ///
  /// `total` is the parts' sum in units, rounded down or up: then the units missing are at most the parts that have a
  /// remainder. `printed` takes the results at the indexes of the parts. O(n), or O(n log n) where units are missing.
  ///
  /// This is largest remainder for parts in memory: channels of a total, campaigns of a channel, days of a spend row. The
  /// three other implementations exist because their parts are not in memory (`UnitCut`, `RemainderCut`) or because nearly
  /// all of them are equal (`RoleSplit`).
  package static func split(
    _ total: Int128, over parts: ArraySlice<Int128>, unit: Int128, into printed: inout [Int128]
  ) {
    var missing = total
    var remainders: [UInt64] = []
    remainders.reserveCapacity(parts.count)
    for index in parts.indices {
      let (quotient, remainder) = floor(parts[index], by: unit)
      printed[index] = quotient
      missing -= quotient
      // Largest remainder first, then earliest: one number to sort by. A remainder is below a million, 20 bits.
      if remainder > 0 { remainders.append(UInt64(remainder) << 40 | UInt64(largestIndex - (index - parts.startIndex))) }
    }
    precondition(missing >= 0 && missing <= remainders.count, "the parts are not those of the total")
    if missing == 0 { return }
    remainders.sort(by: >)
    for remainder in remainders[0..<Int(missing)] {
      printed[parts.startIndex + largestIndex - Int(remainder & UInt64(largestIndex))] += 1
    }
  }

  /// 40 bits of an index: a million million campaigns.
  private static let largestIndex = 1 << 40 - 1
}
