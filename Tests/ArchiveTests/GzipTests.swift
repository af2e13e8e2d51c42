import Testing

@testable import Archive

@Suite struct GzipTests {
  /// A small policy, so that buffers end in every place.
  private func policy(readBytes: Int) -> ArchivePolicy {
    var policy = ArchivePolicy()
    policy.readBytes = readBytes
    return policy
  }

  @Test(arguments: [1, 2, 3, 7, 64, 1_000, 1 << 20], [1, 63, 4_096, 1 << 18])
  func givesTheSameBytesForAllSizesOfBuffers(readBytes: Int, block: Int) throws {
    let folder = try Folder()
    let content = log(lines: 150)
    let path = try folder.write("a", content)
    try folder.shell("gzip -c a > a.gz")
    let read = try readAll(path + ".gz", block: block, policy: policy(readBytes: readBytes))
    #expect(read.members == [WholeMember(source: path + ".gz", bytes: content)])
  }

  @Test(arguments: [1, 2, 5, 1 << 20]) func joinsMembers(readBytes: Int) throws {
    let folder = try Folder()
    let parts = (0..<4).map { log(lines: $0 * 400, seed: $0) } + [[]]
    for (i, part) in parts.enumerated() { try folder.write("\(i)", part) }
    try folder.shell("for i in 0 1 2 3 4; do gzip -9c $i >> all.gz; done")
    let read = try readAll(folder.path + "/all.gz", policy: policy(readBytes: readBytes))
    #expect(read.members.map(\.bytes) == [parts.flatMap { $0 }])
  }

  @Test func passesOverZerosAtTheEnd() throws {
    let folder = try Folder()
    try folder.write("a", log(lines: 20))
    try folder.shell("gzip -nc a > a.gz; head -c 70000 /dev/zero >> a.gz")
    for size in [3, 512, 1 << 20] {
      #expect(try readAll(folder.path + "/a.gz", policy: policy(readBytes: size)).members[0].bytes == log(lines: 20))
    }
  }

  @Test func refusesWhatFollowsTheEnd() throws {
    let folder = try Folder()
    try folder.write("a", log(lines: 20))
    try folder.shell("gzip -nc a > a.gz")
    let packed = try folder.bytes("a.gz")
    for tail: [UInt8] in [[1], [0, 0, 1], Array("user,1\n".utf8), [0x1F], [0x1F, 0x8C], [0, 0x1F, 0x8B]] {
      let path = try folder.write("tail.gz", packed + tail)
      let error = try #require(try failure(path))
      #expect(error.kind == .damaged)
      #expect(error.reason == "damaged gzip data (something else follows its end)")
    }
    // Another member that is cut off at once.
    #expect(try failure(try folder.write("cut.gz", packed + [0x1F, 0x8B]))?.kind == .truncated)
  }

  @Test func seesEveryTruncation() throws {
    let folder = try Folder()
    try folder.write("a", log(lines: 8))
    try folder.shell("gzip -c a > a.gz; gzip -c a >> a.gz")
    let packed = try folder.bytes("a.gz")
    let half = packed.count / 2
    for count in 2..<packed.count where count != half {
      let path = try folder.write("cut.gz", packed[..<count])
      let error = try #require(try failure(path), "\(count) bytes")
      // One byte of a second member's magic can be no header.
      #expect(error.kind == (count == half + 1 ? .damaged : .truncated), "\(count) bytes")
    }
  }

  @Test func seesEveryFlippedBit() throws {
    let folder = try Folder()
    let content = log(lines: 8)
    try folder.write("a.csv", content)
    try folder.shell("gzip a.csv")
    let packed = try folder.bytes("a.csv.gz")
    for bit in 0..<packed.count * 8 {
      var flipped = packed
      flipped[bit / 8] ^= 1 << (bit % 8)
      let path = try folder.write("flipped.gz", flipped)
      guard try failure(path) == nil else { continue }
      let bytes = try readAll(path).members.map(\.bytes)
      // Without its magic bytes it is no gzip, and comes out as it went in; otherwise nothing may have changed.
      #expect(bytes == [bit < 16 ? flipped : content], "bit \(bit)")
      // Time, system and name in the header, and the bits that fill up the last byte of deflate.
      #expect(bit < (10 + "a.csv".utf8.count + 1) * 8 || bit / 8 == packed.count - 9, "bit \(bit)")
    }
  }

  @Test func namesAWrongChecksumAndAWrongLength() throws {
    let folder = try Folder()
    try folder.write("a", log(lines: 300))
    try folder.shell("gzip -c a > a.gz")
    let packed = try folder.bytes("a.gz")
    for place in [packed.count - 8, packed.count - 4] {
      var wrong = packed
      wrong[place] &+= 1
      let error = try #require(try failure(try folder.write("wrong.gz", wrong)))
      #expect(error.kind == .damaged)
      #expect(error.reason == "damaged gzip data (wrong checksum or length)")
    }
  }

  @Test func saysHowFarItCame() throws {
    let folder = try Folder()
    try folder.write("a", log(lines: 30_000))
    try folder.shell("gzip -c a > a.gz")
    let packed = try folder.bytes("a.gz")
    let path = try folder.write("cut.gz", packed[..<(packed.count / 2)])
    let error = try #require(try failure(path))
    #expect(error.bytesRead > 100_000)
    for block in [1_000, 1 << 20] {
      #expect { try readAll(path, block: block) } throws: { ($0 as? ArchiveError)?.bytesRead == error.bytesRead }
    }
    #expect(
      error.description
        == "\(path): truncated gzip data after \(ArchiveError.grouped(error.bytesRead)) bytes; "
        + "nothing was written. Fetch the file again")
  }
}
