import Glibc
import Synchronization
import Testing

@testable import Platform

@Suite struct WorkersTests {
  private struct Failed: Error, Equatable {
    let index: Int
  }

  @Test func runsEveryIndexOnceTheFirstOnTheCallersThread() throws {
    let seen = Mutex<[Int: UInt]>([:])
    let gate = BoundedQueue<Int>(capacity: 1)
    try Workers.run(count: 5, name: "a name longer than fifteen") { index in
      seen.withLock { $0[index] = UInt(pthread_self()) }
      // The last to come lets the others go: they must all be alive at once.
      if seen.withLock({ $0.count }) == 5 { gate.close() }
      _ = gate.pop()
    }
    #expect(seen.withLock { $0.keys.sorted() } == [0, 1, 2, 3, 4])
    #expect(seen.withLock { Set($0.values).count } == 5)
    #expect(seen.withLock { $0[0] } == UInt(pthread_self()))
  }

  @Test func throwsTheErrorOfTheLowestIndexAfterAllHaveEnded() {
    let ended = Atomic<Int>(0)
    let order = BoundedQueue<Int>(capacity: 1)
    #expect(throws: Failed(index: 1)) {
      try Workers.run(count: 4, name: "failing") { index in
        defer { ended.add(1, ordering: .relaxed) }
        if index == 3 {
          order.close()
          throw Failed(index: 3)
        }
        // Index 1 fails only after index 3 did.
        if index == 1 {
          _ = order.pop()
          throw Failed(index: 1)
        }
      }
    }
    #expect(ended.load(ordering: .relaxed) == 4)
  }

  @Test func aThreadRethrowsWhenJoined() throws {
    let thread = try BackgroundThread(name: "reader") { throw Failed(index: 0) }
    #expect(throws: Failed(index: 0)) { try thread.join() }
  }

  @Test func aThreadIsNamed() throws {
    let name = Mutex("")
    let thread = try BackgroundThread(name: "reader-für-alle-Tage") {
      name.withLock { $0 = WholeFile.text(at: "/proc/thread-self/comm") ?? "" }
    }
    try thread.join()
    #expect(name.withLock { $0 } == "reader-für-all\n")
  }
}
