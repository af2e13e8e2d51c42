import Glibc
import Synchronization

/// Ctrl-C and termination, noted by a signal handler and looked at by whoever reads or writes blocks, so that a run stops
/// within a second and leaves nothing behind.
public enum Interruption {
  /// The first signal that came, or 0. Lock-free: the handler may only store to it.
  private static let signal = Atomic<Int32>(0)

  /// From now on `SIGINT` and `SIGTERM` are noted instead of ending the process.
  ///
  /// System calls are not restarted after them, so that a waiting one returns.
  /// The corresponding C function is `sigaction`.
  public static func install() {
    // The first access makes the variable; it must not happen inside the handler.
    _ = signal.load(ordering: .relaxed)
    for number in [SIGINT, SIGTERM] {
      var action = sigaction()
      unsafe action.__sigaction_handler.sa_handler = { Interruption.note($0) }
      unsafe sigemptyset(&action.sa_mask)
      action.sa_flags = 0
      unsafe sigaction(number, &action, nil)
    }
  }

  /// The first signal that came, or nil. The process is then to end with 128 plus its number. Costs one load.
  public static var received: Int32? {
    let number = signal.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  private static func note(_ number: Int32) {
    _ = signal.compareExchange(expected: 0, desired: number, ordering: .relaxed)
  }
}
