import Testing

@testable import Archive

@Suite struct FormatTests {
  /// Commands that make `packed` of `a`, each with a checksum at the end.
  static let compressions = [
    "gzip -c a > packed", "zstd -q -c a > packed", "xz -c a > packed", "bzip2 -c a > packed", "lz4 -q -c a > packed",
  ]

  /// That of compress has neither checksum nor length nor end: nobody can tell that it was cut.
  static let compress = "compress -f -c a > packed"

  @Test(arguments: compressions + [compress]) func unpacks(command: String) throws {
    let folder = try Folder()
    for content in [log(lines: 20_000), log(lines: 1), []] {
      try folder.write("a", content)
      try folder.shell(command)
      let path = folder.path + "/packed"
      #expect(try readAll(path).members == [WholeMember(source: path, bytes: content)])
    }
  }

  @Test(arguments: compressions) func seesEveryTruncation(command: String) throws {
    let folder = try Folder()
    try folder.write("a", log(lines: 8))
    try folder.shell(command)
    let packed = try folder.bytes("packed")
    for count in 6..<packed.count {
      let path = try folder.write("cut", packed[..<count])
      #expect(try failure(path) != nil, "\(command) cut after \(count) of \(packed.count) bytes")
    }
  }

  @Test(arguments: compressions) func refusesWhatFollowsTheEnd(command: String) throws {
    let folder = try Folder()
    try folder.write("a", log(lines: 100))
    try folder.shell(command + "; echo garbage >> packed")
    let error = try #require(try failure(folder.path + "/packed"), "\(command)")
    #expect(error.kind == .damaged)
  }

  @Test(arguments: compressions) func neverGivesOtherBytesForAFlippedBit(command: String) throws {
    let folder = try Folder()
    let content = log(lines: 8)
    try folder.write("a", content)
    try folder.shell(command)
    let packed = try folder.bytes("packed")
    // The magic bytes apart: without them it is another kind of file.
    for bit in stride(from: 6 * 8, to: packed.count * 8, by: 3) {
      var flipped = packed
      flipped[bit / 8] ^= 1 << (bit % 8)
      let path = try folder.write("flipped", flipped)
      guard try failure(path) == nil else { continue }
      #expect(try readAll(path).members.map(\.bytes) == [content], "\(command), bit \(bit)")
    }
  }

  @Test func givesPlainBytesAsTheyAre() throws {
    let folder = try Folder()
    for content in [log(lines: 20_000), [], [10], Array("BZh9 is no bzip2\n".utf8), [0x1F], [UInt8](repeating: 0, count: 300)] {
      let path = try folder.write("plain.gz", content)
      for block in [1, 511, 512, 513, 1 << 16] where content.count < 1_000 || block > 1 {
        #expect(try readAll(path, block: block).members == [WholeMember(source: path, bytes: content)])
      }
    }
  }

  /// Zeros are an archive without members if they are as many as tar writes, and nothing else follows.
  @Test func zerosAreAnEmptyTarOrNone() throws {
    let folder = try Folder()
    for count in [1024, 1536, 10_240] {
      #expect(try readAll(try folder.write("empty", [UInt8](repeating: 0, count: count))).members.isEmpty, "\(count)")
    }
    let zeros = [512, 1000, 10_241, 10_752, 100_000].map { [UInt8](repeating: 0, count: $0) }
    for content in zeros + [zeros[0] + log(lines: 3), zeros[4] + log(lines: 3)] {
      let path = try folder.write("zeros", content)
      for block in [511, 512, 1 << 16] {
        #expect(try readAll(path, block: block).members == [WholeMember(source: path, bytes: content)], "\(content.count)")
      }
    }
    try folder.shell("tar cf empty -T /dev/null; gzip -k empty")
    #expect(try readAll(folder.path + "/empty").members.isEmpty && readAll(folder.path + "/empty.gz").members.isEmpty)
  }

  @Test func joinsFramesAndStreams() throws {
    let folder = try Folder()
    try folder.write("a", log(lines: 30))
    for tool in ["zstd -q", "xz", "bzip2", "lz4 -q"] {
      try folder.shell("\(tool) -c a > packed; \(tool) -c a >> packed")
      #expect(try readAll(folder.path + "/packed").members.map(\.bytes) == [log(lines: 30) + log(lines: 30)], "\(tool)")
    }
  }

  @Test func takesOffSeveralLayersButNotAnyNumber() throws {
    let folder = try Folder()
    try folder.write("a", log(lines: 100))
    try folder.shell("gzip -c a | zstd -q -c | xz -c > three")
    #expect(try readAll(folder.path + "/three").members.map(\.bytes) == [log(lines: 100)])
    try folder.shell("cp a many; for i in 1 2 3 4 5 6 7; do gzip -c many > next; mv next many; done")
    let error = try #require(try failure(folder.path + "/many"))
    #expect(error.reason == "is packed in more than 6 layers" && error.kind == .beyondLimit(option: "--max-depth"))
  }

  @Test func passesOverFramesForOthersUse() throws {
    let folder = try Folder()
    try folder.write("a", log(lines: 100))
    try folder.shell("(printf '\\x50\\x2a\\x4d\\x18\\x04\\0\\0\\0abcd'; zstd -q -c a) > packed")
    #expect(try readAll(folder.path + "/packed").members.map(\.bytes) == [log(lines: 100)])
  }

  @Test func hashesTheRawBytesWhateverTheyHold() throws {
    let folder = try Folder()
    // The reference values of the algorithm's own command for no bytes and for `abc`.
    #expect(try readAll(try folder.write("empty", [])).digest == "99aa06d3014798d86001c324468d497f")
    #expect(try readAll(try folder.write("abc", Array("abc".utf8))).digest == "06b05ab6733a618578af5f94892f3950")
    try folder.write("a", log(lines: 5_000))
    try folder.shell("zip -q a.zip a; gzip -k a; tar cf a.tar a; cp a.zip b; cp a.gz c; cp a.tar d")
    for (packed, copy) in [("a.zip", "b"), ("a.gz", "c"), ("a.tar", "d")] {
      let digest = try readAll(folder.path + "/" + packed, block: 777).digest
      #expect(digest == (try readAll(folder.path + "/" + copy).digest))
      #expect(digest == XXH3.hexadecimal(try folder.bytes(packed)))
    }
  }
}
