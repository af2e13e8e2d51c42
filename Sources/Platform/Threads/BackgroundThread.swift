import Glibc
import Synchronization

/// A thread of its own for work that blocks: reading, spilling, waiting on a queue.
public final class BackgroundThread: Sendable {
  private let thread: pthread_t
  private let work: Work
  private let joined = Atomic<Bool>(false)

  /// Starts `body` on a new thread.
  ///
  /// - Parameter name: shown by debuggers and profilers; the first 15 bytes count.
  /// - Throws: `SystemFailure` when the system has no thread left.
  public init(name: String, _ body: @escaping @Sendable () throws -> Void) throws(SystemFailure) {
    work = Work(name: name, body: body)
    thread = try Self.start(work)
  }

  deinit {
    // Not waited for: the thread frees its own remains when it ends.
    if !joined.load(ordering: .relaxed) { pthread_detach(thread) }
  }

  /// Waits for the end of the body and throws what it threw.
  ///
  /// - Precondition: called once.
  public func join() throws {
    precondition(!joined.exchange(true, ordering: .relaxed), "a thread is joined once")
    pthread_join(thread, nil)
    if let failure = work.failure.withLock({ $0 }) { throw failure }
  }

  private final class Work: Sendable {
    let name: String
    let body: @Sendable () throws -> Void
    let failure = Mutex<(any Error)?>(nil)

    init(name: String, body: @escaping @Sendable () throws -> Void) {
      self.name = name
      self.body = body
    }

    func run() {
      Self.label(name)
      do { try body() } catch { failure.withLock { $0 = error } }
    }

    /// Names the calling thread by the longest beginning of whole characters that the kernel keeps; only a label, so
    /// a failure is no error. By file: the importer does not show `pthread_setname_np`.
    static func label(_ name: String) {
      var kept = name
      while kept.utf8.count > PlatformPolicy.threadNameBytes { kept.removeLast() }
      let descriptor = unsafe open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return }
      _ = unsafe write(descriptor, kept, kept.utf8.count)
      close(descriptor)
    }
  }

  private static func start(_ work: Work) throws(SystemFailure) -> pthread_t {
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    defer { unsafe pthread_attr_destroy(&attributes) }
    unsafe pthread_attr_setstacksize(&attributes, PlatformPolicy.stackBytes)
    let owned = unsafe Unmanaged.passRetained(work)
    var thread = pthread_t()
    let status = unsafe pthread_create(
      &thread, &attributes,
      { raw in
        let work = unsafe Unmanaged<Work>.fromOpaque(raw!).takeRetainedValue()
        work.run()
        return nil
      }, owned.toOpaque())
    guard status == 0 else {
      unsafe owned.release()
      throw SystemFailure("pthread_create", number: status)
    }
    return thread
  }
}
