import Testing

@testable import Archive

/// What is no log is known by its bytes, named, and comes with the command that makes a log of it.
@Suite struct ForeignContentTests {
  static let samples: [(start: [UInt8], content: ForeignContent, word: String)] = [
    (Array("PAR1".utf8) + [0x15, 0x04], .parquet, "duckdb"), (Array("Obj".utf8) + [1, 4, 20], .avro, "read_avro"),
    (Array("ORC".utf8) + [8, 3], .orc, "pyarrow"), (Array("ARROW1".utf8) + [0, 0], .arrow, "pyarrow"),
    ([0xFF, 6, 0, 0] + Array("sNaPpY".utf8), .snappy, "snzip"), ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4], .sevenZip, "7z x"),
    (Array("Rar!".utf8) + [0x1A, 7, 1, 0], .rar, "unrar"), (Array("SQLite format 3".utf8) + [0, 16], .sqlite, "sqlite3"),
    (Array("%PDF-1.7\n".utf8), .pdf, "CSV"), (Array(" \r\n<!DOCTYPE HTML>".utf8), .html, "fetch"),
    ([0xEF, 0xBB, 0xBF] + Array("<html>".utf8), .html, "fetch"), (Array("<?xml version".utf8), .xml, "CSV"),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .office, "soffice"),
  ]

  @Test(arguments: samples)
  func isKnownByItsBytesThroughAnyLayer(_ sample: (start: [UInt8], content: ForeignContent, word: String)) throws {
    let folder = try Folder()
    try folder.write("odd.dat", sample.start)
    try folder.shell("gzip -k odd.dat; tar cf odd.tar odd.dat.gz")
    for (name, member) in [("odd.dat", nil), ("odd.dat.gz", nil), ("odd.tar", "odd.dat.gz")] {
      let error = try #require(try failure("\(folder.path)/\(name)"))
      #expect(error.kind == .foreign && error.member == member)
      #expect(error.reason == sample.content.reason(for: member ?? name))
      #expect(error.description.hasPrefix("\(folder.path)/\(name)") && error.description.contains(sample.word))
    }
  }

  @Test func textIsNoForeignContent() {
    let texts = [
      "", "ORC", "ORCHARD,time\n", "time,event\n", "Object,time\n", "PART1,x\n", "<", "<time>,event\n", "%PDF", "Rar!\n",
    ]
    for text in texts {
      #expect(Content(prefix: Array(text.utf8)) == .plain, "\(text)")
    }
  }

  @Test(arguments: ["[Content_Types].xml", "docProps/app.xml", "xl/worksheets/sheet1.xml"])
  func aWorkbookIsKnownByItsMembers(_ member: String) throws {
    let folder = try Folder()
    try folder.write(member, Array("<?xml version=\"1.0\"?>".utf8))
    try folder.shell("echo '\(member)' | zip -q -@ book.xlsx; tar cf books.tar book.xlsx")
    #expect(try failure(folder.path + "/book.xlsx")?.reason.contains("soffice --headless --convert-to csv 'book.xlsx'") == true)
    let inside = try #require(try failure(folder.path + "/books.tar"))
    #expect(inside.kind == .foreign && inside.member == "book.xlsx")
  }

  @Test func namesThatAShellWouldMisreadAreNotPutIntoCommands() {
    #expect(ForeignContent.sevenZip.reason(for: "logs/spring 2026.7z").hasSuffix("7z x 'spring 2026.7z'"))
    for name in ["it's.7z", "$(reboot).7z", "-rf", "a\nb.7z", "logs/`x`"] {
      #expect(ForeignContent.sevenZip.reason(for: name).hasSuffix("7z x 'FILE'"), "\(name)")
    }
    #expect(ForeignContent.parquet.reason(for: "a.zip!b/c.d.parquet").contains("from 'c.d.parquet') to 'c.d.csv'"))
  }
}
