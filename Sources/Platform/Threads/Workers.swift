import Synchronization

/// Runs the same work on several threads and waits for all of them.
///
/// The caller's thread is one of them: where all are woken by a caller that goes to sleep, two land on one core, and it takes
/// the kernel's next tick, up to 4 ms, to part them. The others are threads of their own, not tasks: the shared pool has one
/// thread per core and must not block.
public enum Workers {
  /// Calls `body` with 0 to `count - 1`, 0 on the caller's thread and each other on its own, and returns when all have ended.
  ///
  /// An error does not stop the other workers: the body cancels what they wait for, or they run to their end.
  ///
  /// - Throws: the error of the worker with the lowest index that failed; `SystemFailure` when the threads could not be
  ///   made, in which case no body ran.
  public static func run(
    count: Int, name: String, _ body: @escaping @Sendable (Int) throws -> Void
  ) throws {
    precondition(count > 0, "work needs a worker")
    // All start together or none does: a worker may wait for another that could not be made.
    let gate = BoundedQueue<Bool>(capacity: count)
    var threads: [BackgroundThread] = []
    var failure: (any Error)?
    do {
      for index in 1..<count {
        threads.append(
          try BackgroundThread(name: "\(name)-\(index)") {
            if gate.pop() == true { try body(index) }
          })
      }
    } catch {
      gate.cancel()
      failure = error
    }
    if failure == nil {
      for _ in threads { gate.push(true) }
      do { try body(0) } catch { failure = error }
    }
    for thread in threads {
      do { try thread.join() } catch { if failure == nil { failure = error } }
    }
    if let failure { throw failure }
  }
}
