import Platform

/// A stream whose first bytes can be looked at before they are read.
final class PeekedStream: ByteStream {
  private let base: any ByteStream
  /// The first bytes: all there are, if fewer than were asked for.
  let prefix: [UInt8]
  private var given = 0
  private var ended = false
  /// What the next read throws: the first bytes are given before.
  private var failure: StreamFailure?

  init(_ base: any ByteStream, count most: Int = ArchivePolicy.peekBytes) throws(StreamFailure) {
    self.base = base
    var bytes = [UInt8](repeating: 0, count: most)
    var room = bytes.mutableSpan
    let count = try base.read(into: &room)
    prefix = Array(bytes[..<count])
  }

  func read(into room: inout MutableSpan<UInt8>) throws(StreamFailure) -> Int {
    if let failure { throw failure }
    var filled = 0
    if given < prefix.count {
      filled = min(room.count, prefix.count - given)
      room.write(prefix[given..<given + filled], at: 0)
      given += filled
    }
    if ended || filled == room.count { return filled }
    do {
      var rest = room.part(filled..<room.count)
      let more = try base.read(into: &rest)
      if more == 0 { ended = true }
      return filled + more
    } catch {
      guard filled > 0 else { throw error }
      failure = error
      return filled
    }
  }
}
