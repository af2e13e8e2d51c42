import Platform
import Synchronization

/// Keeps what came through a pipe in scratch, so that it can be read a second time. Filled by one reading from front to
/// end, read by any number after that, one at a time.
public final class InputSpool: Sendable {
  private let file: ScratchFile
  private let complete = Atomic<Bool>(false)

  public init(_ file: ScratchFile) { self.file = file }

  /// Whether the pipe has ended and all of it is here.
  var isComplete: Bool { complete.load(ordering: .acquiring) }

  func finish() { complete.store(true, ordering: .releasing) }

  func append(_ bytes: Span<UInt8>) throws(StreamFailure) {
    do { _ = try file.append(bytes) } catch { throw .scratch(error) }
  }

  /// Fills the room from `offset` on; gives fewer bytes only at the end.
  func read(at offset: Int64, into room: inout MutableSpan<UInt8>) throws(StreamFailure) -> Int {
    let count = Int(min(Int64(room.count), file.byteCount - offset))
    do {
      var part = room.part(0..<count)
      try file.read(at: offset, into: &part)
    } catch { throw .scratch(error) }
    return count
  }
}
