import Testing

@testable import Pipeline

/// Which inputs get a reader of their own.
@Suite struct ReadingPlanTests {
  private func policy(threads: Int) -> PipelinePolicy { PipelinePolicy(threads: threads, memoryBytes: 1 << 30) }

  /// With two threads an input is large from an eighth of all bytes on, and above a block.
  @Test func largeInputsHaveAReaderAndSmallOnesAreSortedBySize() {
    let mebibyte: Int64 = 1 << 20
    let plan = ReadingPlan(
      sizes: [3 * mebibyte, 80 * mebibyte, 10 * mebibyte, 7 * mebibyte], leavingOut: [], policy: policy(threads: 2))
    #expect(plan.large == [1])
    #expect(plan.small == [2, 3, 0])
    #expect(plan.readers == 1)
    #expect(plan.totalBytes == 100 * mebibyte)
  }

  @Test func aFileWithinOneBlockIsSmallEvenAlone() {
    let plan = ReadingPlan(sizes: [1000], leavingOut: [], policy: policy(threads: 2))
    #expect(plan.large.isEmpty && plan.small == [0] && plan.readers == 0)
  }

  /// A pipe may hold any number of bytes.
  @Test func anInputWithoutASizeIsLarge() {
    let plan = ReadingPlan(sizes: [nil, 5], leavingOut: [], policy: policy(threads: 2))
    #expect(plan.large == [0] && plan.small == [1])
    #expect(plan.totalBytes == nil)
  }

  @Test func inputsLeftOutAreInNeitherList() {
    let plan = ReadingPlan(sizes: [nil, 5, 7], leavingOut: [0, 2], policy: policy(threads: 2))
    #expect(plan.large.isEmpty && plan.small == [1])
    #expect(plan.totalBytes == 5)
  }

  /// What blocks of readers take is not there for partitions.
  @Test func readersCostPartitionsMemory() {
    let four = ReadingPlan(sizes: Array(repeating: 50 << 20, count: 4), leavingOut: [], policy: policy(threads: 4))
    let none = ReadingPlan(sizes: Array(repeating: 1000, count: 4), leavingOut: [], policy: policy(threads: 4))
    #expect(four.readers == 4)
    #expect(four.partitionBytes < none.partitionBytes)
  }
}
