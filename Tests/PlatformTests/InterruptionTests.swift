import Glibc
import Testing

@testable import Platform

@Suite struct InterruptionTests {
  @Test func notesAnInterruptAndKeepsTheFirstSignal() async {
    await #expect(processExitsWith: .exitCode(130)) {
      Interruption.install()
      precondition(Interruption.received == nil)
      Self.send(SIGINT)
      Self.send(SIGTERM)
      usleep(50_000)
      exit(128 + (Interruption.received ?? 0))
    }
  }

  @Test func notesATermination() async {
    await #expect(processExitsWith: .exitCode(143)) {
      Interruption.install()
      Self.send(SIGTERM)
      exit(128 + (Interruption.received ?? 0))
    }
  }

  /// Sends the signal and waits until one has come, for at most five seconds: another thread may take it.
  private static func send(_ number: Int32) {
    kill(getpid(), number)
    for _ in 0..<5_000 where Interruption.received == nil { usleep(1_000) }
  }
}
