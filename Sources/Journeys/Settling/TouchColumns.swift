import Platform

/// Touches in order, in columns. For a journey in memory these are all it has, otherwise those of one page.
struct TouchColumns {
  /// In microseconds.
  private(set) var times: [Int64] = []
  private(set) var slots: [UInt32] = []
  /// The sources of the touches' rows; `noSource` for a stage's own touch, whose row is counted as a stage.
  private(set) var sources: [UInt32] = []

  static let noSource = UInt32.max

  var count: Int { times.count }

  mutating func removeAll() {
    times.removeAll(keepingCapacity: true)
    slots.removeAll(keepingCapacity: true)
    sources.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  mutating func append(time: Int64, slot: UInt32, source: UInt32) {
    times.append(time)
    slots.append(slot)
    sources.append(source)
  }
}

/// The touches of a large journey in scratch: columns, page by page.
final class TouchFile: TouchPages {
  private let file: ScratchFile
  private var pages: [(times: Int64, slots: Int64, sources: Int64)] = []
  private var startTimes: [Int64] = []
  private(set) var count = 0
  /// What went wrong while a page was read, which cannot be thrown from there.
  private(set) var failure: (any Error)?

  init(file: ScratchFile) { self.file = file }

  /// Appends a page. All pages but the last have `TouchSequence.pageLength` touches.
  func add(_ page: TouchColumns) throws {
    guard let start = page.times.first else { return }
    startTimes.append(start)
    pages.append((try file.append(page.times), try file.append(page.slots), try file.append(page.sources)))
    count += page.count
  }

  func read(from start: Int, times: inout MutableSpan<Int64>, slots: inout MutableSpan<UInt32>) {
    let page = pages[start / TouchSequence.pageLength]
    do {
      let t: [Int64] = try file.elements(at: page.times, count: times.count)
      let s: [UInt32] = try file.elements(at: page.slots, count: slots.count)
      for i in 0..<times.count { times[i] = t[i] }
      for i in 0..<slots.count { slots[i] = s[i] }
    } catch {
      failure = failure ?? error
      for i in 0..<times.count { times[i] = 0 }
      for i in 0..<slots.count { slots[i] = 0 }
    }
  }

  func startTime(ofPage page: Int) -> Int64 { startTimes[page] }

  /// Calls `body` with the index of each page's first touch and the sources of its touches.
  func forEachPageOfSources(_ body: (Int, [UInt32]) -> Void) throws {
    for (p, page) in pages.enumerated() {
      let start = p * TouchSequence.pageLength
      body(start, try file.elements(at: page.sources, count: min(TouchSequence.pageLength, count - start)))
    }
  }
}
