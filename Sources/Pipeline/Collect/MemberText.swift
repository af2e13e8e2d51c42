import Archive
import Events
import Platform
import Values

/// The members of one input as UTF-8 text, whatever they are encoded in. Text that is UTF-8 goes straight into the caller's
/// block.
package struct MemberText: ~Copyable {
  private var members: MemberReader
  private let named: TextEncoding?
  private var decoder: TextDecoder
  /// Text that is decoded and not yet given.
  private var held: [UInt8] = []
  private var given = 0
  private var ended = false
  /// Damage that was found. What was decoded before it is given first.
  private var failure: ArchiveError?

  /// What unpacking has given, and what it took where somebody measures.
  private(set) var unpacked = StepTimes.Figures()
  private var watch = Stopwatch(nil)

  package init(_ input: InputFile, named: TextEncoding?, archives: ArchivePolicy, spool: InputSpool?) throws {
    self.named = named
    members = try MemberReader(input, policy: archives, spool: spool)
    decoder = TextDecoder(named: named)
  }

  /// From now on the calling thread's time is measured.
  mutating func measure() { watch = Stopwatch(.thread) }

  /// Checks what is left of the input for damage, at most so many bytes of content, and gives nothing of it.
  mutating func verify(atMost bytes: Int64) throws {
    if let failure { throw failure }
    try members.verify(atMost: bytes)
  }

  /// Whether the member is the input's own bytes, with nothing to unpack.
  var isFileItself: Bool { members.isFileItself }
  var fileBytesRead: Int64 { members.fileBytesRead }
  var digest: String? { members.digest }
  /// As far as is known of the member.
  package var encoding: TextEncoding { decoder.encoding }
  package var isEncodingGuessed: Bool { decoder.isGuess }

  package mutating func nextMember() throws -> Member? {
    held = []
    given = 0
    ended = false
    decoder = TextDecoder(named: named)
    watch.restart()
    defer { unpacked.nanoseconds += watch.lap() }
    return try members.nextMember()
  }

  /// The member's first `count` bytes of text, and more if they are there; all of it where it has fewer. They are given
  /// again by `read`.
  package mutating func beginning(_ count: Int) throws -> (text: ArraySlice<UInt8>, isWhole: Bool) {
    var piece = [UInt8](repeating: 0, count: PipelinePolicy.beginningBytes)
    while !ended, failure == nil, held.count < count {
      let read = try unpack(into: &piece, 0..<piece.count)
      if read == 0 { end() } else { decoder.decode(piece.span.extracting(0..<read), into: &held) }
    }
    return (held[...], ended)
  }

  /// Fills a part of `bytes` with the next text.
  ///
  /// - Returns: the number of bytes; 0 at the end of the member.
  mutating func read(into bytes: inout [UInt8], _ room: Range<Int>) throws -> Int {
    while given == held.count {
      held = []
      given = 0
      if let failure { throw failure }
      if ended { return 0 }
      let count = try unpack(into: &bytes, room)
      if count == 0 {
        end()
      } else {
        let raw = bytes.span.extracting(room.lowerBound..<room.lowerBound + count)
        if decoder.passes(raw) { return count }
        decoder.decode(raw, into: &held)
      }
    }
    let next = held[given..<min(held.count, given + room.count)]
    given = next.endIndex
    var whole = bytes.mutableSpan
    whole.write(next, at: room.lowerBound)
    return next.count
  }

  private mutating func end() {
    ended = failure == nil
    decoder.finish(into: &held)
  }

  /// Gives 0 at the member's end, and for damage, which becomes the `failure`.
  private mutating func unpack(into bytes: inout [UInt8], _ room: Range<Int>) throws -> Int {
    watch.restart()
    defer { unpacked.nanoseconds += watch.lap() }
    var whole = bytes.mutableSpan
    var part = whole.part(room)
    do {
      let count = try members.read(into: &part)
      unpacked.bytes += Int64(count)
      return count
    } catch {
      guard error.isDamage else { throw error }
      failure = error
      return 0
    }
  }
}
