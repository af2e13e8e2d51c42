import Journeys

/// The times of every so many-th touch of a journey: 1 byte for 8 touches, in memory where the touches are not.
struct TouchSamples: Sendable {
  /// Groups hold 2^bits touches, and begin at multiples of that.
  static let groupBits = 6...16

  /// Of touch 0, 64, 128, …
  private let times: [Int64]
  /// By the bits of groups: the longest time from the first touch of one to that of the next, or to the journey's last touch.
  private let spans: [Int64]

  /// One pass over the touches, of which there is at least one.
  init(of touches: inout TouchSequence) {
    let least = Self.groupBits.lowerBound, count = touches.count
    var times: [Int64] = []
    times.reserveCapacity((count >> least) + 1)
    touches.forEachPiece(of: 0..<count) { start, column, _ in
      for i in column.indices where (start + i) & (1 << least - 1) == 0 { times.append(column[i]) }
    }
    let last = touches.time(count - 1)
    self.times = times
    spans = Self.groupBits.map { bits in
      let step = 1 << (bits - least)
      return stride(from: 0, to: times.count, by: step).reduce(0) { span, first in
        max(span, (first + step < times.count ? times[first + step] : last) - times[first])
      }
    }
  }

  /// The time of the first touch of the group that holds touch `index`.
  func start(ofGroupWith index: Int, bits: Int) -> Int64 { times[(index >> bits) << (bits - Self.groupBits.lowerBound)] }

  /// No touch is later than its group's first by more.
  func longestSpan(bits: Int) -> Int64 { spans[bits - Self.groupBits.lowerBound] }
}
