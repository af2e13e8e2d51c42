import Synchronization

/// The disk space that all scratch files of a run may take together. Safe from any thread.
public final class ScratchSpace: Sendable {
  /// The bound in bytes; nil leaves it to the disk.
  public let limit: Int64?
  private let taken = Atomic<Int64>(0)

  public init(limit: Int64? = nil) { self.limit = limit }

  /// Bytes written to scratch files that still exist.
  public var used: Int64 { taken.load(ordering: .relaxed) }

  /// Takes room for `count` bytes, or refuses and changes nothing.
  func take(_ count: Int64) -> Bool {
    let now = taken.add(count, ordering: .relaxed).newValue
    if let limit, now > limit {
      taken.subtract(count, ordering: .relaxed)
      return false
    }
    return true
  }

  func giveBack(_ count: Int64) { taken.subtract(count, ordering: .relaxed) }

  /// Bytes that an ordinary user can still write to the disk of `directory`.
  ///
  /// The corresponding C function is `statvfs`.
  public static func free(in directory: String) throws(ScratchError) -> Int64 {
    guard let free = SystemPath(directory).freeBytes else { throw .unusable(directory: directory, SystemFailure("statvfs")) }
    return free
  }
}
