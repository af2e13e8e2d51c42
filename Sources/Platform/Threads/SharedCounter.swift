import Synchronization

/// Hands out numbers, each to one caller, to any number of threads: which piece of work a worker does next.
public final class SharedCounter: Sendable {
  private let next: Atomic<Int>

  public init(from first: Int = 0) { next = Atomic(first) }

  /// The next number, which nobody else gets.
  public func take() -> Int { next.add(1, ordering: .relaxed).oldValue }
}
