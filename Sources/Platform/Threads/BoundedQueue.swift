import Glibc

/// A queue between threads that blocks the writer when full and the reader when empty. Its capacity bounds the memory of
/// what waits in it. Any number of writers and readers.
///
/// A mutex and two conditions of the C library: `Synchronization.Mutex` has nothing to wait on.
@safe public final class BoundedQueue<Element: ~Copyable & Sendable>: @unchecked Sendable {
  private enum Stage { case open, closed, cancelled }

  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let notFull = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let notEmpty = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  // A ring: `count` elements from `head` on are initialised. All guarded by `lock`.
  private let capacity: Int
  private let ring: UnsafeMutableBufferPointer<Element>
  private var head = 0
  private var count = 0
  private var stage = Stage.open

  /// - Precondition: `capacity` is at least 1.
  public init(capacity: Int) {
    precondition(capacity > 0, "a queue needs room for one element")
    self.capacity = capacity
    unsafe ring = .allocate(capacity: capacity)
    unsafe pthread_mutex_init(lock, nil)
    unsafe pthread_cond_init(notFull, nil)
    unsafe pthread_cond_init(notEmpty, nil)
  }

  deinit {
    dropAll()
    unsafe ring.deallocate()
    unsafe pthread_cond_destroy(notEmpty)
    unsafe pthread_cond_destroy(notFull)
    unsafe pthread_mutex_destroy(lock)
    unsafe notEmpty.deallocate()
    unsafe notFull.deallocate()
    unsafe lock.deallocate()
  }

  /// Appends the element, waiting for room. False, and the element dropped, when the queue was cancelled or closed.
  @discardableResult
  public func push(_ element: consuming Element) -> Bool {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    while stage == .open && count == capacity { unsafe pthread_cond_wait(notFull, lock) }
    guard stage == .open else { return false }
    unsafe ring.initializeElement(at: (head + count) % capacity, to: element)
    count += 1
    unsafe pthread_cond_signal(notEmpty)
    return true
  }

  /// Takes the oldest element, waiting for one. Nil when the queue was closed and is drained, or was cancelled.
  public func pop() -> Element? {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    while stage == .open && count == 0 { unsafe pthread_cond_wait(notEmpty, lock) }
    guard count > 0 else { return nil }
    let element = unsafe ring.moveElement(from: head)
    head = (head + 1) % capacity
    count -= 1
    unsafe pthread_cond_signal(notFull)
    return element
  }

  /// The same of the newest: of what is used again and again, the one that is most likely still in a cache.
  public func popNewest() -> Element? {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    while stage == .open && count == 0 { unsafe pthread_cond_wait(notEmpty, lock) }
    guard count > 0 else { return nil }
    count -= 1
    let element = unsafe ring.moveElement(from: (head + count) % capacity)
    unsafe pthread_cond_signal(notFull)
    return element
  }

  /// Says that nothing more comes: readers drain what is there and then get nil.
  public func close() { end(.closed) }

  /// Drops what waits and wakes everybody: writers get false, readers nil.
  public func cancel() { end(.cancelled) }

  private func end(_ next: Stage) {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    if stage != .cancelled { stage = next }
    if stage == .cancelled { dropAll() }
    unsafe pthread_cond_broadcast(notFull)
    unsafe pthread_cond_broadcast(notEmpty)
  }

  private func dropAll() {
    while count > 0 {
      _ = unsafe ring.moveElement(from: head)
      head = (head + 1) % capacity
      count -= 1
    }
  }
}
