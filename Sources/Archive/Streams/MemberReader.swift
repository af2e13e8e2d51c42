import Glibc
import Platform

/// One stream of an input: the file itself, or a member of an archive.
public struct Member: Sendable, Hashable {
  /// The path inside the archive (inside archives within each other joined by `!`), or nil for a file that is none.
  public let name: String?
  /// What messages and the order of inputs call it: the file's path, then `!` and the name.
  public let source: String
}

/// Reads an input as blocks of decompressed bytes, member by member. A file's type is recognised by its bytes and never
/// by its name, through any layers. A plain file is one member, and so is a compressed one.
///
///     var reader = try MemberReader(input)
///     while let member = try reader.nextMember() {
///       while try reader.read(into: &block) > 0 { … }
///     }
///     summary.digest = reader.digest
///
/// A plain file costs one copy out of the page cache, gzip is inflated into the caller's block, everything else takes one
/// copy more. Memory: `ArchivePolicy.readBytes` for each layer of compression or archive, and what its
/// unpacker keeps. Used by one thread at a time.
public struct MemberReader: ~Copyable {
  private struct OpenArchive {
    let members: LibarchiveStream
    /// The same, counted.
    let content: MeteredStream
    /// The archive's name inside the archives around it, with `!` after it.
    let prefix: String
    let depth: Int
  }

  private let input: InputFile
  private let policy: ArchivePolicy
  private let file: FileStream
  private let meter: UnpackingMeter
  /// From the outermost to the innermost.
  private var archives: [OpenArchive] = []
  private var current: (any ByteStream)?
  private var name: String?
  private var bytesRead: Int64 = 0
  private var started = false
  /// Whether the member's bytes are the file's bytes: no layer was unpacked, and only the file has to be read for them.
  public private(set) var isFileItself = false

  /// The XXH3-128 (seed 0) of the file's raw bytes in 32 hexadecimal digits; nil until `nextMember` gave nil.
  public private(set) var digest: String?

  /// Opens the input. Its first bytes are read by `nextMember`.
  ///
  /// - Parameter spool: keeps the bytes of what can be read only once, or gives those it has kept.
  /// - Throws: `unreadable`, or `changed` when the path now leads to another file than the one listed.
  public init(
    _ input: InputFile, policy: ArchivePolicy = ArchivePolicy(), spool: InputSpool? = nil
  ) throws(ArchiveError) {
    self.input = input
    self.policy = policy
    do {
      file = try FileStream(input, policy: policy, spool: spool)
    } catch {
      throw ArchiveError(error, path: input.path, member: nil, bytesRead: 0)
    }
    meter = UnpackingMeter(input, file, policy: policy)
  }

  /// Raw bytes of the file read so far, for showing progress against `InputFile.byteCount`.
  public var fileBytesRead: Int64 { file.bytesRead }

  /// Goes to the next member, or gives nil after the last; then the whole file has been read and checked. What the caller
  /// left unread of the member before is read and checked too.
  public mutating func nextMember() throws(ArchiveError) -> Member? {
    if digest != nil { return nil }
    do {
      return try advance()
    } catch {
      throw located(error)
    }
  }

  /// Fills the block with the member's next bytes and returns their number. It is smaller than the block only at the end, then 0.
  /// A 0 means that the member's checksums are verified.
  ///
  /// - Precondition: the block is not empty.
  public mutating func read(into block: inout MutableSpan<UInt8>) throws(ArchiveError) -> Int {
    precondition(!block.isEmpty, "a block needs room")
    guard let current else { return 0 }
    do throws(StreamFailure) {
      if let signal = Interruption.received { throw .interrupted(signal) }
      let count = try current.read(into: &block)
      bytesRead += Int64(count)
      return count
    } catch {
      throw located(error)
    }
  }

  /// Reads and checks what is left of the input, of this member and all others, and gives nothing of it; at most about
  /// `bytes` of content.
  public mutating func verify(atMost bytes: Int64 = .max) throws(ArchiveError) {
    var block = [UInt8](repeating: 0, count: Int(min(Int64(ArchivePolicy.checkBytes), max(bytes, 1))))
    var left = bytes
    repeat {
      while left > 0 {
        var room = block.mutableSpan
        let count = try read(into: &room)
        if count == 0 { break }
        left -= Int64(count)
      }
      if left <= 0 { return }
    } while try nextMember() != nil
  }

  private mutating func advance() throws(StreamFailure) -> Member? {
    try current?.drain()
    current = nil
    bytesRead = 0
    name = nil
    if !started {
      started = true
      if try open(file, name: nil, depth: 0) { return Member(name: nil, source: input.path) }
    }
    while let archive = archives.last {
      // What is wrong between members is wrong with the archive itself.
      name = archive.prefix.isEmpty ? nil : String(archive.prefix.dropLast())
      guard let entry = try archive.members.nextEntry() else {
        archives.removeLast()
        continue
      }
      if archive.members.content == .zip, ForeignContent.isOfficeMember(entry) {
        throw .foreign(.office)
      }
      name = archive.prefix + entry
      if try open(archive.content, name: name, depth: archive.depth) {
        return Member(name: name, source: input.path + "!" + archive.prefix + entry)
      }
    }
    name = nil
    digest = try file.finish()
    return nil
  }

  /// Takes off layers of compression. True when bytes to read are left; false when it is an archive, now the innermost.
  private mutating func open(_ raw: any ByteStream, name: String?, depth: Int) throws(StreamFailure) -> Bool {
    var stream: any ByteStream = raw
    var depth = depth
    while true {
      var peeked = try PeekedStream(stream)
      if Content.isZeros(peeked.prefix) {
        peeked = try PeekedStream(peeked, count: ArchivePolicy.emptyTarBytes.upperBound + 1)
      }
      let content = Content(prefix: peeked.prefix)
      switch content {
      case .plain:
        current = peeked
        isFileItself = depth == 0
        return true
      case .foreign(let content): throw .foreign(content)
      default: break
      }
      depth += 1
      if depth > policy.maxDepth {
        throw .beyondLimit("is packed in more than \(policy.maxDepth) layers", option: "--max-depth")
      }
      switch content {
      case .plain, .foreign: preconditionFailure("there is no layer to take off")
      case .gzip:
        stream = MeteredStream(try GzipStream(peeked, policy: policy), meter)
      case .tar, .zip:
        // A zip that begins with its last record has no members, and libarchive knows it only as a stream.
        let hasMembers = content == .zip && peeked.prefix[2] == 3
        let seekable = hasMembers && stream === file && file.isSeekable ? file : nil
        if let seekable { _ = try seekable.seek(0, from: SEEK_SET) }
        let members = try LibarchiveStream(
          seekable ?? peeked, content: content, seekable: seekable, policy: policy)
        archives.append(
          OpenArchive(
            members: members, content: MeteredStream(members, meter), prefix: name.map { $0 + "!" } ?? "", depth: depth))
        return false
      case .zstd, .xz, .bzip2, .lz4, .compress, .lzip:
        stream = MeteredStream(try LibarchiveStream(peeked, content: content, seekable: nil, policy: policy), meter)
      }
    }
  }

  /// The error with its location. For a file that is being written to, the error is that change.
  private func located(_ failure: StreamFailure) -> ArchiveError {
    let error = ArchiveError(failure, path: input.path, member: name, bytesRead: bytesRead)
    guard error.isDamage, file.hasChanged else { return error }
    return ArchiveError(.changed, path: input.path, member: name, bytesRead: bytesRead)
  }
}
