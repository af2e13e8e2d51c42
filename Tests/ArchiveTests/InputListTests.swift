import Glibc
import Platform
import SeededTesting
import Testing

@testable import Archive

@Suite struct InputListTests {
  /// Paths relative to the folder.
  private func expand(_ folder: Folder, _ arguments: String...) throws -> [String] {
    try InputList.expand(arguments.map { $0.hasPrefix("/") ? $0 : folder.path + "/" + $0 })
      .map { String($0.path.dropFirst(folder.path.count + 1)) }
  }

  private func tree() throws -> Folder {
    let folder = try Folder()
    for name in ["b.csv", "a.csv", "web/2026-03-02.csv.gz", "web/2026-03-01.csv.gz", "web/old/x.csv", ".hidden", "web/.git/x", "Z"]
    {
      try folder.write(name, name.utf8)
    }
    return folder
  }

  @Test func findsAllFilesOfADirectoryInByteOrder() throws {
    let folder = try tree()
    #expect(
      try expand(folder, "") == [
        "Z", "a.csv", "b.csv", "web/2026-03-01.csv.gz", "web/2026-03-02.csv.gz", "web/old/x.csv",
      ])
  }

  @Test func normalisesPathsAndReadsEachOnce() throws {
    let folder = try tree()
    #expect(try expand(folder, "./web//old/./x.csv", "web/old/x.csv", "web/old/") == ["web/old/x.csv"])
    try folder.shell("ln b.csv 0-hard.csv; ln -s b.csv zz.csv; ln -s web also")
    #expect(try expand(folder, "zz.csv", "b.csv", "0-hard.csv") == ["0-hard.csv"])
    #expect(try expand(folder, "b.csv", "zz.csv") == ["b.csv"])
    // The first of two names of a directory in byte order, whatever the order of the arguments.
    #expect(try expand(folder, "web/old", "also/old") == ["also/old/x.csv"])
    #expect(try expand(folder, "also/old", "web/old") == ["also/old/x.csv"])
  }

  /// Each list as if it were alone; all files in one order, and each knows whose it is.
  @Test func listsKeepTheirFilesApart() throws {
    let folder = try tree()
    let lists = [["web", "b.csv", "./b.csv"], ["b.csv", "a.csv"], []].map { $0.map { folder.path + "/" + $0 } }
    let files = try InputList.expand(lists: lists)
    #expect(
      files.map { "\($0.path.dropFirst(folder.path.count + 1)) \($0.list)" } == [
        "a.csv 1", "b.csv 0", "b.csv 1", "web/2026-03-01.csv.gz 0", "web/2026-03-02.csv.gz 0", "web/old/x.csv 0",
      ])
    #expect(throws: InputError.empty) { try InputList.expand(lists: [lists[0], [""]]) }
  }

  @Test func endsInDirectoriesThatLeadToThemselves() throws {
    let folder = try tree()
    try folder.link("web/loop", to: "..")
    try folder.link("web/old/self", to: ".")
    #expect(try expand(folder, "").count == 6)
    #expect(try expand(folder, "**/*.csv").count == 3)
  }

  @Test func expandsPatterns() throws {
    let folder = try tree()
    #expect(try expand(folder, "*.csv") == ["a.csv", "b.csv"])
    #expect(try expand(folder, "[!b]*.csv") == ["a.csv"])
    #expect(try expand(folder, "w?b/2026-03-0[2-9]*") == ["web/2026-03-02.csv.gz"])
    #expect(try expand(folder, "*/old") == ["web/old/x.csv"])
    #expect(try expand(folder, "**/*.gz") == ["web/2026-03-01.csv.gz", "web/2026-03-02.csv.gz"])
    #expect(try expand(folder, "**/x.csv") == ["web/old/x.csv"])
    #expect(try expand(folder, ".hid*") == [".hidden"])
    #expect(try expand(folder, "**").count == 6)
  }

  @Test func takesANameThatExistsBeforeAPattern() throws {
    let folder = try tree()
    try folder.write("[ab].csv", [1])
    #expect(try expand(folder, "[ab].csv") == ["[ab].csv"])
  }

  @Test func saysWhatIsMissing() throws {
    let folder = try tree()
    let nowhere = folder.path + "/nowhere.csv"
    #expect(throws: InputError.missing(nowhere)) { try InputList.expand([nowhere]) }
    let inside = folder.path + "/a.csv/b"
    #expect(throws: InputError.missing(inside)) { try InputList.expand([inside]) }
    let pattern = folder.path + "/*.jsonl"
    #expect(throws: InputError.noMatch(pattern: pattern)) { try InputList.expand([pattern]) }
    #expect(throws: InputError.empty) { try InputList.expand([""]) }
    try folder.link("web/broken", to: "gone")
    #expect(throws: InputError.brokenLink(folder.path + "/web/broken")) { try InputList.expand([folder.path]) }
    #expect(
      InputError.missing("spring.csv").description
        == "spring.csv: no such file or directory; check the path, or quote a pattern such as 'logs/*.csv.gz'")
  }

  @Test func namesThatAreNoUTF8AreOpenedByTheirBytes() throws {
    let folder = try Folder()
    try folder.shell("printf 'x' > $'\\xc0\\xcc\\xbf\\xf9.csv'")
    let input = try #require(try InputList.expand([folder.path]).first)
    #expect(input.path.contains("\u{FFFD}"))
    #expect(try readAll(input).members.map(\.bytes) == [Array("x".utf8)])
    // As an argument, too, and beside one that reads the same where letters are replaced.
    try folder.shell("printf 'y' > $'\\xc0\\xcd\\xbf\\xf9.csv'")
    let argument = Array((folder.path + "/").utf8) + [0xC0, 0xCD, 0xBF, 0xF9] + Array(".csv".utf8)
    let named = try #require(try InputList.expand([ArgumentText.text(of: argument)]).first)
    #expect(try readAll(named).members.map(\.bytes) == [Array("y".utf8)])
    let pattern = Array((folder.path + "/").utf8) + [0xC0, UInt8(ascii: "*")]
    #expect(try InputList.expand([ArgumentText.text(of: pattern)]).count == 2)
  }

  /// Every text of bytes gives these bytes back, also where a stand-in stands among them.
  @Test func argumentsKeepTheirBytes() throws {
    var random = Seeded(61)
    for round in 0..<5000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes += random.bytes(3, of: "a/-.")
        case 1: bytes += Array(["검", "é", "😀", "\u{10FFB0}"][round % 4].utf8)
        case 2: bytes += Array("검".utf8.prefix(2))
        default: bytes.append(UInt8.random(in: 1...255, using: &random))
        }
      }
      let text = ArgumentText.text(of: bytes)
      try #require(ArgumentText.bytes(of: text) == bytes, "\(bytes)")
      let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
      if !isUTF8 { try #require(ArgumentText.isOnlyAName(text), "\(bytes)") }
      if isUTF8, !ArgumentText.isOnlyAName(text) { try #require(Array(text.utf8) == bytes) }
    }
    #expect(ArgumentText.text(of: Array("검색.csv".utf8)) == "검색.csv" && !ArgumentText.isOnlyAName("검색.csv"))
  }

  /// `-` alone is standard input; a file that is really called so is `./-` wherever it is met.
  @Test func aFileCalledMinusIsAFile() {
    for path in ["./-", ".//-", "-/", "./-/."] { #expect(PathBytes(path).normalised == PathBytes("./-"), "\(path)") }
    #expect(PathBytes("-").normalised == .standardInput && PathBytes("./").normalised == PathBytes("."))
    #expect(PathBytes("./-/a").normalised == PathBytes("-/a") && PathBytes("/-").normalised == PathBytes("/-"))
    #expect(PathBytes(".").appending([0x2D]) == PathBytes("./-") && PathBytes("a").appending([0x2D]) == PathBytes("a/-"))
    #expect(PathBytes(".").appending([0x61]) == PathBytes("a"))
  }

  @Test func aDirectoryWithoutFilesAddsNone() throws {
    let folder = try Folder()
    #expect(try InputList.expand([folder.path]).isEmpty)
  }

  @Test func knowsWhatTellsAFileFromItsFormerSelf() throws {
    let folder = try Folder()
    let path = try folder.write("a", log(lines: 3))
    let input = try #require(try InputList.expand([path]).first)
    #expect(input.byteCount == Int64(log(lines: 3).count))
    #expect(input.isRegular && !input.isStandardInput)
    #expect(input.identity.inode > 0 && input.modified > 1_700_000_000_000_000_000 && input.changed >= input.modified)
  }
}
