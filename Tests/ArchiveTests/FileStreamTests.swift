import Foundation
import Glibc
import Platform
import Testing

@testable import Archive

@Suite struct FileStreamTests {
  @Test(arguments: ["cat a > pipe", "gzip -c a > pipe", "zstd -qc a > pipe", "(head -c 100 a; sleep 0.5; tail -c +101 a) > pipe"])
  func readsAPipe(command: String) throws {
    let folder = try Folder()
    let path = folder.path
    try folder.write("a", log(lines: 3_000))
    try folder.shell("mkfifo pipe")
    let writer = try BackgroundThread(name: "writer") { try Folder.shell(command, in: path) }
    defer { #expect(throws: Never.self) { try writer.join() } }
    let input = try #require(try InputList.expand([folder.path + "/pipe"]).first)
    #expect(!input.isRegular)
    #expect(try readAll(input).members.map(\.bytes) == [log(lines: 3_000)])
  }

  @Test func refusesAFileThatGrew() throws {
    let folder = try Folder()
    let path = try folder.write("a", log(lines: 10))
    let input = try #require(try InputList.expand([path]).first)
    try folder.shell("echo more >> a")
    #expect { try readAll(input) } throws: { ($0 as? ArchiveError)?.kind == .changed }
  }

  @Test func refusesAFileThatTookThePlaceOfAnother() throws {
    let folder = try Folder()
    let path = try folder.write("a", log(lines: 10))
    let input = try #require(try InputList.expand([path]).first)
    try folder.shell("cp a b; mv b a")
    #expect { try readAll(input) } throws: { ($0 as? ArchiveError)?.kind == .changed }
  }

  @Test func saysWhyAFileThatIsGoneCannotBeRead() throws {
    let folder = try Folder()
    let path = try folder.write("a", log(lines: 10))
    let input = try #require(try InputList.expand([path]).first)
    try folder.shell("rm a")
    #expect {
      try readAll(input)
    } throws: {
      ($0 as? ArchiveError)?.description
        == "\(path): cannot be read (No such file or directory); nothing was written. "
        + "Check the file's permissions and its disk"
    }
  }

  @Test func aMemberThatIsLeftUnreadIsCheckedAllTheSame() throws {
    let folder = try Folder()
    try folder.write("a", log(lines: 3_000))
    try folder.shell("gzip a")
    let packed = try folder.bytes("a.gz")
    let path = try folder.write("cut.gz", packed[..<(packed.count - 4)])
    let input = try #require(try InputList.expand([path]).first)
    var reader = try MemberReader(input)
    #expect(try reader.nextMember() != nil)
    do {
      _ = try reader.nextMember()
      Issue.record("a truncated file was taken for whole")
    } catch {
      #expect(error.kind == .truncated)
    }
  }

  @Test func closesWhatItOpens() throws {
    let folder = try Folder()
    let path = try folder.write("a", log(lines: 3))
    let before = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    for _ in 0..<200 { _ = try readAll(path) }
    // Other tests run beside this one and open files of their own.
    #expect(try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count < before + 100)
  }
}
