/// Which remainders get one of the units left over by largest remainder: found digit by digit, from the highest, by
/// counting how many remainders have each value of the next digit. Holds no remainder, so a window of any length can
/// be read again for each digit.
///
/// This is largest remainder for weighed touches, one of four implementations: a window may be longer than memory, and a
/// remainder has up to 128 bits, so remainders can neither be sorted (`Rounding.split`) nor counted by value (`UnitCut`).
///
///     remainders   7A 7C 7C 31      two units left
///     first digit  7: 3, 3: 1       more than two begin with 7: the cut lies among them
///     next digit   C: 2, A: 1       the two that begin with 7C get a unit
struct RemainderCut<Word: WeightWord> {
  /// Remainders are below the total: shifted by its leading zeros, their highest digits tell most.
  private let lead: Int, digitBits: Int
  private var prefix: Word = 0
  private var known = 0
  /// Units still to give among the remainders that begin with `prefix`; all larger ones get one.
  private var left: Int
  /// Whether `takes` can be asked.
  private(set) var isSettled: Bool

  /// A cut that gives one unit to `left` of the remainders by `total`; `digitBits` divides 64.
  init(total: Word, left: Int, digitBits: Int) {
    lead = total.leadingZeroBitCount
    self.left = left
    self.digitBits = digitBits
    isSettled = left == 0
    // Nothing to give: no remainder is above the largest number.
    if isSettled { (prefix, known) = (.max, Word.bitWidth) }
  }

  /// The next digit of a remainder, or nil where it is already known on which side of the cut it lies.
  @inline(__always)
  func digit(_ remainder: Word) -> Int? {
    let aligned = remainder &<< Word(truncatingIfNeeded: lead)
    if known != 0 && aligned &>> Word(truncatingIfNeeded: Word.bitWidth - known) != prefix { return nil }
    let next = aligned &>> Word(truncatingIfNeeded: Word.bitWidth - known - digitBits)
    return Int(truncatingIfNeeded: next) & (1 << digitBits - 1)
  }

  /// Uses the counts of `digit` over all remainders; leaves them 0.
  mutating func narrow(_ counts: inout [Int]) {
    var value = 1 << digitBits - 1
    while counts[value] < left {
      left -= counts[value]
      value -= 1
    }
    prefix = (known == 0 ? 0 : prefix << Word(truncatingIfNeeded: digitBits)) | Word(truncatingIfNeeded: value)
    known += digitBits
    isSettled = counts[value] == left || known >= Word.bitWidth - lead
    for i in 0..<(1 << digitBits) { counts[i] = 0 }
  }

  /// Whether a remainder gets a unit; asked once of each, in order, for of equal ones the earlier come first.
  @inline(__always)
  mutating func takes(_ remainder: Word) -> Bool {
    let aligned = remainder &<< Word(truncatingIfNeeded: lead)
    let beginning = aligned &>> Word(truncatingIfNeeded: Word.bitWidth - known)
    // Without branches: which remainder is the larger nobody can predict.
    let tied = beginning == prefix && left > 0
    left &-= tied ? 1 : 0
    return beginning > prefix || tied
  }

  /// How many of `count` touches in a row with this remainder get a unit: the first ones.
  mutating func takes(_ remainder: Word, of count: Int) -> Int {
    let aligned = remainder &<< Word(truncatingIfNeeded: lead)
    let beginning = aligned &>> Word(truncatingIfNeeded: Word.bitWidth - known)
    if beginning != prefix { return beginning > prefix ? count : 0 }
    let taken = min(left, count)
    left -= taken
    return taken
  }
}
