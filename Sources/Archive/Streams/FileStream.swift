import CHash
import Glibc
import Platform

/// The raw bytes of a file or of standard input, hashed and counted as they pass. With a spool, what came through a pipe is
/// kept, and a second stream over the same input reads it there.
@safe final class FileStream: ByteStream {
  private let input: InputFile
  private let descriptor: Int32
  private let pipeWaitMilliseconds: Int32
  private let hash: OpaquePointer
  private let spool: InputSpool?
  private let readsSpool: Bool
  private(set) var bytesRead: Int64 = 0
  /// Whether something other than one pass from front to back was read: the hash is then made in a pass of its own.
  private var wandered = false

  init(_ input: InputFile, policy: ArchivePolicy, spool: InputSpool? = nil) throws(StreamFailure) {
    self.input = input
    self.spool = spool
    pipeWaitMilliseconds = policy.pipeWaitMilliseconds
    guard let hash = unsafe chash_stream_create() else { throw .unreadable(SystemFailure("malloc", number: ENOMEM)) }
    unsafe self.hash = hash
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

  deinit {
    unsafe chash_stream_destroy(hash)
    if descriptor > STDIN_FILENO { close(descriptor) }
  }

  /// Whether any part can be read at any time.
  var isSeekable: Bool { input.status.kind == .regular && !input.isStandardInput }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamFailure) -> Int {
    if let signal = Interruption.received { throw .interrupted(signal) }
    let filled: Int
    if readsSpool, let spool {
      filled = try unsafe spool.read(at: bytesRead, into: buffer)
    } else {
      filled = try unsafe readFile(into: buffer)
      if let spool {
        try unsafe spool.append(UnsafeRawBufferPointer(rebasing: buffer[..<filled]))
        if filled < buffer.count { spool.finish() }
      }
    }
    bytesRead += Int64(filled)
    if !wandered, let base = buffer.baseAddress { unsafe chash_stream_add(hash, base, filled) }
    return filled
  }

  private func readFile(into buffer: UnsafeMutableRawBufferPointer) throws(StreamFailure) -> Int {
    var filled = 0
    while filled < buffer.count {
      try waitForBytes()
      let step = unsafe Glibc.read(descriptor, buffer.baseAddress! + filled, buffer.count - filled)
      if step == 0 { break }
      if step < 0 {
        if errno == EINTR || errno == EAGAIN { continue }
        throw .unreadable(SystemFailure("read"))
      }
      filled += step
    }
    return filled
  }

  /// Goes to another place of the file and gives it, counted from the start.
  ///
  /// The corresponding C function is `lseek`.
  func seek(_ offset: Int64, from whence: Int32) throws(StreamFailure) -> Int64 {
    wandered = true
    let place = lseek(descriptor, off_t(offset), whence)
    guard place >= 0 else { throw .unreadable(SystemFailure("lseek")) }
    return Int64(place)
  }

  /// Reads what is left, sees that the file is still the one that was listed, and gives the XXH3-128 (seed 0) of all its
  /// bytes as 32 hexadecimal digits.
  func finish() throws(StreamFailure) -> String {
    if wandered {
      _ = try seek(0, from: SEEK_SET)
      unsafe chash_stream_reset(hash)
      bytesRead = 0
      wandered = false
    }
    try drain()
    if input.status.kind == .regular && !readsSpool {
      guard let now = Descriptor.status(descriptor) else { throw .unreadable(SystemFailure("fstat")) }
      guard now.hasSameContent(as: input.status) else { throw .changed }
    }
    let value = unsafe chash_stream_value(hash)
    return Self.hexadecimal(value.high) + Self.hexadecimal(value.low)
  }

  /// Whether a file that was listed is another one now, or was written to.
  var hasChanged: Bool {
    guard input.status.kind == .regular, !readsSpool, let now = Descriptor.status(descriptor) else { return false }
    return !now.hasSameContent(as: input.status)
  }

  /// Looks for Ctrl-C before every read. A pipe may say nothing for hours, and the signal may reach another thread: so a
  /// wait on it is short and repeated.
  private func waitForBytes() throws(StreamFailure) {
    while true {
      if let signal = Interruption.received { throw .interrupted(signal) }
      if input.status.kind == .regular { return }
      var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      if unsafe poll(&wanted, 1, pipeWaitMilliseconds) != 0 { return }
    }
  }

  private static func hexadecimal(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
