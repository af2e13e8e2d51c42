import CArchive
import Glibc
import Platform

/// Gives libarchive the bytes of another stream through callbacks, and keeps the error that occurred meanwhile.
///
/// Clever because C calls back into this object by a raw pointer and cannot pass Swift errors: the callback returns a bare failure
/// and the error waits in `failure`. The object must outlive the archive. The callbacks and the pointer that `open`
/// passes unretained change together; so do `failure` and its readers in `LibarchiveStream`.
@safe final class ArchiveFeed {
  private let base: any ByteStream
  /// The file itself, when libarchive may go back and forth in it.
  private let seekable: FileStream?
  private let block: UnsafeMutableBufferPointer<UInt8>
  /// The error of the stream below; libarchive learns only that there was one.
  private(set) var failure: StreamFailure?
  /// Bytes handed to libarchive.
  private(set) var bytesGiven: Int64 = 0
  /// The last bytes of what was handed over, up to `ArchivePolicy.tailBytes`.
  private(set) var tail: [UInt8] = []

  init(_ base: any ByteStream, seekable: FileStream?, policy: ArchivePolicy) {
    self.base = base
    self.seekable = seekable
    unsafe block = UnsafeMutableRawBufferPointer.allocate(
      byteCount: policy.readBytes, alignment: ArchivePolicy.bufferAlignment
    ).bindMemory(to: UInt8.self)
  }

  deinit { unsafe block.deallocate() }

  var isSeekable: Bool { seekable != nil }

  /// Registers the callbacks and opens. The archive must not outlive this object.
  func open(_ archive: OpaquePointer) -> Int32 {
    unsafe archive_read_set_callback_data(archive, Unmanaged.passUnretained(self).toOpaque())
    unsafe archive_read_set_read_callback(archive) { _, client, bytes in
      unsafe Unmanaged<ArchiveFeed>.fromOpaque(client!).takeUnretainedValue().give(bytes!)
    }
    if seekable != nil {
      unsafe archive_read_set_seek_callback(archive) { _, client, offset, whence in
        unsafe Unmanaged<ArchiveFeed>.fromOpaque(client!).takeUnretainedValue().seek(offset, whence)
      }
    }
    return unsafe archive_read_open1(archive)
  }

  /// Reads what libarchive left below, for the checks at the end of it.
  func drain() throws(StreamFailure) {
    while failure == nil, advance() > 0 {}
    if let failure { throw failure }
  }

  /// Makes `tail` the last bytes of the file, wherever libarchive was.
  ///
  /// - Precondition: `isSeekable`.
  func readTail() throws(StreamFailure) {
    guard let seekable else { preconditionFailure("only a file has an end to go to") }
    let size = try seekable.seek(0, from: SEEK_END)
    _ = try seekable.seek(max(0, size - Int64(ArchivePolicy.tailBytes)), from: SEEK_SET)
    tail = []
    try drain()
  }

  private func give(_ bytes: UnsafeMutablePointer<UnsafeRawPointer?>) -> la_ssize_t {
    unsafe bytes.pointee = UnsafeRawPointer(block.baseAddress)
    return advance()
  }

  /// Fills the block; -1 after a failure.
  private func advance() -> Int {
    do {
      var room = unsafe block.mutableSpan
      let count = try base.read(into: &room)
      bytesGiven += Int64(count)
      let latest = unsafe block[..<count].suffix(ArchivePolicy.tailBytes)
      unsafe tail = tail.suffix(ArchivePolicy.tailBytes - latest.count) + latest
      return count
    } catch {
      failure = error
      return -1
    }
  }

  private func seek(_ offset: Int64, _ whence: Int32) -> Int64 {
    guard let seekable else { return Int64(ARCHIVE_FATAL) }
    do {
      return try seekable.seek(offset, from: whence)
    } catch {
      failure = error
      return Int64(ARCHIVE_FATAL)
    }
  }
}
