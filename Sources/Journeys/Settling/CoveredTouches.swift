/// Which touches of a journey the windows of its goal events cover. Reused.
///
/// Windows come nearly in order, and most of those of one journey overlap. They are merged as they come; only a refund,
/// which has an earlier sale's window, makes them be sorted at the end.
struct CoveredTouches {
  private var windows: [Range<Int>] = []
  private var isInOrder = true
  /// The window that the next touch may be in.
  private var next = 0

  mutating func removeAll() {
    windows.removeAll(keepingCapacity: true)
    isInOrder = true
    next = 0
  }

  mutating func add(_ window: Range<Int>) {
    if window.isEmpty { return }
    guard let last = windows.last else { return windows.append(window) }
    if window.lowerBound < last.lowerBound { isInOrder = false }
    if window.lowerBound >= last.lowerBound, window.lowerBound <= last.upperBound {
      windows[windows.count - 1] = last.lowerBound..<max(last.upperBound, window.upperBound)
    } else {
      windows.append(window)
    }
  }

  /// Merges the windows, after the last one. Then touches may be asked for in order.
  mutating func finish() {
    next = 0
    if isInOrder { return }
    var merged: [Range<Int>] = []
    for window in windows.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, window.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, window.upperBound)
      } else {
        merged.append(window)
      }
    }
    windows = merged
    isInOrder = true
  }

  /// Whether a goal event covers a touch. Touches are asked for in order, each at most once.
  @inline(__always)
  mutating func contains(_ touch: Int) -> Bool {
    while next < windows.count, windows[next].upperBound <= touch { next += 1 }
    return next < windows.count && windows[next].lowerBound <= touch
  }
}
