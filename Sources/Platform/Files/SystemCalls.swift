import Glibc

/// Reading and writing by a file descriptor, with bytes that Swift keeps safe.
package enum Descriptor {
  /// Reads up to as many bytes as `room` has: their number, 0 at the end, or -1 with `errno` set.
  ///
  /// The corresponding C function is `read`.
  package static func read(_ descriptor: Int32, into room: inout MutableSpan<UInt8>) -> Int {
    unsafe room.withUnsafeMutableBytes { buffer in
      unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    }
  }

  /// Writes all of `bytes`; false with `errno` set where that fails.
  ///
  /// The corresponding C function is `write`, repeated until all is written.
  package static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var written = 0
    while written < bytes.count {
      let step = unsafe bytes.withUnsafeBytes { buffer in
        retryingInterrupts { unsafe Glibc.write(descriptor, buffer.baseAddress! + written, buffer.count - written) }
      }
      if step <= 0 { return false }
      written += step
    }
    return true
  }

  /// The file that a descriptor leads to; nil on failure. The corresponding C function is `fstat`.
  package static func status(_ descriptor: Int32) -> FileStatus? {
    var found = stat()
    return unsafe fstat(descriptor, &found) == 0 ? FileStatus(found) : nil
  }

  /// Waits until the descriptor has bytes to read, or has ended; false after so many milliseconds without.
  ///
  /// The corresponding C function is `poll`.
  package static func waitForBytes(_ descriptor: Int32, milliseconds: Int32) -> Bool {
    var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&wanted, 1, milliseconds) != 0
  }
}

/// The time of day, for names of reports.
enum SystemClock {
  /// Since 1970. The corresponding C function is `clock_gettime`.
  static var microseconds: Int {
    var now = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &now)
    return now.tv_sec * 1_000_000 + now.tv_nsec / 1000
  }
}

/// Calls again while a signal cut the call short; -1 is any other failure, with `errno` set.
@inline(__always)
func retryingInterrupts(_ call: () -> Int) -> Int {
  while true {
    let result = call()
    if result != -1 || errno != EINTR { return result }
  }
}
