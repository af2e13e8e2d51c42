import Platform
import Testing

@testable import Pipeline

/// How much scratch a run says it is going to need, and when it objects.
@Suite struct ScratchEstimateTests {
  private func estimate(held: Int, read: Int64, of total: Int64?) -> ScratchEstimate {
    var progress = ProgressReading()
    (progress.bytes, progress.totalBytes) = (read, total)
    return ScratchEstimate(held: held, after: progress)
  }

  @Test func theRestTakesWhatWasReadTook() {
    // A quarter of the inputs filled 100 MB: all of them take 400, of which about half of the memory stays.
    #expect(estimate(held: 100_000_000, read: 250, of: 1000).bytes == 350_000_000)
    // Memory that is full with the last row.
    #expect(estimate(held: 100_000_000, read: 1000, of: 1000).bytes == 50_000_000)
    // A file that grew.
    #expect(estimate(held: 100_000_000, read: 2000, of: 1000).bytes == 50_000_000)
    // Beyond any disk, and no trap.
    #expect(estimate(held: 1 << 40, read: 1, of: .max).bytes ?? 0 > 100_000_000_000_000_000)
  }

  @Test func nobodyKnowsHowLongAPipeIs() throws {
    #expect(estimate(held: 100, read: 250, of: nil).bytes == nil)
    #expect(estimate(held: 100, read: 0, of: 1000).bytes == nil)
    try estimate(held: .max, read: 250, of: nil).check("/nowhere/at/all", limit: 0)
  }

  @Test func onlyWhatClearlyDoesNotFitIsRefused() throws {
    let free = try ScratchSpace.free(in: "/tmp")
    try #require(free > 1_000_000)
    // Others write to the disk meanwhile: far from the edge.
    try estimate(held: Int(free / 2), read: 1, of: 1).check("/tmp", limit: nil)
    #expect(throws: ScratchError.self) { try estimate(held: Int(free), read: 1, of: 100).check("/tmp", limit: .max) }
  }

  @Test func theRunsOwnBoundCountsAsTheDiskDoes() throws {
    // 350,000 bytes needed: three quarters of that have to be allowed.
    let needed = estimate(held: 100_000, read: 250, of: 1000)
    try needed.check("/tmp", limit: 262_500)
    #expect(throws: ScratchError.limitTooLow(directory: "/tmp", limit: 262_499, needed: 350_000)) {
      try needed.check("/tmp", limit: 262_499)
    }
  }
}
