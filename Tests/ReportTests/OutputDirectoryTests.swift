import Foundation
import ReportTesting
import Testing

@testable import Platform

/// A manifest of one name a line, below the line `ours`.
private let manifest = ReportManifest(fileName: "manifest") { beginning in
  let lines = String(decoding: beginning, as: UTF8.self).split(separator: "\n").map(String.init)
  return lines.first == "ours" ? Array(lines.dropFirst()) : nil
}

private func open(_ path: String, isInside: Bool? = nil) throws(OutputError) -> OutputDirectory {
  try OutputDirectory(path, manifest: manifest, isInside: isInside)
}

/// Writes `text` as the file `a` of a report, and publishes it.
private func publish(_ text: String, to path: String, isInside: Bool? = nil) throws {
  var output = try open(path, isInside: isInside)
  try write(text, to: output)
  try output.publish()
}

private func write(_ text: String, to output: borrowing OutputDirectory) throws {
  for (name, content) in [("a", text), ("manifest", "ours\na\nmanifest\n")] {
    var file = try output.create(name)
    try file.write(Array(content.utf8))
    try file.finish()
  }
}

struct OutputDirectoryTests {
  let folder: ScratchFolder
  init() throws { folder = try ScratchFolder() }
  var output: String { folder.path + "/out" }

  @Test func appearsWholeAndReplacesTheFormerReport() throws {
    try publish("one", to: output)
    #expect(try folder.text("out/a") == "one")
    try publish("two", to: output)
    #expect(try folder.text("out/a") == "two")
    #expect(try folder.names() == ["out"], "neither lock nor draft is left behind")
  }

  @Test func unpublishedLeavesTheFormerReport() throws {
    try publish("one", to: output)
    do {
      let dropped = try open(output)
      try write("two", to: dropped)
      #expect(try folder.names().contains(".out.tmp-\(getpid())"))
    }
    #expect(try folder.text("out/a") == "one")
    #expect(try folder.names() == ["out"])
  }

  @Test func emptyDirectoryAndRelativeNamesWillDo() throws {
    try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: false)
    try publish("one", to: output + "/../out/")
    #expect(try folder.text("out/a") == "one")
  }

  @Test func aLinkedOutputStaysALink() throws {
    try publish("one", to: output)
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: "out")
    try publish("two", to: folder.path + "/link")
    #expect(try folder.text("out/a") == "two")
    #expect(try folder.names() == ["link", "out"])
  }

  @Test func rightsOfTheFormerReportStay() throws {
    try publish("one", to: output)
    try FileManager.default.setAttributes([.posixPermissions: 0o2750], ofItemAtPath: output)
    try publish("two", to: output)
    let rights = try FileManager.default.attributesOfItem(atPath: output)[.posixPermissions] as? Int
    #expect(rights == 0o2750)
  }

  @Test(arguments: [false, true])
  func secondRunIsTurnedAway(isInside: Bool) throws {
    if isInside { try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: false) }
    let path = output
    do {
      let first = try open(path, isInside: isInside)
      let error = #expect(throws: OutputError.self) { _ = try open(path, isInside: isInside) }
      #expect(error == .heldByAnotherRun(path: path))
      #expect(error?.exitStatus == 75)
      #expect(error?.description.contains("another run") == true)
      _ = first.path
    }
    try publish("after", to: path, isInside: isInside)
  }

  @Test func strangersAreRefusedAndStay() throws {
    try folder.put("mine", at: "out/notes.txt")
    let path = output
    let error = #expect(throws: OutputError.self) { _ = try open(path) }
    #expect(error == .notOurs(path: path, file: "notes.txt"))
    #expect(error?.exitStatus == 73)
    #expect(try folder.text("out/notes.txt") == "mine")
    #expect(try folder.names() == ["out"])
  }

  @Test func aFilePutBesideOurReportIsRefusedEvenLate() throws {
    try publish("one", to: output)
    var second = try open(output)
    try write("two", to: second)
    try folder.put("mine", at: "out/notes.txt")
    do {
      try second.publish()
      Issue.record("published over a stranger's file")
    } catch {
      #expect(error == .notOurs(path: output, file: "notes.txt"))
    }
    #expect(try folder.text("out/a") == "one")
  }

  @Test func draftsOfDeadRunsAreRemovedAndNoOthers() throws {
    try folder.put("x", at: ".out.tmp-99999/a")
    try folder.put("x", at: ".out.tmp-x.tmp-99999/a")
    try folder.put("", at: ".out.lock")
    try publish("one", to: output)
    #expect(try folder.names() == [".out.tmp-x.tmp-99999", "out"])
  }

  @Test func insideALinkPointsToTheLatest() throws {
    try FileManager.default.createDirectory(atPath: output + "/lost+found", withIntermediateDirectories: true)
    try publish("one", to: output, isInside: true)
    #expect(try folder.text("out/latest/a") == "one")
    let first = try folder.names("out/reports")
    try publish("two", to: output, isInside: true)
    #expect(try folder.text("out/latest/a") == "two")
    #expect(try folder.names("out") == ["latest", "lost+found", "reports"])
    #expect(try folder.names("out/reports").count == 1 && first.count == 1)
    do {
      let dropped = try open(output, isInside: true)
      try write("three", to: dropped)
    }
    #expect(try folder.text("out/latest/a") == "two")
    #expect(try folder.names("out/reports").count == 1)
  }

  @Test func insideTakesOverFromAReportBeside() throws {
    try publish("one", to: output)
    try publish("two", to: output, isInside: true)
    #expect(try folder.names("out") == ["latest", "reports"])
    #expect(try folder.text("out/latest/a") == "two")
    try publish("three", to: output)
    #expect(try folder.names("out") == ["a", "manifest"])
  }

  @Test func impossiblePlacesSayWhatIsWrong() throws {
    try folder.put("", at: "file")
    for (path, word) in [
      (folder.path + "/no/such/out", "no folder"), (folder.path + "/file", "is a file"), ("/", "root"),
      ("/proc/tributary-out", "nothing was published"),
    ] {
      let error = #expect(throws: OutputError.self) { _ = try open(path) }
      #expect(error?.exitStatus == 73)
      #expect(error?.description.contains(word) == true, "\(path)")
    }
  }

  @Test func aFullDiskIsAnError() throws {
    let error = #expect(throws: OutputError.self) {
      var file = try OutputFile(path: "/dev/full")
      try file.write([1, 2, 3])
    }
    #expect(error == .cannotWrite(path: "/dev/full", call: "write", code: ENOSPC))
    #expect(error?.exitStatus == 73)
    #expect(error?.description.contains("Make room") == true)
  }

  @Test func gzipIsReproducibleAndReadable() throws {
    let text = (0..<200_000).map { "row \($0 % 977)\n" }.joined()
    for name in ["a.gz", "b.gz"] {
      var file = try OutputFile(path: folder.path + "/" + name, gzip: .dense)
      for start in stride(from: 0, to: text.utf8.count, by: 100_000) {
        try file.write(Array(text.utf8.dropFirst(start).prefix(100_000)))
      }
      try file.finish()
    }
    let a = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/a.gz"))
    #expect(try a == Data(contentsOf: URL(fileURLWithPath: folder.path + "/b.gz")))
    #expect(Array(a.prefix(10)) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3], "no time, no name")
    #expect(try gunzip(folder.path + "/a.gz") == text)
  }
}

/// The text of a gzip file, as gzip itself reads it.
func gunzip(_ path: String) throws -> String {
  let gzip = Process()
  gzip.executableURL = URL(fileURLWithPath: "/bin/gzip")
  gzip.arguments = ["-dc", path]
  let output = Pipe()
  gzip.standardOutput = output
  try gzip.run()
  let text = output.fileHandleForReading.readDataToEndOfFile()
  gzip.waitUntilExit()
  #expect(gzip.terminationStatus == 0)
  return String(decoding: text, as: UTF8.self)
}
