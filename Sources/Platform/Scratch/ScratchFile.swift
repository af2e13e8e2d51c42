import Glibc
import Synchronization

/// A file without a name: written at its end, read anywhere, gone when nobody refers to it or the process ends, however
/// it ends. Safe from several threads at once.
public final class ScratchFile: Sendable {
  /// The directory it lives in, for messages.
  public let directory: String
  private let descriptor: Int32
  private let space: ScratchSpace?
  private let end = Atomic<Int64>(0)

  /// Makes the file. Its bytes count against `space`, if one is given, until it is gone.
  public init(directory: String, space: ScratchSpace? = nil) throws(ScratchError) {
    self.directory = directory
    self.space = space
    descriptor = try Self.makeUnnamed(in: directory)
  }

  deinit {
    close(descriptor)
    space?.giveBack(byteCount)
  }

  /// Bytes appended so far, those still being written included.
  public var byteCount: Int64 { end.load(ordering: .relaxed) }

  /// Writes all bytes as one piece and gives the offset they stand at. Pieces of several threads do not mix.
  ///
  /// After an error the file's content from the offset on is undefined: the run has to end.
  /// The corresponding C function is `pwrite`, repeated until all is written.
  public func append(_ bytes: UnsafeRawBufferPointer) throws(ScratchError) -> Int64 {
    let count = Int64(bytes.count)
    if let space, !space.take(count) {
      throw .overLimit(directory: directory, limit: space.limit ?? 0)
    }
    let start = end.add(count, ordering: .relaxed).oldValue
    var written = 0
    while written < bytes.count {
      let step = retryingInterrupts {
        unsafe pwrite(descriptor, bytes.baseAddress! + written, bytes.count - written, off_t(start) + off_t(written))
      }
      guard step > 0 else { throw writeError() }
      written += step
    }
    return start
  }

  /// Fills the whole buffer with the bytes at `offset`.
  ///
  /// The corresponding C function is `pread`, repeated until the buffer is full.
  public func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws(ScratchError) {
    var filled = 0
    while filled < buffer.count {
      let step = retryingInterrupts {
        unsafe pread(descriptor, buffer.baseAddress! + filled, buffer.count - filled, off_t(offset) + off_t(filled))
      }
      guard step >= 0 else { throw .failed(directory: directory, SystemFailure("pread")) }
      guard step > 0 else { throw .cut(directory: directory) }
      filled += step
    }
  }

  private func writeError() -> ScratchError {
    let number = errno
    guard number == ENOSPC || number == EDQUOT || number == EFBIG else {
      return .failed(directory: directory, SystemFailure("pwrite", number: number))
    }
    return .full(directory: directory, bytes: max(space?.used ?? 0, byteCount))
  }

  /// A file that never has a name where the file system can do that, else one whose name is removed at once.
  private static func makeUnnamed(in directory: String) throws(ScratchError) -> Int32 {
    // O_TMPFILE, which the importer leaves out: a compound macro. The first part is the same on x86-64 and arm64.
    let unnamed = 0o20_000_000 | O_DIRECTORY
    let made = unsafe open(directory, unnamed | O_RDWR | O_CLOEXEC | O_EXCL, 0o600)
    if made >= 0 { return made }
    guard errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL else {
      throw .unusable(directory: directory, SystemFailure("open"))
    }
    var template = (directory + "/.tributary-scratch-XXXXXX").utf8CString
    return try unsafe template.withUnsafeMutableBufferPointer { name throws(ScratchError) in
      let named = unsafe mkstemp(name.baseAddress!)
      guard named >= 0 else { throw .unusable(directory: directory, SystemFailure("mkstemp")) }
      unsafe unlink(name.baseAddress!)
      _ = fcntl(named, F_SETFD, FD_CLOEXEC)
      return named
    }
  }
}

extension ScratchFile {
  /// Writes all bytes as one piece and gives the offset they stand at.
  package func append(_ bytes: Span<UInt8>) throws(ScratchError) -> Int64 {
    try unsafe bytes.withUnsafeBytes { bytes throws(ScratchError) in try unsafe append(bytes) }
  }

  /// Fills all of the room with the bytes at `offset`.
  package func read(at offset: Int64, into room: inout MutableSpan<UInt8>) throws(ScratchError) {
    try unsafe room.withUnsafeMutableBytes { room throws(ScratchError) in try unsafe read(at: offset, into: room) }
  }

  /// `count` elements as they were appended at `offset`.
  public func elements<Element: BitwiseCopyable>(at offset: Int64, count: Int) throws -> [Element] {
    var failure: (any Error)?
    let elements = unsafe [Element](unsafeUninitializedCapacity: count) { buffer, filled in
      do {
        try unsafe read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
        filled = count
      } catch { failure = error }
    }
    if let failure { throw failure }
    return elements
  }

  /// Appends elements and gives where they stand.
  public func append<Element: BitwiseCopyable>(_ elements: [Element]) throws -> Int64 {
    try unsafe elements.withUnsafeBytes { try unsafe append($0) }
  }
}
