import Glibc
import Platform
import Synchronization

/// Calls something again and again, on a thread of its own, until it is stopped.
final class Ticker: Sendable {
  private let isStopped = Atomic<Bool>(false)
  private let thread = Mutex<BackgroundThread?>(nil)

  /// Calls `body` after `first` and then every `period`; where the system has no thread left, never.
  init(first: Duration, period: Duration, _ body: @escaping @Sendable () -> Void) {
    let started = try? BackgroundThread(name: "progress") { [weak self] in
      var pause = first
      while true {
        usleep(UInt32(max(1, min(pause / .microseconds(1), 60_000_000))))
        guard let self, !self.isStopped.load(ordering: .acquiring) else { return }
        body()
        pause = period
      }
    }
    thread.withLock { $0 = started }
  }

  /// No call begins after this. The thread ends by itself and is not waited for: a run of a few milliseconds would wait
  /// longer for it than it takes.
  func stop() { isStopped.store(true, ordering: .releasing) }
}
