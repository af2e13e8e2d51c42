/// Every tuning number of the target, with its reason.
enum CreditPolicy {
  /// A custom weight has at most this many digits, so that a table of them adds up below `greatestWeightSum`.
  static let mostWeightDigits = 18
  static let greatestWeight: UInt64 = 1_000_000_000_000_000_000
  /// Sum of a model's weights: with 2⁶³ and a window of 2⁶³ touches every product stays below 2¹²⁸.
  static let greatestWeightSum: UInt64 = 1 << 63

  /// A window up to this many touches keeps its decay weights, remainders and shares in scratch columns: 32 bytes a
  /// touch, 256 KiB a worker.
  static let scratchTouches = 8192

  /// A longer window keeps the weights of so many touches at a time: 1 MiB a worker, twice that for 128-bit weights. A window
  /// beyond them is read and weighed again for every pass.
  static let stretchTouches = 1 << 17

  /// In a longer window touches that get the same are booked as runs, once a journey: a goal event of ten million touches then
  /// costs no more than one of ten thousand. Shorter ones are booked at once, at 2 ns a touch.
  static let longWindow = scratchTouches

  /// In a longer window touches of nearly the same age may share a weight (`GroupedDecay`). Streamed, a window of 10 million takes
  /// seconds, and a journey with so many touches has thousands of goal events.
  static let groupedWindow = 1 << 17

  /// Steps that a ledger of runs gathers before it merges those at one index: 3 MiB.
  static let ledgerSteps = 1 << 16

  /// Steps, of different indices, at which a ledger is booked before the journey's end: 12 MiB, what some 12,000 goal events under
  /// five models leave. Booking reads the journey once.
  static let mostLedgerSteps = 1 << 18

  /// Bits by which the cut between remainders is narrowed at a time. A histogram is cleared and walked for each digit,
  /// so it should not be much longer than the window: with digits of 8 bits journeys of 5 to 20 touches took 53 ns a
  /// touch instead of 44 (decay alone, release). A streamed window takes the longest digit: one more pass over millions
  /// of touches costs more than a histogram of 512 KiB.
  static func digitBits(touches: Int) -> Int {
    if touches <= 64 { return 4 }
    return touches <= scratchTouches ? 8 : 16
  }
}
