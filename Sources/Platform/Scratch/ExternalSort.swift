/// Sorts more elements than memory holds: sorted runs in scratch, then one merge over all of them.
///
/// Elements are fixed-width and bitwise copyable; the order must be total, so that the result does not depend on the size
/// of the runs. Not for several threads at once: each worker sorts for itself, and `SortedRuns` are merged.
public final class ExternalSort<Element: BitwiseCopyable & Sendable> {
  @usableFromInline let makeScratch: () throws -> ScratchFile
  @usableFromInline var scratch: ScratchFile?
  @usableFromInline let isBefore: (Element, Element) -> Bool
  @usableFromInline let spread: ((Element) -> UInt64)?
  @usableFromInline let runLength: Int
  @usableFromInline var filling: [Element] = []
  @usableFromInline var runs: [SortedRuns<Element>.Run] = []
  @usableFromInline var countInRuns = 0

  /// Elements added so far.
  public var count: Int { countInRuns + filling.count }

  /// A sort that holds about `bytes` in memory: half for the run being filled, half for sorting it. `scratch` makes the
  /// file when the first run has to leave memory. `spread`, if any, gives numbers that grow with the order and are spread
  /// evenly over all of 64 bits: then what fits in memory takes a third of the time.
  public init(
    bytes: Int, by isBefore: @escaping (Element, Element) -> Bool, spread: ((Element) -> UInt64)? = nil,
    scratch: @escaping () throws -> ScratchFile
  ) {
    makeScratch = scratch
    self.isBefore = isBefore
    self.spread = spread
    runLength = max(1024, bytes / (2 * MemoryLayout<Element>.stride))
  }

  @inlinable
  public func add(_ element: Element) throws {
    filling.append(element)
    if filling.count == runLength { try closeRun() }
  }

  @inlinable
  func closeRun() throws {
    filling.sort(by: isBefore)
    let file = try scratch ?? makeScratch()
    scratch = file
    let offset = try file.append(filling)
    runs.append(.scratch(file, offset: offset, count: filling.count))
    countInRuns += filling.count
    filling.removeAll(keepingCapacity: true)
  }

  /// Everything added, in runs; one that never left memory stays there. The sort is empty afterwards.
  @inlinable
  public func finish() -> SortedRuns<Element> {
    filling.sort(by: isBefore)
    if !filling.isEmpty { runs.append(.memory(filling)) }
    countInRuns += filling.count
    filling = []
    defer { runs = [] }
    return SortedRuns(runs: runs, pageLength: max(64, runLength / (runs.count + 1)))
  }

  /// Calls `body` with every element in order. O(n log runs); a page of each run in memory.
  @inlinable
  public func forEach(_ body: (Element) throws -> Void) throws {
    if runs.isEmpty, let spread { return try forEachByBuckets(spread, body) }
    var merge = SortedMerge(finish(), by: isBefore)
    while let element = try merge.next() { try body(element) }
  }
}

extension ExternalSort {
  /// Buckets of about two elements by the highest bits of their numbers, each sorted alone: places move, not elements.
  @inlinable
  func forEachByBuckets(_ spread: (Element) -> UInt64, _ body: (Element) throws -> Void) throws {
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

/// Elements in sorted runs, in memory and in scratch; may be merged as often as one likes.
public struct SortedRuns<Element: BitwiseCopyable & Sendable>: Sendable {
  @usableFromInline
  enum Run: Sendable {
    case memory([Element])
    case scratch(ScratchFile, offset: Int64, count: Int)
  }

  @usableFromInline let runs: [Run]
  /// Elements of each run read at once.
  @usableFromInline let pageLength: Int

  @usableFromInline
  init(runs: [Run], pageLength: Int) {
    self.runs = runs
    self.pageLength = pageLength
  }

  /// No elements.
  public init() { self.init(runs: [], pageLength: 64) }

  /// Adds the runs of another sort by the same order.
  public static func += (a: inout SortedRuns, b: SortedRuns) {
    let pageLength = max(64, min(a.pageLength, b.pageLength) / 2)
    a = SortedRuns(runs: a.runs + b.runs, pageLength: a.runs.isEmpty ? b.pageLength : pageLength)
  }
}

/// One walk over sorted runs in order: O(log runs) an element, a page of each run in memory.
public struct SortedMerge<Element: BitwiseCopyable & Sendable> {
  @usableFromInline var readers: [RunReader<Element>]
  /// The runs' places, the one with the smallest head first.
  @usableFromInline var heap: [Int] = []
  @usableFromInline let isBefore: (Element, Element) -> Bool
  @usableFromInline var hasStarted = false

  @inlinable
  public init(_ runs: SortedRuns<Element>, by isBefore: @escaping (Element, Element) -> Bool) {
    readers = runs.runs.map { RunReader($0, pageLength: runs.pageLength) }
    self.isBefore = isBefore
  }

  /// The next element; nil after the last. Throws when scratch cannot be read back.
  @inlinable
  public mutating func next() throws -> Element? {
    if hasStarted { try advance() } else { try start() }
    return heap.first.map { readers[$0].head }
  }

  @inlinable
  mutating func start() throws {
    hasStarted = true
    for r in readers.indices where try readers[r].fill() { heap.append(r) }
    for i in stride(from: heap.count / 2, through: 0, by: -1) { sink(i) }
  }

  @inlinable
  mutating func advance() throws {
    guard let first = heap.first else { return }
    readers[first].advance()
    if try !readers[first].fill() {
      heap[0] = heap[heap.count - 1]
      heap.removeLast()
    }
    sink(0)
  }

  @inlinable
  mutating func sink(_ start: Int) {
    var i = start
    while true {
      var least = i
      for child in [2 * i + 1, 2 * i + 2] where child < heap.count {
        if isBefore(readers[heap[child]].head, readers[heap[least]].head) { least = child }
      }
      if least == i { return }
      heap.swapAt(i, least)
      i = least
    }
  }
}

/// One run, read a page at a time.
@usableFromInline
struct RunReader<Element: BitwiseCopyable & Sendable> {
  private let scratch: ScratchFile?
  private var offset: Int64 = 0
  private var left = 0
  private let pageLength: Int
  @usableFromInline var page: [Element] = []
  @usableFromInline var place = 0

  @usableFromInline
  init(_ run: SortedRuns<Element>.Run, pageLength: Int) {
    self.pageLength = pageLength
    switch run {
    case .memory(let elements):
      page = elements
      scratch = nil
    case .scratch(let file, let offset, let count):
      scratch = file
      self.offset = offset
      left = count
    }
  }

  @inlinable var head: Element { page[place] }
  @inlinable mutating func advance() { place += 1 }

  /// Sees to it that there is a head; false after the run's end.
  @inlinable
  mutating func fill() throws -> Bool { place < page.count ? true : try readOn() }

  @usableFromInline
  mutating func readOn() throws -> Bool {
    guard let scratch, left > 0 else { return false }
    page = try scratch.elements(at: offset, count: min(left, pageLength))
    offset += Int64(page.count * MemoryLayout<Element>.stride)
    left -= page.count
    place = 0
    return true
  }
}
