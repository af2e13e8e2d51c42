import Platform

/// Sorts more elements than memory holds: sorted runs in scratch, then one merge over all of them.
///
/// Elements are fixed-width and bitwise copyable; the order must be total, so that the result does not depend on the size
/// of the runs.
@safe final class ExternalSort<Element: BitwiseCopyable> {
  private let makeScratch: () throws -> ScratchFile
  private var scratch: ScratchFile?
  private let isBefore: (Element, Element) -> Bool
  private let spread: ((Element) -> UInt64)?
  private let runLength: Int
  private var filling: [Element] = []
  private var runs: [(offset: Int64, count: Int)] = []
  private(set) var count = 0

  /// A sort that holds about `bytes` in memory: half for the run being filled, half for sorting it. `scratch` makes the
  /// file when the first run has to leave memory. `spread`, if any, gives numbers that grow with the order and are spread
  /// evenly over all of 64 bits: then what fits in memory takes a third of the time.
  init(
    bytes: Int, by isBefore: @escaping (Element, Element) -> Bool, spread: ((Element) -> UInt64)? = nil,
    scratch: @escaping () throws -> ScratchFile
  ) {
    makeScratch = scratch
    self.isBefore = isBefore
    self.spread = spread
    runLength = max(1024, bytes / (2 * MemoryLayout<Element>.stride))
  }

  func add(_ element: Element) throws {
    filling.append(element)
    count += 1
    if filling.count == runLength { try closeRun() }
  }

  private func closeRun() throws {
    filling.sort(by: isBefore)
    let file = try scratch ?? makeScratch()
    scratch = file
    let offset = try file.append(filling)
    runs.append((offset, filling.count))
    filling.removeAll(keepingCapacity: true)
  }

  /// Calls `body` with every element in order. O(n log runs); a page of each run in memory.
  func forEach(_ body: (Element) throws -> Void) throws {
    if runs.isEmpty {
      if let spread { try forEachByBuckets(spread, body) } else {
        filling.sort(by: isBefore)
        for element in filling { try body(element) }
      }
      return
    }
    if !filling.isEmpty { try closeRun() }
    filling = []
    let pageLength = max(64, runLength / (runs.count + 1))
    guard let scratch else { return }
    var readers = runs.map { RunReader<Element>(scratch: scratch, offset: $0.offset, count: $0.count, pageLength) }
    // A heap of the runs' places, the one with the smallest head first.
    var heap: [Int] = []
    for r in readers.indices where try readers[r].fill() { heap.append(r) }
    func comesFirst(_ a: Int, _ b: Int) -> Bool { isBefore(readers[a].head, readers[b].head) }
    func sink(_ start: Int) {
      var i = start
      while true {
        var least = i
        for child in [2 * i + 1, 2 * i + 2] where child < heap.count && comesFirst(heap[child], heap[least]) {
          least = child
        }
        if least == i { return }
        heap.swapAt(i, least)
        i = least
      }
    }
    for i in stride(from: heap.count / 2, through: 0, by: -1) { sink(i) }
    while let first = heap.first {
      try body(readers[first].head)
      readers[first].advance()
      if try !readers[first].fill() {
        heap[0] = heap[heap.count - 1]
        heap.removeLast()
      }
      sink(0)
    }
  }
}

extension ExternalSort {
  /// Buckets of about two elements by the highest bits of their numbers, each sorted alone: places move, not elements.
  private func forEachByBuckets(_ spread: (Element) -> UInt64, _ body: (Element) throws -> Void) throws {
    var bits: UInt64 = 1
    while 2 << bits < filling.count { bits += 1 }
    var starts = [Int](repeating: 0, count: (1 << Int(bits)) + 1)
    for element in filling { starts[Int(spread(element) >> (64 - bits)) + 1] += 1 }
    for b in 1..<starts.count { starts[b] += starts[b - 1] }
    var next = starts
    var places = [UInt32](repeating: 0, count: filling.count)
    for i in filling.indices {
      let bucket = Int(spread(filling[i]) >> (64 - bits))
      places[next[bucket]] = UInt32(i)
      next[bucket] += 1
    }
    let elements = filling
    for b in 1..<starts.count {
      let range = starts[b - 1]..<starts[b]
      if range.count > 1 { places[range].sort { isBefore(elements[Int($0)], elements[Int($1)]) } }
      for place in places[range] { try body(elements[Int(place)]) }
    }
  }
}

/// One run, read a page at a time.
private struct RunReader<Element: BitwiseCopyable> {
  private let scratch: ScratchFile
  private var offset: Int64
  private var left: Int
  private let pageLength: Int
  private var page: [Element] = []
  private var place = 0

  init(scratch: ScratchFile, offset: Int64, count: Int, _ pageLength: Int) {
    self.scratch = scratch
    self.offset = offset
    left = count
    self.pageLength = pageLength
  }

  var head: Element { page[place] }
  mutating func advance() { place += 1 }

  /// Sees to it that there is a head; false after the run's end.
  mutating func fill() throws -> Bool {
    if place < page.count { return true }
    if left == 0 { return false }
    page = try scratch.elements(at: offset, count: min(left, pageLength))
    offset += Int64(page.count * MemoryLayout<Element>.stride)
    left -= page.count
    place = 0
    return true
  }
}

extension ScratchFile {
  /// `count` elements as they were appended at `offset`.
  func elements<Element: BitwiseCopyable>(at offset: Int64, count: Int) throws -> [Element] {
    var failure: (any Error)?
    let elements = unsafe [Element](unsafeUninitializedCapacity: count) { buffer, filled in
      do {
        try unsafe read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
        filled = count
      } catch { failure = error }
    }
    if let failure { throw failure }
    return elements
  }

  /// Appends elements and gives where they stand.
  func append<Element: BitwiseCopyable>(_ elements: [Element]) throws -> Int64 {
    try unsafe elements.withUnsafeBytes { try unsafe append($0) }
  }
}
