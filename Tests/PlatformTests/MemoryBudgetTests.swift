import Synchronization
import Testing

@testable import Platform

@Suite struct MemoryBudgetTests {
  @Test func refusesWhatWouldPassTheBoundAndChangesNothing() {
    let budget = MemoryBudget(bytes: 100)
    #expect(budget.reserve(60))
    #expect(!budget.reserve(41))
    #expect(!budget.reserve(.max))
    #expect(budget.reserved == 60)
    #expect(budget.reserve(40))
    #expect(budget.reserved == 100)
    budget.release(100)
    #expect(budget.reserved == 0)
  }

  @Test func neverPassesTheBoundUnderThreads() throws {
    let budget = MemoryBudget(bytes: 1_000)
    let granted = Atomic<Int>(0), most = Atomic<Int>(0)
    try Workers.run(count: 4, name: "budget") { index in
      for round in 0..<20_000 {
        let size = (index * 131 + round * 17) % 400
        if budget.reserve(size) {
          granted.add(1, ordering: .relaxed)
          most.max(budget.reserved, ordering: .relaxed)
          budget.release(size)
        }
      }
    }
    #expect(budget.reserved == 0)
    #expect(most.load(ordering: .relaxed) <= 1_000)
    #expect(granted.load(ordering: .relaxed) > 20_000)
  }

  @Test func givingBackTooMuchIsABug() async {
    await #expect(processExitsWith: .failure) {
      let budget = MemoryBudget(bytes: 10)
      budget.release(1)
    }
  }
}
