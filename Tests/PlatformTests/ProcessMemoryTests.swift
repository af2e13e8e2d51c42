import Testing

@testable import Platform

@Suite struct ProcessMemoryTests {
  // Other tests take and give back memory meanwhile, so only what this one holds itself can be asked for.
  @Test func measuresAtLeastWhatIsHeld() throws {
    let held = [UInt8](repeating: 7, count: 128 << 20)
    #expect(try #require(ProcessMemory.current) >= held.count)
    #expect(try #require(ProcessMemory.peak) >= held.count)
    #expect(held[held.count / 2] == 7)
  }

  @Test func readsAFigureAsTheKernelWritesIt() {
    let status = "Name:\ttributary\nVmPeak:\t  913412 kB\nVmHWM:\t   20480 kB\nVmRSS:\t    1234 kB\nThreads:\t3\n"
    #expect(ProcessMemory.figure("VmRSS:", in: status) == 1234 * 1024)
    #expect(ProcessMemory.figure("VmHWM:", in: status) == 20_971_520)
    #expect(ProcessMemory.figure("VmSwap:", in: status) == nil)
    #expect(ProcessMemory.figure("Name:", in: status) == nil)
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
