import CInflate
import Glibc
import Platform

/// The content of one or several gzip members, inflated by Intel's ISA-L straight into the caller's buffer.
///
///     file:   [member][member]…[zeros]
///     member: header, deflate blocks, CRC, length      all checked
///
/// After the last member only zeros may follow, the padding of tapes and some object stores.
///
/// Clever because no byte is copied between buffers: member headers are parsed here, and ISA-L inflates between them and checks CRC
/// and length. A failure is thrown one read late, so that all bytes before the damage are given first. The result codes of
/// `cinflate_step` and `words(for:)` change together, and so do `refill` and the users of `next` and `end`.
@safe final class GzipStream: ByteStream {
  private enum Stage { case between, inside, ended }

  private let base: any ByteStream
  private let inflater: OpaquePointer
  /// Compressed bytes; those from `next` up to `end` are not used yet.
  private let input: UnsafeMutableBufferPointer<UInt8>
  private var next = 0
  private var end = 0
  private var stage = Stage.between
  /// The failure that the next read throws, after the bytes inflated before it are given.
  private var failure: StreamFailure?

  init(_ base: any ByteStream, policy: ArchivePolicy) throws(StreamFailure) {
    self.base = base
    guard let state = unsafe cinflate_create() else { throw .unreadable(SystemFailure("malloc", number: ENOMEM)) }
    unsafe inflater = state
    unsafe input = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(policy.readBytes, 2), alignment: ArchivePolicy.bufferAlignment
    ).bindMemory(to: UInt8.self)
  }

  deinit {
    unsafe cinflate_destroy(inflater)
    unsafe input.deallocate()
  }

  func read(into room: inout MutableSpan<UInt8>) throws(StreamFailure) -> Int {
    try unsafe room.withUnsafeMutableBytes { room throws(StreamFailure) in try unsafe fill(room) }
  }

  private func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(StreamFailure) -> Int {
    var filled = 0
    do {
      while filled < buffer.count && stage != .ended && failure == nil {
        if stage == .between {
          try beginMember()
        } else {
          filled += try unsafe inflate(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
        }
      }
    } catch { failure = error }
    if filled == 0, let failure { throw failure }
    return filled
  }

  /// One step of the inflater; the end of a member and a lack of input are dealt with before it returns. Bytes before a
  /// failure are good as far as can be checked.
  private func inflate(into buffer: UnsafeMutableRawBufferPointer) throws(StreamFailure) -> Int {
    if next == end { try refill() }
    var consumed: UInt32 = 0
    var produced: UInt32 = 0
    let room = UInt32(clamping: buffer.count)
    let result = unsafe cinflate_step(
      inflater, input.baseAddress! + next, UInt32(end - next),
      buffer.baseAddress!.assumingMemoryBound(to: UInt8.self), room, &consumed, &produced)
    next += Int(consumed)
    if result < 0 { failure = .damaged("damaged gzip data (\(Self.words(for: result)))") }
    if result == Int32(CINFLATE_END.rawValue) { stage = .between }
    // The inflater may still hold output of what it took before.
    if result == 0 && end == 0 && produced == 0 { failure = .truncated("truncated gzip data") }
    // Neither input nor room is used up, yet the end is not reached: it never would be.
    if result == 0 && next < end && produced < room { failure = .damaged("damaged gzip data (no end)") }
    return Int(produced)
  }

  /// Looks at what follows a member: another one, padding, the end, or garbage.
  private func beginMember() throws(StreamFailure) {
    if end - next < 2 { try refill() }
    if next == end {
      stage = .ended
    } else if unsafe end - next >= 2 && input[next] == 0x1F && input[next + 1] == 0x8B {
      try passHeader()
      unsafe cinflate_begin(inflater)
      stage = .inside
    } else {
      try passPadding()
      stage = .ended
    }
  }

  /// Reads a member's header: ten bytes, then the parts that its flags name (RFC 1952, section 2.3).
  private func passHeader() throws(StreamFailure) {
    next += 2
    guard try nextByte() == 8 else { throw .damaged("damaged gzip data (a compression other than deflate)") }
    let flags = try nextByte()
    guard flags & 0xE0 == 0 else { throw .damaged("damaged gzip data (a header with unknown flags)") }
    for _ in 0..<6 { _ = try nextByte() }
    if flags & 0x04 != 0 {
      let low = try nextByte()
      let count = Int(try nextByte()) << 8 | Int(low)
      for _ in 0..<count { _ = try nextByte() }
    }
    // The original name, then a comment, each ended by a zero.
    if flags & 0x08 != 0 { while try nextByte() != 0 {} }
    if flags & 0x10 != 0 { while try nextByte() != 0 {} }
    // A checksum of the header, which holds nothing that reaches a report: not verified.
    if flags & 0x02 != 0 { for _ in 0..<2 { _ = try nextByte() } }
  }

  private func nextByte() throws(StreamFailure) -> UInt8 {
    if next == end { try refill() }
    guard next < end else { throw .truncated("truncated gzip data") }
    defer { next += 1 }
    return unsafe input[next]
  }

  private func passPadding() throws(StreamFailure) {
    while next < end {
      guard unsafe input[next..<end].allSatisfy({ $0 == 0 }) else {
        throw .damaged("damaged gzip data (something else follows its end)")
      }
      next = end
      try refill()
    }
  }

  /// Keeps the unused bytes and fills the rest of the buffer.
  private func refill() throws(StreamFailure) {
    let kept = end - next
    if kept > 0 && next > 0 { unsafe input.baseAddress!.update(from: input.baseAddress! + next, count: kept) }
    next = 0
    end = kept
    let free = unsafe UnsafeMutableBufferPointer(rebasing: input[kept...])
    var room = unsafe free.mutableSpan
    end += try base.read(into: &room)
  }

  /// The library's version.
  static var version: String { unsafe String(cString: cinflate_version()) }

  private static func words(for result: Int32) -> String {
    switch result {
    case CINFLATE_BAD_BLOCK.rawValue: "a block of no known kind"
    case CINFLATE_BAD_SYMBOL.rawValue: "a code that means nothing"
    case CINFLATE_BAD_DISTANCE.rawValue: "a reference to before the start"
    case CINFLATE_BAD_CHECKSUM.rawValue: "wrong checksum or length"
    default: "code \(result)"
    }
  }
}
