import Glibc
import Testing

@testable import Platform

@Suite struct ScratchFileTests {
  /// A directory of its own, removed afterwards; it must be empty by then.
  private func withDirectory<R>(_ body: (String) throws -> R) throws -> R {
    var template = "/tmp/scratch-tests-XXXXXX".utf8CString
    let path = unsafe template.withUnsafeMutableBufferPointer { unsafe String(cString: mkdtemp($0.baseAddress!)) }
    defer { #expect(unsafe rmdir(path) == 0, "something was left in \(path)") }
    return try body(path)
  }

  private func append(_ bytes: [UInt8], to file: ScratchFile) throws -> Int64 {
    try unsafe bytes.withUnsafeBytes { try unsafe file.append($0) }
  }

  private func read(_ count: Int, at offset: Int64, from file: ScratchFile) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    try unsafe bytes.withUnsafeMutableBytes { try unsafe file.read(at: offset, into: $0) }
    return bytes
  }

  @Test func readsBackEveryPieceOfSeveralThreads() throws {
    try withDirectory { directory in
      let file = try ScratchFile(directory: directory)
      try Workers.run(count: 4, name: "scratch") { index in
        for round in 0..<200 {
          let piece = [UInt8](repeating: UInt8(index * 50 + round % 50), count: 1 + (round * 97) % 5_000)
          let offset = try append(piece, to: file)
          #expect(try read(piece.count, at: offset, from: file) == piece)
        }
      }
      var expected: Int64 = 0
      for round in 0..<200 { expected += Int64(4 * (1 + (round * 97) % 5_000)) }
      #expect(file.byteCount == expected)
    }
  }

  @Test func hasNoNameWhileItLives() throws {
    try withDirectory { directory in
      let file = try ScratchFile(directory: directory)
      #expect(try append([1, 2, 3], to: file) == 0)
      #expect(unsafe rmdir(directory) == 0)
      #expect(try read(3, at: 0, from: file) == [1, 2, 3])
      #expect(unsafe mkdir(directory, 0o700) == 0)
    }
  }

  @Test func sharesABoundWithOtherFilesAndGivesItBack() throws {
    try withDirectory { directory in
      let space = ScratchSpace(limit: 10)
      let first = try ScratchFile(directory: directory, space: space)
      do {
        let second = try ScratchFile(directory: directory, space: space)
        #expect(try append([1, 2, 3, 4, 5, 6], to: second) == 0)
        #expect(throws: ScratchError.overLimit(directory: directory, limit: 10)) {
          _ = try append([1, 2, 3, 4, 5], to: first)
        }
        #expect(space.used == 6)
      }
      #expect(space.used == 0)
      #expect(try append([1, 2, 3, 4, 5], to: first) == 0)
      #expect(space.used == 5)
    }
  }

  @Test func aReadPastTheEndIsAnError() throws {
    try withDirectory { directory in
      let file = try ScratchFile(directory: directory)
      _ = try append([1, 2, 3], to: file)
      #expect(throws: ScratchError.cut(directory: directory)) { _ = try read(2, at: 2, from: file) }
    }
  }

  @Test func aFullDiskNamesTheDirectoryAndWhatHelps() throws {
    try withDirectory { directory in
      let text = ScratchError.full(directory: directory, bytes: 38_290_000_000).description
      #expect(
        text == "the scratch directory \(directory) is full after 38.2 GB; give --scratch another disk, or raise --memory")
      #expect(ScratchError.gigabytes(1_250_000) == "1.2 MB")
      let early = ScratchError.tooSmall(directory: directory, free: 12_000_000_000, needed: 41_390_000_000).description
      #expect(
        early == "the scratch directory \(directory) has 12.0 GB free, but the rows that do not fit in memory will take about "
          + "41.3 GB; give --scratch another disk, or raise --memory")
      let low = ScratchError.limitTooLow(directory: directory, limit: 12_000_000_000, needed: 41_390_000_000).description
      #expect(
        low == "scratch files in \(directory) may take 12.0 GB, but the rows that do not fit in memory will take about "
          + "41.3 GB; raise --max-scratch, or raise --memory")
    }
  }

  @Test func aFileTooLargeForTheDiskIsFull() async {
    // A file may not grow past the process's bound: the same refusal as a full disk, without needing a small disk.
    await #expect(processExitsWith: .exitCode(7)) {
      signal(SIGXFSZ, SIG_IGN)
      var bound = rlimit(rlim_cur: 4_096, rlim_max: 4_096)
      unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &bound)
      let file = try ScratchFile(directory: "/tmp")
      let bytes = [UInt8](repeating: 1, count: 8_192)
      do {
        _ = try unsafe bytes.withUnsafeBytes { try unsafe file.append($0) }
      } catch ScratchError.full {
        exit(7)
      }
    }
  }

  @Test func aDirectoryThatIsNoneSaysSo() {
    #expect(throws: ScratchError.unusable(directory: "/dev/null", SystemFailure("open", number: ENOTDIR))) {
      _ = try ScratchFile(directory: "/dev/null")
    }
    #expect(throws: ScratchError.self) { _ = try ScratchSpace.free(in: "/nowhere/at/all") }
  }

  @Test func knowsWhatTheDiskHasLeft() throws {
    #expect(try ScratchSpace.free(in: "/tmp") > 0)
  }
}
