import Glibc
import ProgramTesting

/// A named pipe as an input that the test feeds: a run that waits for it is a run in progress.
@safe final class NamedPipe {
  private var descriptor: Int32 = -1
  private let path: String

  init(_ name: String, in workdir: Workdir) throws {
    path = workdir.path(name)
    guard unsafe mkfifo(path, 0o600) == 0 else { throw ProgramError(description: "mkfifo \(path): \(errno)") }
  }

  deinit { close() }

  /// Opens the writing end once a reader is there; false when none came within `seconds`.
  func open(within seconds: Double) -> Bool {
    let start = ContinuousClock.now
    while ContinuousClock.now - start < .seconds(seconds) {
      descriptor = unsafe Glibc.open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
      if descriptor >= 0 { return true }
      usleep(1_000)
    }
    return false
  }

  /// Writes text that fits into an empty pipe.
  func write(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) } == bytes.count
  }

  /// Ends the input.
  func close() {
    if descriptor >= 0 { _ = Glibc.close(descriptor) }
    descriptor = -1
  }
}
