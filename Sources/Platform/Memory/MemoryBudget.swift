import Synchronization

/// Bytes that the large structures of a run may hold together. Ask before growing; a refusal means spill.
///
/// Only what asks is counted: the caller leaves a share of the machine for everything small.
/// Safe from any thread, without locks.
public final class MemoryBudget: Sendable {
  /// The bound in bytes.
  public let bytes: Int
  private let held = Atomic<Int>(0)

  /// - Precondition: `bytes` is not negative.
  public init(bytes: Int) {
    precondition(bytes >= 0, "a memory budget cannot be negative")
    self.bytes = bytes
  }

  /// Bytes granted and not yet released.
  public var reserved: Int { held.load(ordering: .relaxed) }

  /// Grants `count` bytes, or refuses and changes nothing. All grants together never pass the bound.
  public func reserve(_ count: Int) -> Bool {
    precondition(count >= 0, "a reservation cannot be negative")
    var now = held.load(ordering: .relaxed)
    while true {
      guard count <= bytes - now else { return false }
      let (exchanged, found) = held.weakCompareExchange(
        expected: now, desired: now + count, ordering: .relaxed)
      if exchanged { return true }
      now = found
    }
  }

  /// Gives back what was granted.
  ///
  /// - Precondition: no more is given back than was granted.
  public func release(_ count: Int) {
    precondition(count >= 0, "a release cannot be negative")
    let left = held.subtract(count, ordering: .relaxed).newValue
    precondition(left >= 0, "more memory was released than had been reserved")
  }
}
