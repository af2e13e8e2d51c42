import Glibc
import Testing

@testable import Platform

/// The files of a report wait for the disk together.
@Suite struct UnsyncedFilesTests {
  /// The end of a pipe that is written to stands for a file, the other end hears when it is closed.
  private struct Watched {
    let descriptor: Int32
    private let watch: Int32

    init() throws {
      var ends: [Int32] = [0, 0]
      try #require(unsafe pipe(&ends) == 0)
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      (watch, descriptor) = (ends[0], ends[1])
    }

    /// Waits for it: a process that another test is starting may hold the pipe for a moment.
    func isClosed() -> Bool {
      var wanted = pollfd(fd: watch, events: Int16(POLLIN), revents: 0)
      return unsafe poll(&wanted, 1, 10_000) == 1 && wanted.revents & Int16(POLLHUP) != 0
    }
  }

  @Test func theFirstThatFailsIsNamedAndAllAreClosed() throws {
    let files = UnsyncedFiles()
    let good = [try Watched(), try Watched()]
    // Where no descriptor is, fsync fails with EBADF. Of a pipe there is nothing to wait for.
    for (path, descriptor) in [("a", good[0].descriptor), ("b", -1), ("c", -2), ("d", good[1].descriptor)] {
      files.add(UnsyncedFile(path: path, descriptor: descriptor))
    }
    #expect(throws: OutputError.cannotWrite(path: "b", call: "fsync", code: EBADF)) { try files.finish() }
    #expect(good.allSatisfy { $0.isClosed() })
    // Nothing is left.
    try files.finish()
  }

  @Test func whatIsDroppedIsClosed() throws {
    let file = try Watched()
    do {
      let files = UnsyncedFiles()
      files.add(UnsyncedFile(path: "a", descriptor: file.descriptor))
    }
    #expect(file.isClosed())
  }
}
