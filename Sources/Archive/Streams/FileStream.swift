import Glibc
import Platform

/// The raw bytes of a file or of standard input, hashed and counted as they pass. With a spool, what came through a pipe is
/// kept, and a second stream over the same input reads it there.
final class FileStream: ByteStream {
  private let input: InputFile
  private let descriptor: Int32
  private let pipeWaitMilliseconds: Int32
  private let digest: FileDigest
  private let spool: InputSpool?
  private let readsSpool: Bool
  private(set) var bytesRead: Int64 = 0
  /// Whether something other than one pass from front to back was read: the hash is then made in a separate pass.
  private var wandered = false

  init(_ input: InputFile, policy: ArchivePolicy, spool: InputSpool? = nil) throws(StreamFailure) {
    self.input = input
    self.spool = spool
    pipeWaitMilliseconds = policy.pipeWaitMilliseconds
    digest = try FileDigest()
    readsSpool = spool?.isComplete == true
    if readsSpool {
      descriptor = -1
      return
    }
    descriptor = input.isStandardInput ? STDIN_FILENO : input.location.open()
    guard descriptor >= 0 else { throw .unreadable(SystemFailure("open")) }
    guard let now = Descriptor.status(descriptor) else { throw .unreadable(SystemFailure("fstat")) }
    guard now.identity == input.status.identity else { throw .changed }
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
  }

  deinit { if descriptor > STDIN_FILENO { close(descriptor) } }

  /// Whether any part can be read at any time.
  var isSeekable: Bool { input.status.kind == .regular && !input.isStandardInput }

  func read(into room: inout MutableSpan<UInt8>) throws(StreamFailure) -> Int {
    if let signal = Interruption.received { throw .interrupted(signal) }
    let filled: Int
    if readsSpool, let spool {
      filled = try spool.read(at: bytesRead, into: &room)
    } else {
      filled = try readFile(into: &room)
      if let spool {
        try spool.append(room.span.extracting(0..<filled))
        if filled < room.count { spool.finish() }
      }
    }
    bytesRead += Int64(filled)
    if !wandered { digest.add(room.span.extracting(0..<filled)) }
    return filled
  }

  private func readFile(into room: inout MutableSpan<UInt8>) throws(StreamFailure) -> Int {
    var filled = 0
    while filled < room.count {
      try waitForBytes()
      var rest = room.part(filled..<room.count)
      let step = Descriptor.read(descriptor, into: &rest)
      if step == 0 { break }
      if step < 0 {
        if errno == EINTR || errno == EAGAIN { continue }
        throw .unreadable(SystemFailure("read"))
      }
      filled += step
    }
    return filled
  }

  /// Goes to another offset of the file and gives it, counted from the start.
  ///
  /// The corresponding C function is `lseek`.
  func seek(_ offset: Int64, from whence: Int32) throws(StreamFailure) -> Int64 {
    wandered = true
    let reached = lseek(descriptor, off_t(offset), whence)
    guard reached >= 0 else { throw .unreadable(SystemFailure("lseek")) }
    return Int64(reached)
  }

  /// Reads what is left, sees that the file is still the one that was listed, and gives the XXH3-128 (seed 0) of all its
  /// bytes as 32 hexadecimal digits.
  func finish() throws(StreamFailure) -> String {
    if wandered {
      _ = try seek(0, from: SEEK_SET)
      digest.reset()
      bytesRead = 0
      wandered = false
    }
    try drain()
    if input.status.kind == .regular && !readsSpool {
      guard let now = Descriptor.status(descriptor) else { throw .unreadable(SystemFailure("fstat")) }
      guard now.hasSameContent(as: input.status) else { throw .changed }
    }
    return digest.text
  }

  /// Whether a file that was listed is another one now, or was written to.
  var hasChanged: Bool {
    guard input.status.kind == .regular, !readsSpool, let now = Descriptor.status(descriptor) else { return false }
    return !now.hasSameContent(as: input.status)
  }

  /// Looks for Ctrl-C before every read. A pipe may be silent for hours, and the signal may reach another thread: so a
  /// wait on it is short and repeated.
  private func waitForBytes() throws(StreamFailure) {
    while true {
      if let signal = Interruption.received { throw .interrupted(signal) }
      if input.status.kind == .regular { return }
      if Descriptor.waitForBytes(descriptor, milliseconds: pipeWaitMilliseconds) { return }
    }
  }
}
