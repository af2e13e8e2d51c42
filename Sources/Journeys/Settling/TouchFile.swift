import Platform

/// The touches of a large journey in scratch, in order, in columns: times, slots and sources of a page together.
final class TouchFile: TouchPages {
  private let file: ScratchFile
  private var times: [Int64] = []
  private var slots: [UInt32] = []
  private var sources: [UInt32] = []
  private var pages: [(times: Int64, slots: Int64, sources: Int64)] = []
  private var startTimes: [Int64] = []
  private(set) var count = 0
  /// What went wrong while a page was read, which cannot be thrown from there.
  private(set) var failure: (any Error)?

  static let noSource = UInt32.max

  init(file: ScratchFile) { self.file = file }

  func add(time: Int64, slot: UInt32, source: UInt32) throws {
    times.append(time)
    slots.append(slot)
    sources.append(source)
    count += 1
    if times.count == TouchSequence.pageLength { try closePage() }
  }

  func finish() throws { if !times.isEmpty { try closePage() } }

  private func closePage() throws {
    startTimes.append(times[0])
    pages.append((try file.append(times), try file.append(slots), try file.append(sources)))
    times.removeAll(keepingCapacity: true)
    slots.removeAll(keepingCapacity: true)
    sources.removeAll(keepingCapacity: true)
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

  /// Calls `body` with each touch's place and source.
  func forEachSource(_ body: (Int, UInt32) -> Void) throws {
    for (p, page) in pages.enumerated() {
      let start = p * TouchSequence.pageLength
      let sources: [UInt32] = try file.elements(
        at: page.sources, count: min(TouchSequence.pageLength, count - start))
      for (i, source) in sources.enumerated() { body(start + i, source) }
    }
  }
}
