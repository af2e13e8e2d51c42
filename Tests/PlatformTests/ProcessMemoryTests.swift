import Testing

@testable import Platform

@Suite struct ProcessMemoryTests {
  @Test func measuresWhatWasTouched() throws {
    let before = try #require(ProcessMemory.current)
    let grown = [UInt8](repeating: 7, count: 64 << 20)
    let after = try #require(ProcessMemory.current)
    #expect(after - before > 48 << 20)
    #expect(try #require(ProcessMemory.peak) >= after - (8 << 20))
    #expect(grown[grown.count / 2] == 7)
  }

  @Test func theMachineHoldsThisProcess() throws {
    #expect(ProcessMemory.machine > (try #require(ProcessMemory.current)))
    #expect(ProcessMemory.available <= ProcessMemory.machine)
    #expect(ProcessMemory.available > 0)
  }

  @Test func looksForLimitsInEveryGroupAboveThisProcess() {
    #expect(
      ProcessMemory.limitFiles(groups: "0::/a/b\n") == [
        "/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/a/memory.max", "/sys/fs/cgroup/a/b/memory.max",
      ])
    #expect(
      ProcessMemory.limitFiles(groups: "7:cpu,cpuacct:/x\n4:memory:/job\n1:name=systemd:/\n") == [
        "/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/job/memory.limit_in_bytes",
      ])
  }

  @Test func readsALimitAsItIsWritten() {
    #expect(ProcessMemory.limit(in: "268435456\n") == 268_435_456)
    #expect(ProcessMemory.limit(in: "max\n") == nil)
    #expect(ProcessMemory.limit(in: "") == nil)
  }
}
