import CArchive
import Glibc
import Platform

/// A compression, or the members of a tar or zip, read by libarchive. As a stream it gives the content of the
/// current entry.
///
/// Only the one filter or format that the first bytes called for is enabled: with all of them libarchive takes text for
/// archives. Any negative result, warnings included, makes the input damaged.
@safe final class LibarchiveStream: ByteStream {
  private let archive: OpaquePointer
  private let feed: ArchiveFeed
  let content: Content
  private var atEnd = false
  /// Headers passed so far, of folders and links too.
  private var entries = 0
  /// The rest of libarchive's last block that is not given yet. Valid until libarchive gives the next block.
  private var block = unsafe UnsafeRawBufferPointer(start: nil, count: 0)
  /// Bytes of the entry given so far, and the block's offset in it: a sparse entry has gaps between blocks.
  private var position: Int64 = 0
  private var blockPosition: Int64 = 0
  /// What the next read throws: what was read before it is given first.
  private var pending: StreamFailure?

  /// - Parameter seekable: the file whose bytes `base` gives, if it can be read in any order; zip's directory at its end
  ///   is then used, which lists what its writer meant to be there.
  init(_ base: any ByteStream, content: Content, seekable: FileStream?, policy: ArchivePolicy) throws(StreamFailure) {
    self.content = content
    feed = ArchiveFeed(base, seekable: seekable, policy: policy)
    _ = Self.characters
    guard let made = unsafe archive_read_new() else { throw .unreadable(SystemFailure("malloc", number: ENOMEM)) }
    unsafe archive = made
    unsafe Self.enable(content, seekable: seekable != nil, on: archive)
    if unsafe feed.open(archive) != ARCHIVE_OK { throw failure() }
    if !content.isArchive {
      // An archive without entries has no bytes.
      _ = try nextEntry()
      // Had the filter not recognised its content, the bytes would come out as they went in.
      guard unsafe archive_filter_count(archive) > 1 else { throw .damaged("damaged \(content.name) data") }
    }
  }

  deinit { unsafe archive_read_free(archive) }

  /// Goes to the next regular file and gives its name, or nil after the last. Folders, links and names that begin with a
  /// dot, as in directories, are passed over.
  ///
  /// The corresponding C function is `archive_read_next_header`.
  func nextEntry() throws(StreamFailure) -> String? {
    var found: OpaquePointer?
    while true {
      let result = unsafe archive_read_next_header(archive, &found)
      if result == ARCHIVE_EOF {
        try checkEnd()
        return nil
      }
      guard result == ARCHIVE_OK || isOnlyAboutNames(result), let entry = unsafe found else { throw failure() }
      entries += 1
      unsafe block = UnsafeRawBufferPointer(start: nil, count: 0)
      (position, blockPosition) = (0, 0)
      if unsafe archive_entry_is_encrypted(entry) > 0 {
        throw .foreign(.lockedZip)
      }
      let kind = unsafe archive_entry_filetype(entry)
      guard kind == S_IFREG, unsafe archive_entry_hardlink(entry) == nil else {
        // Neither folder nor link and yet with content: a wrong bit in a header without checksum.
        if kind != S_IFREG && kind != S_IFLNK, unsafe archive_entry_size(entry) > 0 {
          throw .damaged("damaged \(content.name) data (a member of no known kind)")
        }
        continue
      }
      let name = unsafe Self.name(of: entry)
      if !content.isArchive || !Self.isHidden(name) { return name }
    }
  }

  /// The corresponding C function is `archive_read_data`, which gives nothing of a call in which it fails: how far an entry
  /// is good would then depend on the buffer.
  func read(into room: inout MutableSpan<UInt8>) throws(StreamFailure) -> Int {
    try unsafe room.withUnsafeMutableBytes { room throws(StreamFailure) in try unsafe readBlocks(into: room) }
  }

  private func readBlocks(into buffer: UnsafeMutableRawBufferPointer) throws(StreamFailure) -> Int {
    var filled = 0
    do {
      while filled < buffer.count, !atEnd, try hasBlock() {
        filled += try unsafe fill(UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      }
      if filled < buffer.count, pending == nil, !content.isArchive { try checkEnd() }
    } catch { pending = error }
    if filled == 0, let pending { throw pending }
    return filled
  }

  /// Sees that there is a block to give; false at the entry's end.
  ///
  /// The corresponding C function is `archive_read_data_block`.
  private func hasBlock() throws(StreamFailure) -> Bool {
    if unsafe !block.isEmpty || position < blockPosition { return true }
    if pending != nil { return false }
    var start: UnsafeRawPointer?
    var count = 0
    let result = unsafe archive_read_data_block(archive, &start, &count, &blockPosition)
    if result == ARCHIVE_EOF { return false }
    // A warning is about earlier bytes, such as a checksum. Its block is as good as the others.
    if result == ARCHIVE_WARN { pending = failure() } else if result < 0 { throw failure() }
    unsafe block = UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count)
    guard blockPosition >= position else { throw .damaged("damaged \(content.name) data (blocks out of order)") }
    return true
  }

  /// Gives a part of the gap before the block, or of the block.
  private func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(StreamFailure) -> Int {
    let gap = Int(min(blockPosition - position, Int64(buffer.count)))
    let count = unsafe gap > 0 ? gap : min(block.count, buffer.count)
    if gap > 0 {
      unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[..<gap]).initializeMemory(as: UInt8.self, repeating: 0)
    } else {
      unsafe buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: block[..<count]))
      unsafe block = UnsafeRawBufferPointer(rebasing: block[count...])
      blockPosition += Int64(count)
    }
    position += Int64(count)
    return count
  }

  /// Reads what libarchive left over and sees that the content was whole.
  private func checkEnd() throws(StreamFailure) {
    guard !atEnd else { return }
    atEnd = true
    let used = unsafe archive_filter_bytes(archive, -1)
    if !feed.isSeekable { try feed.drain() }
    if !content.isArchive && used < feed.bytesGiven {
      throw .damaged("damaged \(content.name) data (something else follows its end)")
    }
    if content.isArchive { try checkArchiveEnd() }
  }

  /// Cut between two members, an archive would look whole but for what ends it; and libarchive takes a wrong byte in a
  /// zip's directory for its end.
  private func checkArchiveEnd() throws(StreamFailure) {
    if content == .tar {
      guard feed.tail.count >= 512, feed.tail.suffix(512).allSatisfy({ $0 == 0 }) else {
        throw .truncated("truncated tar data")
      }
      return
    }
    if feed.isSeekable { try feed.readTail() }
    guard let stated = Content.zipEntryCount(feed.tail) else {
      if Content.zipEnd(feed.tail) != nil { throw .damaged("damaged zip data (something else follows its end)") }
      throw .truncated("truncated zip data")
    }
    guard entries & 0xFFFF == stated || stated == 0xFFFF else {
      throw .damaged("damaged zip data (\(entries) members where its directory has \(stated))")
    }
  }

  /// A name in characters that this system cannot show is no damage.
  private func isOnlyAboutNames(_ result: Int32) -> Bool {
    result == ARCHIVE_WARN && reason.contains("can't be converted")
  }

  private var reason: String {
    unsafe archive_error_string(archive).map { unsafe String(cString: $0) } ?? "no reason given"
  }

  private func failure() -> StreamFailure {
    if let below = feed.failure { return below }
    let reason = reason
    return reason.lowercased().contains("truncated")
      ? .truncated("truncated \(content.name) data")
      : .damaged("damaged \(content.name) data (\(reason))")
  }

  /// libarchive converts names by the process's character set, which is ASCII unless set.
  private static let characters: Void = { unsafe _ = setlocale(LC_CTYPE, "C.UTF-8") }()

  private static func enable(_ content: Content, seekable: Bool, on archive: OpaquePointer) {
    switch content {
    case .tar:
      unsafe archive_read_support_format_tar(archive)
      // Two archives behind each other: without this the second would be passed over in silence.
      unsafe archive_read_set_format_option(archive, "tar", "read_concatenated_archives", "1")
    // Not both: without its directory a zip would be read as a stream, and seem whole.
    case .zip where seekable: unsafe archive_read_support_format_zip_seekable(archive)
    case .zip: unsafe archive_read_support_format_zip_streamable(archive)
    default:
      unsafe archive_read_support_format_raw(archive)
      unsafe archive_read_support_format_empty(archive)
    }
    switch content {
    case .zstd: unsafe archive_read_support_filter_zstd(archive)
    case .xz: unsafe archive_read_support_filter_xz(archive)
    case .bzip2: unsafe archive_read_support_filter_bzip2(archive)
    case .lz4: unsafe archive_read_support_filter_lz4(archive)
    case .compress: unsafe archive_read_support_filter_compress(archive)
    case .lzip: unsafe archive_read_support_filter_lzip(archive)
    case .plain, .gzip, .tar, .zip, .foreign: break
    }
  }

  private static func name(of entry: OpaquePointer) -> String {
    let name = unsafe archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)
    return unsafe name.map { unsafe String(cString: $0) } ?? "(no name)"
  }

  /// The library's version and those of the libraries in it.
  static var versions: String { unsafe String(cString: archive_version_details()) }

  private static func isHidden(_ name: String) -> Bool {
    name.split(separator: "/").contains { $0.hasPrefix(".") && $0 != "." && $0 != ".." }
  }
}

extension Content {
  /// Whether it has members with names, rather than being one stream.
  var isArchive: Bool { self == .tar || self == .zip }

  /// The number of entries in the record at the end of a zip, modulo 65,536 (65,535 may mean: look elsewhere); nil
  /// if there is no such record with exactly its comment after it.
  static func zipEntryCount(_ tail: [UInt8]) -> Int? {
    guard let start = zipEnd(tail, { start in start + 22 + Int(tail[start + 20]) | Int(tail[start + 21]) << 8 == tail.count })
    else { return nil }
    return Int(tail[start + 10]) | Int(tail[start + 11]) << 8
  }

  /// The offset of the last of a zip's end records that fits the condition; nil if there is none.
  static func zipEnd(_ tail: [UInt8], _ fits: (Int) -> Bool = { _ in true }) -> Int? {
    stride(from: tail.count - 22, through: 0, by: -1).first { start in
      tail[start..<start + 4].elementsEqual([0x50, 0x4B, 0x05, 0x06]) && fits(start)
    }
  }
}
