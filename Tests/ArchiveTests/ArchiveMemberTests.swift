import Testing

@testable import Archive

@Suite struct ArchiveMemberTests {
  /// A folder with `logs/a.csv`, `logs/이월.csv` and what is passed over, packed by the command into `packed`.
  private func packed(by command: String) throws -> Folder {
    let folder = try Folder()
    try folder.write("logs/a.csv", log(lines: 2_000))
    try folder.write("logs/deep/이월.csv", log(lines: 30, seed: 5))
    try folder.write("logs/empty.csv", [])
    try folder.write("logs/._a.csv", [1, 2, 3])
    try folder.link("logs/link.csv", to: "a.csv")
    try folder.shell(command)
    return folder
  }

  static let archives = [
    "tar cf packed --format=pax --sort=name logs", "tar cf packed --format=gnu --sort=name logs",
    "tar cf packed --format=v7 --sort=name --hard-dereference logs", "tar cf - --sort=name logs | gzip > packed",
    "tar cf - --sort=name logs | zstd -q > packed", "tar cf - --sort=name logs | xz > packed",
    "zip -q -y packed.zip logs/._a.csv logs/a.csv logs/deep/이월.csv logs/empty.csv logs/link.csv; mv packed.zip packed",
    "zip -q -0 -y - logs/a.csv logs/deep/이월.csv logs/empty.csv > packed",
    "zip -q -y - logs/a.csv logs/deep/이월.csv logs/empty.csv | gzip > packed",
  ]

  @Test(arguments: archives) func givesRegularFilesInTheirOrder(command: String) throws {
    let folder = try packed(by: command)
    let path = folder.path + "/packed"
    #expect(
      try readAll(path).members == [
        WholeMember(source: path + "!logs/a.csv", bytes: log(lines: 2_000)),
        WholeMember(source: path + "!logs/deep/이월.csv", bytes: log(lines: 30, seed: 5)),
        WholeMember(source: path + "!logs/empty.csv", bytes: []),
      ], "\(command)")
  }

  @Test func opensWhatIsPackedInside() throws {
    let folder = try Folder()
    try folder.write("a.csv", log(lines: 50))
    try folder.write("b.csv", log(lines: 60))
    try folder.shell("gzip -k a.csv; tar cf in.tar a.csv.gz b.csv; zip -q out.zip in.tar b.csv; gzip out.zip")
    let path = folder.path + "/out.zip.gz"
    #expect(
      try readAll(path).members == [
        WholeMember(source: path + "!in.tar!a.csv.gz", bytes: log(lines: 50)),
        WholeMember(source: path + "!in.tar!b.csv", bytes: log(lines: 60)),
        WholeMember(source: path + "!b.csv", bytes: log(lines: 60)),
      ])
  }

  @Test func namesTheMemberThatIsDamaged() throws {
    let folder = try Folder()
    try folder.write("a.csv", log(lines: 50))
    try folder.write("b.csv", log(lines: 60))
    try folder.shell("gzip -k b.csv; head -c 90 b.csv.gz > cut.gz; tar cf all.tar a.csv cut.gz")
    let error = try #require(try failure(folder.path + "/all.tar"))
    #expect(error.member == "cut.gz")
    #expect(error.description.hasPrefix("\(folder.path)/all.tar!cut.gz: truncated gzip data after "))
  }

  @Test(arguments: ["tar cf packed a b", "tar cf - a b | gzip > packed", "zip -q packed.zip a b; mv packed.zip packed"])
  func seesEveryTruncation(command: String) throws {
    let folder = try Folder()
    try folder.write("a", log(lines: 8))
    try folder.write("b", log(lines: 9))
    try folder.shell(command)
    let packed = try folder.bytes("packed")
    // A tar's padding to ten KiB may go: it says nothing.
    let last = command.hasSuffix("a b") ? packed.lastIndex { $0 != 0 }! + 512 : packed.count
    for count in stride(from: 512, to: last, by: command.hasPrefix("tar cf packed") ? 13 : 1) {
      let path = try folder.write("cut", packed[..<count])
      #expect(try failure(path) != nil, "\(command) cut after \(count) of \(packed.count) bytes")
    }
  }

  @Test func seesEveryFlippedBitInAZip() throws {
    let folder = try Folder()
    try folder.write("a", log(lines: 8))
    try folder.shell("zip -q -X packed.zip a")
    let packed = try folder.bytes("packed.zip")
    let expected = log(lines: 8)
    var lost: [Int] = []
    for bit in 4 * 8..<packed.count * 8 {
      var flipped = packed
      flipped[bit / 8] ^= 1 << (bit % 8)
      let path = try folder.write("flipped", flipped)
      guard try failure(path) == nil else { continue }
      let members = try readAll(path).members
      if members.isEmpty { lost.append(bit) } else { #expect(members.map(\.bytes) == [expected], "bit \(bit)") }
    }
    #expect(lost == [], "of \(packed.count)")
  }

  @Test func anArchiveWithoutMembersHasNone() throws {
    let folder = try Folder()
    try folder.shell("tar cf empty.tar -T /dev/null")
    try folder.write("empty.zip", [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18))
    #expect(try readAll(folder.path + "/empty.tar").members.isEmpty)
    #expect(try readAll(folder.path + "/empty.zip").members.isEmpty)
  }

  @Test func tarsBehindEachOtherAreReadToTheLast() throws {
    let folder = try Folder()
    try folder.write("a", log(lines: 8))
    try folder.write("b", log(lines: 9))
    try folder.shell("tar cf packed a; tar cf - b >> packed")
    #expect(try readAll(folder.path + "/packed").members.map(\.bytes) == [log(lines: 8), log(lines: 9)])
  }

  @Test func aPasswordIsSaid() throws {
    let folder = try Folder()
    try folder.write("a", log(lines: 8))
    try folder.shell("zip -q -P secret packed.zip a")
    let error = try #require(try failure(folder.path + "/packed.zip"))
    #expect(error.kind == .foreign)
    #expect(error.reason == "a zip locked by a password, which is not opened here; unpack it: 7z x 'packed.zip'")
  }
}
