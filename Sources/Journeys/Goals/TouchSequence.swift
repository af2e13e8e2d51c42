import Events
import Values

/// Where a journey's touches are read from when they do not fit in memory.
public protocol TouchPages: AnyObject {
  /// Fills both buffers with `times.count` touches starting at `start`.
  func read(from start: Int, times: inout MutableSpan<Int64>, slots: inout MutableSpan<UInt32>)

  /// The instant of the first touch of a page of `TouchSequence.pageLength`, in microseconds. At once: a search asks several.
  func startTime(ofPage page: Int) -> Int64
}

/// A journey's touches in order: when (microseconds since 1970), and on which slot (`SlotTable`).
///
/// A view: it does not own the two columns of a journey in memory, which stay valid while the journey is being
/// credited. A journey larger than the budget is read from its pages, a window of `pageLength` touches at a time.
@safe public struct TouchSequence: ~Copyable {
  public let count: Int
  private var times: UnsafePointer<Int64>
  private var slots: UnsafePointer<UInt32>
  /// The touches that `times` and `slots` hold now.
  private var window: Range<Int>
  private let pages: (any TouchPages)?
  private let ownedTimes: UnsafeMutableBufferPointer<Int64>
  private let ownedSlots: UnsafeMutableBufferPointer<UInt32>

  /// Touches per window of a paged journey: 8192 × 12 bytes stay in the first two caches.
  public static let pageLength = 8192

  /// A journey in memory; both columns hold `count` values and outlive this view.
  public init(unsafeTimes times: UnsafePointer<Int64>, slots: UnsafePointer<UInt32>, count: Int) {
    self.count = count
    unsafe self.times = unsafe times
    unsafe self.slots = unsafe slots
    window = 0..<count
    pages = nil
    unsafe ownedTimes = unsafe UnsafeMutableBufferPointer(start: nil, count: 0)
    unsafe ownedSlots = unsafe UnsafeMutableBufferPointer(start: nil, count: 0)
  }

  /// Calls `body` with a view of two columns of equal length. The view must not leave `body`.
  @inlinable
  public static func withTouches<Result>(
    _ times: [Int64], _ slots: [UInt32], _ body: (consuming TouchSequence) throws -> Result
  ) rethrows -> Result {
    precondition(times.count == slots.count, "two columns of one journey")
    return try unsafe times.withUnsafeBufferPointer { t in
      try unsafe slots.withUnsafeBufferPointer { s in
        // An empty array may have no address; the view of no touches is never read through.
        let none = UInt(bitPattern: MemoryLayout<Int64>.alignment)
        return try unsafe body(
          TouchSequence(
            unsafeTimes: t.baseAddress ?? UnsafePointer(bitPattern: none)!,
            slots: s.baseAddress ?? UnsafePointer(bitPattern: none)!, count: t.count))
      }
    }
  }

  /// A journey of `count` touches on pages.
  public init(pages: any TouchPages, count: Int) {
    self.count = count
    self.pages = pages
    unsafe ownedTimes = .allocate(capacity: Self.pageLength)
    unsafe ownedSlots = .allocate(capacity: Self.pageLength)
    unsafe ownedTimes.initialize(repeating: 0)
    unsafe ownedSlots.initialize(repeating: 0)
    unsafe times = UnsafePointer(ownedTimes.baseAddress!)
    unsafe slots = UnsafePointer(ownedSlots.baseAddress!)
    window = 0..<0
  }

  deinit {
    unsafe ownedTimes.deallocate()
    unsafe ownedSlots.deallocate()
  }

  /// The instant of touch `i`, in microseconds.
  public mutating func time(_ i: Int) -> Int64 {
    show(i)
    return unsafe times[i - window.lowerBound]
  }

  /// The slot of touch `i`.
  public mutating func slot(_ i: Int) -> UInt32 {
    show(i)
    return unsafe slots[i - window.lowerBound]
  }

  /// Calls `body` with the touches of `range` in order, in as few pieces as memory allows: the index of the piece's
  /// first touch, the times and the slots. One piece for a journey in memory.
  public mutating func forEachPiece(
    of range: Range<Int>, _ body: (_ start: Int, _ times: Span<Int64>, _ slots: Span<UInt32>) -> Void
  ) {
    var start = range.lowerBound
    while start < range.upperBound {
      show(start)
      let end = min(range.upperBound, window.upperBound)
      let offset = start - window.lowerBound
      let t = unsafe UnsafeBufferPointer(start: times + offset, count: end - start)
      let s = unsafe UnsafeBufferPointer(start: slots + offset, count: end - start)
      unsafe body(start, t.span, s.span)
      start = end
    }
  }

  /// The index of the first touch later than `instant`, within `range`. O(log range), and at most one page is read.
  public mutating func firstAfter(_ instant: Int64, in range: Range<Int>) -> Int {
    var low = range.lowerBound, high = range.upperBound
    if let pages {
      // Between pages first, by what they start with.
      while low < high, low / Self.pageLength < (high - 1) / Self.pageLength {
        let page = (low / Self.pageLength + (high - 1) / Self.pageLength + 1) / 2
        let start = page * Self.pageLength
        if pages.startTime(ofPage: page) <= instant { low = start } else { high = start }
      }
    }
    while low < high {
      let middle = low + (high - low) / 2
      if time(middle) <= instant { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Makes sure touch `i` is in the window.
  private mutating func show(_ i: Int) {
    precondition(i >= 0 && i < count, "no such touch")
    if window.contains(i) { return }
    let start = i / Self.pageLength * Self.pageLength
    let end = min(start + Self.pageLength, count)
    var t = unsafe UnsafeMutableBufferPointer(rebasing: ownedTimes[0..<(end - start)]).mutableSpan
    var s = unsafe UnsafeMutableBufferPointer(rebasing: ownedSlots[0..<(end - start)]).mutableSpan
    pages!.read(from: start, times: &t, slots: &s)
    window = start..<end
  }
}
