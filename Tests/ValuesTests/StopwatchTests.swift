import Glibc
import Testing
import Values

@Suite struct StopwatchTests {
  @Test func lapsFollowEachOther() {
    var elapsed = Stopwatch(.elapsed), thread = Stopwatch(.thread), none = Stopwatch(nil)
    usleep(20_000)
    let waited = elapsed.lap()
    #expect(waited >= 20_000_000)
    // Waiting is no work.
    #expect((0..<waited).contains(thread.lap()) && none.lap() == 0)
    var whole = elapsed
    usleep(20_000)
    elapsed.restart()
    #expect(elapsed.lap() < whole.lap())
  }

  @Test func theProcessWorksOn() {
    var watch = Stopwatch(.process)
    let before = Stopwatch.processNanoseconds
    var sum: UInt64 = 1
    for i in 0..<300_000 as Range<UInt64> { sum = sum &* 31 &+ i }
    #expect(Stopwatch.processNanoseconds > before && watch.lap() > 0 && sum != 0)
  }
}
