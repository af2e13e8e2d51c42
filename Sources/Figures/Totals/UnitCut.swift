/// Which parts get one of the units that rounding down left over: those with a remainder above `remainder`, and the first
/// `ties` of those with that remainder.
///
/// This is largest remainder for `credits.csv.gz`, one of four implementations. `Rounding.split` needs all parts in memory;
/// the credits of one campaign may be as long as the log, so they are walked twice: `Remainders` finds the cut on the first
/// walk, and `takes` applies it on the second. `RemainderCut` (Credit) does the same for the touches of one goal event, with
/// remainders of 64 or 128 bits that it must narrow digit by digit; here a remainder is below a million and can be counted.
/// `RoleSplit` (Credit) has a handful of parts and one remainder for all others.
package struct UnitCut {
  let remainder: UInt32
  private(set) var ties: Int

  init(remainder: UInt32, ties: Int) {
    self.remainder = remainder
    self.ties = ties
  }

  /// Whether the next part gets a unit. The caller asks for the parts in order, each once.
  package mutating func takes(_ remainder: UInt32) -> Bool {
    if remainder > self.remainder { return true }
    if remainder < self.remainder || ties == 0 { return false }
    ties -= 1
    return true
  }
}

/// The remainders of any number of parts, to find the cut among them: a list while they are few, then counts by value, since
/// a remainder is below a million.
package struct Remainders {
  private var list: [UInt32] = []
  private var counts: [UInt32] = []
  /// How many remainders were added.
  package private(set) var count = 0

  /// No remainders.
  package init() {}

  /// Adds a remainder of a division by `unit`.
  package mutating func add(_ remainder: UInt32, unit: Int) {
    count += 1
    if counts.isEmpty {
      list.append(remainder)
      if list.count < FiguresPolicy.listedRemainders { return }
      counts = Array(repeating: 0, count: unit)
      for remainder in list { counts[Int(remainder)] += 1 }
      list = []
    } else {
      counts[Int(remainder)] += 1
    }
  }

  /// The cut that gives `units` to the largest remainders, ties to the earlier part; nil where a part without a remainder
  /// would get a unit. `units` is from 1 to `count`.
  package func cut(_ units: Int) -> UnitCut? {
    var left = units
    if counts.isEmpty {
      let sorted = list.sorted(by: >)
      let remainder = sorted[units - 1]
      if remainder == 0 { return nil }
      return UnitCut(remainder: remainder, ties: units - (sorted.firstIndex(of: remainder) ?? 0))
    }
    for remainder in counts.indices.dropFirst().reversed() where counts[remainder] > 0 {
      if left <= Int(counts[remainder]) { return UnitCut(remainder: UInt32(remainder), ties: left) }
      left -= Int(counts[remainder])
    }
    return nil
  }
}
