import Glibc
import Testing

@testable import Platform

@Suite struct InterruptionTests {
  @Test(arguments: [2, 15]) func notesTheFirstSignal(number: Int32) async {
    if number == SIGINT {
      await #expect(processExitsWith: .exitCode(130)) {
        Interruption.install()
        precondition(Interruption.received == nil)
        raise(SIGINT)
        raise(SIGTERM)
        exit(128 + (Interruption.received ?? 0))
      }
    } else {
      await #expect(processExitsWith: .exitCode(143)) {
        Interruption.install()
        raise(SIGTERM)
        exit(128 + (Interruption.received ?? 0))
      }
    }
  }
}
