/// A stream whose first bytes can be looked at before they are read.
@safe final class PeekedStream: ByteStream {
  private let base: any ByteStream
  /// The first bytes: all there are, if fewer than were asked for.
  let prefix: [UInt8]
  private var given = 0
  private var ended = false
  /// What the next read throws: the first bytes are given before.
  private var failure: StreamFailure?

  init(_ base: any ByteStream, count most: Int = ArchivePolicy.peekBytes) throws(StreamFailure) {
    self.base = base
    var count = 0
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: most, alignment: 16)
    defer { unsafe room.deallocate() }
    count = try unsafe base.read(into: room)
    unsafe prefix = Array(room[..<count])
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamFailure) -> Int {
    if let failure { throw failure }
    var filled = 0
    if given < prefix.count {
      filled = min(buffer.count, prefix.count - given)
      unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[..<filled]).copyBytes(from: prefix[given..<given + filled])
      given += filled
    }
    if ended || filled == buffer.count { return filled }
    do {
      let more = try unsafe base.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      if more == 0 { ended = true }
      return filled + more
    } catch {
      guard filled > 0 else { throw error }
      failure = error
      return filled
    }
  }
}
