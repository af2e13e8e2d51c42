import Foundation
import Testing

@testable import Archive

/// A directory for one test, removed with it.
final class Folder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("archive-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: path) } catch { Issue.record(error) }
  }

  /// Writes a file, with its directories, and gives its path.
  @discardableResult
  func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    let file = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file.path
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path + "/" + name, withDestinationPath: target)
  }

  func bytes(_ name: String) throws -> [UInt8] { try [UInt8](Data(contentsOf: URL(fileURLWithPath: path + "/" + name))) }

  /// Runs a shell script in the directory; it must succeed.
  func shell(_ script: String) throws { try Self.shell(script, in: path) }

  static func shell(_ script: String, in path: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.currentDirectoryURL = URL(fileURLWithPath: path)
    let errors = path + "/.errors-\(UUID().uuidString)"
    process.arguments = ["-ec", "exec 2> '\(errors)'; " + script]
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let text = try String(contentsOfFile: errors, encoding: .utf8)
    try FileManager.default.removeItem(atPath: errors)
    try #require(process.terminationStatus == 0, "\(script): \(text)")
  }
}

/// A member with all its bytes.
struct WholeMember: Equatable {
  var source: String
  var bytes: [UInt8]
}

/// Everything that a file gives, read in blocks of `block` bytes.
func readAll(
  _ path: String, block: Int = 4_096, policy: ArchivePolicy = ArchivePolicy()
) throws -> (members: [WholeMember], digest: String) {
  let input = try #require(try InputList.expand([path]).first)
  return try readAll(input, block: block, policy: policy)
}

func readAll(
  _ input: InputFile, block: Int = 4_096, policy: ArchivePolicy = ArchivePolicy()
) throws -> (members: [WholeMember], digest: String) {
  var reader = try MemberReader(input, policy: policy)
  var members: [WholeMember] = []
  var room = [UInt8](repeating: 0xEE, count: block)
  while let member = try reader.nextMember() {
    var bytes: [UInt8] = []
    while true {
      var span = room.mutableSpan
      let count = try reader.read(into: &span)
      if count == 0 { break }
      bytes += room[..<count]
    }
    members.append(WholeMember(source: member.source, bytes: bytes))
  }
  let digest = reader.digest
  return (members, try #require(digest))
}

/// The error that reading a file ends with, or nil.
func failure(_ path: String, policy: ArchivePolicy = ArchivePolicy()) throws -> ArchiveError? {
  do {
    _ = try readAll(path, policy: policy)
    return nil
  } catch let error as ArchiveError {
    return error
  }
}

/// Lines like those of a log, different for each seed.
func log(lines: Int, seed: Int = 0) -> [UInt8] {
  var text = "time,event,user_id,channel\r\n"
  for line in 0..<lines {
    text += "2026-03-\(10 + line % 20)T09:30:00Z,touch,u\((line &* 7_919 &+ seed) % 10_007),channel \(line % 7)\r\n"
  }
  return Array(text.utf8)
}
