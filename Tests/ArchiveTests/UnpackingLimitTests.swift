import Platform
import Testing

@testable import Archive

/// How deep, how many times its size and how large a file may unpack.
@Suite struct UnpackingLimitTests {
  private func policy(_ change: (inout ArchivePolicy) -> Void) -> ArchivePolicy {
    var policy = ArchivePolicy()
    change(&policy)
    return policy
  }

  @Test func everyLayerCounts() throws {
    let folder = try Folder()
    try folder.write("a", log(lines: 100))
    try folder.shell("gzip -k a; zip -q z.zip a.gz; tar czf packed z.zip")
    #expect(try failure(folder.path + "/packed", policy: policy { $0.maxDepth = 4 }) == nil)
    let error = try #require(try failure(folder.path + "/packed", policy: policy { $0.maxDepth = 3 }))
    #expect(error.kind == .beyondLimit(option: "--max-depth") && error.member == "z.zip!a.gz" && error.isDamage)
    #expect(error.reason == "is packed in more than 3 layers")
    #expect(try failure(folder.path + "/a", policy: policy { $0.maxDepth = 0 }) == nil)
  }

  @Test(arguments: ["gzip -c a > packed", "zip -q packed.zip a; mv packed.zip packed", "xz -c a | gzip > packed"])
  func aBombIsRefusedAndARepetitiveLogIsNot(_ command: String) throws {
    let folder = try Folder()
    try folder.shell("head -c 300000 /dev/zero | tr '\\0' x > a; \(command)")
    let path = folder.path + "/packed"
    #expect(try failure(path) == nil)
    for readBytes in [64, 1 << 20] {
      let strict = policy {
        $0.ratioFreeBytes = 200_000
        $0.maxRatio = 100
        $0.readBytes = readBytes
      }
      let error = try #require(try failure(path, policy: strict))
      #expect(error.kind == .beyondLimit(option: "--max-ratio"))
      #expect(error.description.contains("more than 100 times its size, the most that --max-ratio allows"))
      #expect(
        try failure(
          path,
          policy: policy {
            $0.ratioFreeBytes = 700_000; $0.maxRatio = 1
          }) == nil)
    }
  }

  /// Of a pipe only what has come is known, which after a first frame of like rows is a few hundred bytes.
  @Test(arguments: [nil, 100] as [Int64?])
  func aPipeIsJudgedByAMebibyteAtLeast(leastBytes: Int64?) throws {
    let folder = try Folder()
    try folder.shell("mkfifo pipe; head -c 300000 /dev/zero | tr '\\0' x | zstd -q > packed.zst")
    let strict = policy {
      $0.ratioFreeBytes = 200_000
      $0.maxRatio = 100
      if let leastBytes { $0.ratioFreePipeBytes = leastBytes }
    }
    let path = folder.path
    let writer = try BackgroundThread(name: "writer") { try Folder.shell("cat packed.zst > pipe", in: path) }
    let error = try failure(path + "/pipe", policy: strict)
    try writer.join()
    #expect(error?.kind == (leastBytes == nil ? nil : .beyondLimit(option: "--max-ratio")))
  }

  /// A small gzip of many small gzips of zeros: neither layer alone is beyond the ratio.
  @Test func layersWithinEachOtherAddUp() throws {
    let folder = try Folder()
    try folder.shell(
      "head -c 3000000 /dev/zero | gzip -9 > inner; for i in $(seq 40); do cat inner; done | gzip -9 > packed")
    let error = try #require(try failure(folder.path + "/packed"))
    #expect(error.kind == .beyondLimit(option: "--max-ratio"))
  }

  @Test func theSizeIsThatOfAllMembers() throws {
    let folder = try Folder()
    try folder.write("a", log(lines: 100))
    try folder.write("b", log(lines: 100))
    let bytes = Int64(log(lines: 100).count)
    try folder.shell("tar cf packed a b")
    #expect(try failure(folder.path + "/packed", policy: policy { $0.maxUnpackedBytes = 2 * bytes }) == nil)
    let error = try #require(try failure(folder.path + "/packed", policy: policy { $0.maxUnpackedBytes = 2 * bytes - 1 }))
    #expect(error.kind == .beyondLimit(option: "--max-unpacked") && error.member == "b")
    #expect(try failure(folder.path + "/a", policy: policy { $0.maxUnpackedBytes = 1 }) == nil, "a plain file unpacks to nothing")
  }

  @Test func whatIsLeftCanBeCheckedUpToABound() throws {
    let folder = try Folder()
    try folder.write("a", log(lines: 3_000))
    try folder.shell("gzip -c a > a.gz")
    let packed = try folder.bytes("a.gz")
    let path = try folder.write("cut.gz", packed[..<(packed.count - 4)])
    let input = try #require(try InputList.expand([path]).first)
    var reader = try MemberReader(input)
    _ = try reader.nextMember()
    try reader.verify(atMost: 1_000)
    #expect(throws: ArchiveError.self) { try reader.verify() }
  }

  @Test func aPipeIsReadASecondTimeFromItsSpool() throws {
    let folder = try Folder()
    let path = folder.path
    try folder.write("a", log(lines: 3_000))
    try folder.shell("mkfifo pipe; gzip -c a > a.gz")
    let spool = InputSpool(try ScratchFile(directory: path))
    let writer = try BackgroundThread(name: "writer") { try Folder.shell("cat a.gz > pipe", in: path) }
    let input = try #require(try InputList.expand([path + "/pipe"]).first)
    #expect(input.isReadOnce)
    var digests: [String?] = []
    for _ in 0..<3 {
      var reader = try MemberReader(input, spool: spool)
      var bytes: [UInt8] = []
      var room = [UInt8](repeating: 0, count: 7_000)
      while try reader.nextMember() != nil {
        while true {
          var span = room.mutableSpan
          let count = try reader.read(into: &span)
          if count == 0 { break }
          bytes += room[..<count]
        }
      }
      #expect(bytes == log(lines: 3_000))
      digests.append(reader.digest)
    }
    try writer.join()
    #expect(Set(digests) == [XXH3.hexadecimal(try folder.bytes("a.gz"))])
  }
}
