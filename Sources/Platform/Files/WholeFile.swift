import Glibc

/// A small file read at once: the one place that opens, reads and tries again after a signal.
package enum WholeFile {
  /// Bytes taken by one read.
  private static let pieceBytes = 16 << 10

  /// The first `limit` bytes of a file or a pipe, or all of a shorter one. To learn whether a file is longer than `n` bytes, ask
  /// for `n + 1`.
  ///
  /// The corresponding C functions are `open` and `read`; both are tried again when a signal interrupts them.
  package static func read(_ path: String, limit: Int) throws(SystemFailure) -> [UInt8] {
    let descriptor = SystemPath(path).open(O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw SystemFailure("open") }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: min(limit, pieceBytes))
    while bytes.count < limit {
      let count = retryingInterrupts {
        var room = piece.mutableSpan
        return Descriptor.read(descriptor, into: &room)
      }
      guard count >= 0 else { throw SystemFailure("read") }
      if count == 0 { break }
      bytes.append(contentsOf: piece[..<min(count, limit - bytes.count)])
    }
    return bytes
  }

  /// The same; nil where the file cannot be read.
  package static func beginning(of path: String, limit: Int) -> [UInt8]? {
    do { return try read(path, limit: limit) } catch { return nil }
  }

  /// The text of a file below /proc or /sys, cut after `PlatformPolicy.textFileBytes`; nil where it cannot be read.
  static func text(at path: String) -> String? {
    beginning(of: path, limit: PlatformPolicy.textFileBytes).map { String(decoding: $0, as: UTF8.self) }
  }
}
