import Foundation
import Glibc
import Testing

@testable import Platform

@Suite struct WholeFileTests {
  @Test func aLimitCutsAndALongerReadSaysSo() throws {
    let path = NSTemporaryDirectory() + "whole-\(UUID().uuidString)"
    try Data(repeating: 7, count: 40_000).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(try WholeFile.read(path, limit: 100_000).count == 40_000)
    #expect(try WholeFile.read(path, limit: 40_000).count == 40_000)
    #expect(try WholeFile.read(path, limit: 39_999) == Array(repeating: 7, count: 39_999))
    #expect(try WholeFile.read(path, limit: 3) == [7, 7, 7])
  }

  @Test func whatFailsIsNamed() {
    let missing = #expect(throws: SystemFailure.self) { try WholeFile.read("/nowhere/at/all", limit: 1) }
    #expect(missing == SystemFailure("open", number: ENOENT))
    let folder = #expect(throws: SystemFailure.self) { try WholeFile.read("/", limit: 1) }
    #expect(folder == SystemFailure("read", number: EISDIR))
    #expect(WholeFile.beginning(of: "/nowhere/at/all", limit: 1) == nil)
  }

  @Test func aFileIsOneUnderAllItsNames() throws {
    let path = NSTemporaryDirectory() + "one-\(UUID().uuidString)"
    try Data().write(to: URL(fileURLWithPath: path))
    try FileManager.default.createSymbolicLink(atPath: path + "-link", withDestinationPath: path)
    try FileManager.default.linkItem(atPath: path, toPath: path + "-name")
    defer { for end in ["", "-link", "-name"] { try? FileManager.default.removeItem(atPath: path + end) } }
    let file = try #require(FileIdentity(path: path))
    #expect(FileIdentity(path: path + "-link") == file && FileIdentity(path: path + "-name") == file)
    #expect(FileIdentity(path: "/") != file && FileIdentity(path: path + "-none") == nil)
  }

  @Test func eachNumberIsHandedOutOnce() throws {
    let counter = SharedCounter(from: 5), taken = Taken()
    try Workers.run(count: 4, name: "count") { _ in for _ in 0..<1000 { taken.add(counter.take()) } }
    #expect(taken.sorted == Array(5..<4005))
  }

  private final class Taken: @unchecked Sendable {
    private let lock = NSLock()
    private var numbers: [Int] = []
    func add(_ number: Int) { lock.withLock { numbers.append(number) } }
    var sorted: [Int] { lock.withLock { numbers.sorted() } }
  }
}
