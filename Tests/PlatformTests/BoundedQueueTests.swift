import Synchronization
import Testing

@testable import Platform

@Suite struct BoundedQueueTests {
  /// Counts how many are alive, to see that nothing is lost or dropped twice.
  private final class Tracked: Sendable {
    let value: Int
    let alive: AliveCount
    init(_ value: Int, _ alive: AliveCount) {
      self.value = value
      self.alive = alive
      alive.count.add(1, ordering: .relaxed)
    }
    deinit { alive.count.subtract(1, ordering: .relaxed) }
  }

  private final class AliveCount: Sendable {
    let count = Atomic<Int>(0)
    var now: Int { count.load(ordering: .relaxed) }
  }

  private struct Single: ~Copyable {
    let value: Int
  }

  @Test(arguments: [1, 2, 7]) func givesEveryElementOnceInOrderPerWriter(capacity: Int) throws {
    let queue = BoundedQueue<Int>(capacity: capacity)
    let sums = Mutex<[Int: Int]>([:])
    let writers = Atomic<Int>(2)
    try Workers.run(count: 4, name: "queue") { index in
      if index < 2 {
        for i in 0..<5_000 { #expect(queue.push(i * 2 + index)) }
        if writers.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 { queue.close() }
      } else {
        var last = [-1, -1]
        while let value = queue.pop() {
          #expect(value > last[value % 2])
          last[value % 2] = value
          sums.withLock { $0[value, default: 0] += 1 }
        }
      }
    }
    #expect(sums.withLock { $0.count == 10_000 && $0.values.allSatisfy { $0 == 1 } })
  }

  @Test func drainsAfterCloseAndTakesNothingMore() {
    let queue = BoundedQueue<Int>(capacity: 3)
    queue.push(1)
    queue.push(2)
    queue.close()
    #expect(!queue.push(3))
    #expect(queue.pop() == 1)
    #expect(queue.pop() == 2)
    #expect(queue.pop() == nil)
  }

  /// Around the ring's end, and mixed with the oldest.
  @Test func givesTheNewestWhereItIsAskedFor() {
    let queue = BoundedQueue<Int>(capacity: 3)
    for number in 0..<2 { queue.push(number) }
    #expect(queue.pop() == 0 && queue.pop() == 1)
    for number in 2..<5 { queue.push(number) }
    #expect(queue.popNewest() == 4)
    queue.push(5)
    #expect(queue.popNewest() == 5 && queue.pop() == 2 && queue.popNewest() == 3)
    queue.close()
    #expect(queue.popNewest() == nil)
  }

  @Test func cancelDropsWhatWaitsAndWakesBothSides() throws {
    let alive = AliveCount()
    let full = BoundedQueue<Tracked>(capacity: 2)
    full.push(Tracked(1, alive))
    full.push(Tracked(2, alive))
    let empty = BoundedQueue<Tracked>(capacity: 2)
    let writer = try BackgroundThread(name: "writer") { #expect(!full.push(Tracked(3, alive))) }
    let reader = try BackgroundThread(name: "reader") { #expect(empty.pop() == nil) }
    full.cancel()
    empty.cancel()
    try writer.join()
    try reader.join()
    #expect(full.pop() == nil)
    #expect(alive.now == 0)
  }

  @Test func dropsWhatIsLeftWithTheQueue() {
    let alive = AliveCount()
    do {
      let queue = BoundedQueue<Tracked>(capacity: 4)
      for i in 0..<3 { queue.push(Tracked(i, alive)) }
      #expect(queue.pop()?.value == 0)
      for i in 3..<5 { queue.push(Tracked(i, alive)) }
      #expect(alive.now == 4)
    }
    #expect(alive.now == 0)
  }

  @Test func carriesWhatCannotBeCopied() {
    let queue = BoundedQueue<Single>(capacity: 1)
    queue.push(Single(value: 9))
    guard let taken = queue.pop() else {
      Issue.record("the queue is empty")
      return
    }
    let value = taken.value
    #expect(value == 9)
  }
}
